using Ocpp.Client.Configuration;
using Ocpp.Client.Messages;
using Ocpp.Client.Session;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Core
{
    /// <summary>
    /// The answer to GetConfiguration (rule 43), one key at a time, so that it needs the memory of one fragment and not 9 KB:
    /// first the requested keys that are known, or all keys; then the unknown names.
    /// </summary>
    internal sealed class ConfigurationAnswer : IAnswerParts
    {
        private const int LongestName = 50;

        private enum Stage
        {
            Keys,
            Names,
            Unknown,
        }

        private readonly SessionContext _c;
        private readonly ConfigurationKey _row = new ConfigurationKey();
        private Stage _stage;
        private int _index;
        private int _unknown;
        private bool _first = true;

        /// <summary>The end of the last key is not written yet: together with the next text it takes one call, not two.</summary>
        private bool _unended;

        /// <param name="byName">The request, which was read without error, names keys: only those are written.</param>
        public ConfigurationAnswer(SessionContext context, bool byName)
        {
            _c = context;
            if (byName) Enter(Stage.Names);
        }

        public bool WriteNext(JsonWriter w)
        {
            switch (_stage)
            {
                case Stage.Keys:
                    if (_index < _c.Configuration.Count) WriteKey(w, _index++);
                    else return End(w);
                    return true;
                case Stage.Names:
                    if (Next()) ReadName(w);
                    else if (_unknown == 0) return End(w);
                    else Turn(w);
                    return true;
                default:
                    if (!Next())
                    {
                        w.Raw("]}");
                        return false;
                    }
                    ReadUnknown(w);
                    return true;
            }
        }

        /// <summary>Moves to the first name of the request's list.</summary>
        private void Enter(Stage stage)
        {
            _stage = stage;
            _first = true;
            GetConfiguration.EnterNames(_c.Payload, _c.Rpc.Frame);
        }

        private bool Next() => _c.Payload.Json.Next() == JsonToken.String;

        private void ReadName(JsonWriter w)
        {
            string name = _c.Payload.Current();
            int index = name == null ? -1 : _c.Configuration.IndexOf(name);
            if (index >= 0) WriteKey(w, index);
            else _unknown++;
        }

        private void ReadUnknown(JsonWriter w)
        {
            string name = _c.Payload.Current();
            if (name == null) name = "";
            if (_c.Configuration.IndexOf(name) >= 0) return;
            if (!_first) w.Byte(',');
            _first = false;
            w.Quoted(name.Length > LongestName ? name.Substring(0, LongestName) : name);
        }

        /// <summary>Ends the list of keys and begins the list of unknown names.</summary>
        private void Turn(JsonWriter w)
        {
            Open(w);
            w.Raw("],\"unknownKey\":[");
            Enter(Stage.Unknown);
        }

        private bool End(JsonWriter w)
        {
            Open(w);
            w.Raw("]}");
            return false;
        }

        private void Open(JsonWriter w)
        {
            if (_unended) w.Raw("\"}");
            _unended = false;
            if (_first) w.Raw("{\"configurationKey\":[");
            _first = false;
        }

        private void WriteKey(JsonWriter w, int index)
        {
            // Calls dominate the cost of this answer: names and numbers need no escaping, and each row is described once.
            ConfigurationStore all = _c.Configuration;
            ConfigurationKey row = _row;
            w.Raw(_first ? "{\"configurationKey\":[{\"key\":\"" : _unended ? "\"},{\"key\":\"" : ",{\"key\":\"");
            _first = false;
            all.Describe(index, row);
            w.Raw(row.Name);
            _unended = !row.WriteOnly && row.Kind <= KeyKind.Truth;
            if (row.WriteOnly)
            {
                w.Raw(row.ReadOnly ? "\",\"readonly\":true}" : "\",\"readonly\":false}");
            }
            else if (row.Kind == KeyKind.Whole)
            {
                w.Raw(row.ReadOnly ? "\",\"readonly\":true,\"value\":\"" : "\",\"readonly\":false,\"value\":\"");
                w.Fixed(all.Whole(index), 0);
            }
            else if (row.Kind == KeyKind.Truth)
            {
                w.Raw(row.ReadOnly ? "\",\"readonly\":true,\"value\":\"" : "\",\"readonly\":false,\"value\":\"");
                w.Raw(all.Truth(index) ? "true" : "false");
            }
            else
            {
                w.Text(row.ReadOnly ? "\",\"readonly\":true,\"value\":" : "\",\"readonly\":false,\"value\":", row.ReadOnly ? row.DefaultText : all.Text(index));
                w.Raw("}");
            }
        }
    }
}
