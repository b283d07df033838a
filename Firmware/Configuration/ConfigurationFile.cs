using System.Text;
using Charger.Runtime;
using Ocpp.Client.Wire;

namespace Firmware
{
    /// <summary>
    /// The configuration file on flash, a flat JSON object, read by the OCPP client's JSON reader. A key may come
    /// twice: the later value counts.
    /// </summary>
    public sealed class ConfigurationFile : IConfigurationFile
    {
        /// <summary>Name of the file on flash.</summary>
        public const string Name = ConfigurationImport.FileName;
        /// <summary>A longer file is refused.</summary>
        public const int MostBytes = 4096;

        private readonly IStorage _storage;

        /// <summary>Opens nothing: the file is read by <see cref="Read"/> alone.</summary>
        public ConfigurationFile(IStorage storage)
        {
            _storage = storage;
        }

        /// <inheritdoc/>
        public bool IsThere => _storage.Length(Name) >= 0;

        /// <inheritdoc/>
        public string Read(IConfigurationReceiver receiver)
        {
            int length = _storage.Length(Name);
            if (length <= 0 || length > MostBytes) return Name + " has " + length + " bytes: 1 to " + MostBytes + " are allowed";
            byte[] bytes = new byte[length];
            if (_storage.Read(Name, 0, bytes, 0, length) != length) return Name + " could not be read";
            JsonReader json = new JsonReader();
            json.Reset(bytes, 0, length);
            if (json.Next() != JsonToken.ObjectStart) return NoObject(json);
            while (json.Next() == JsonToken.Name)
            {
                string key = Text(bytes, json);
                json.Next();
                string value = Value(bytes, json);
                if (json.Token == JsonToken.Error || key == null) return NoObject(json);
                if (value == null) return Name + ": " + key + " is not a text, number or truth";
                if (!receiver.Accept(key, value)) return null;
            }
            return json.Token == JsonToken.ObjectEnd && json.Next() == JsonToken.End ? null : NoObject(json);
        }

        /// <inheritdoc/>
        public void Remove()
        {
            _storage.Delete(Name);
        }

        private static string NoObject(JsonReader json)
        {
            return Name + " is no flat JSON object: it ends or breaks off at byte " + json.Start;
        }

        private static string Value(byte[] bytes, JsonReader json)
        {
            switch (json.Token)
            {
                case JsonToken.True: return "true";
                case JsonToken.False: return "false";
                case JsonToken.String:
                case JsonToken.Number: return Text(bytes, json);
                default: return null;
            }
        }

        /// <summary>Null for an invalid escape.</summary>
        private static string Text(byte[] bytes, JsonReader json)
        {
            if (json.Length == 0) return "";
            if (!json.HasEscapes) return Encoding.UTF8.GetString(bytes, json.Start, json.Length);
            byte[] plain = new byte[json.Length + 4];
            int count = JsonText.Unescape(bytes, json.Start, json.Length, plain);
            return count < 0 ? null : Encoding.UTF8.GetString(plain, 0, count);
        }
    }
}
