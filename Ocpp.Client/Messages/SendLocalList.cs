using Ocpp.Client.Authorization;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>SendLocalList (S 6.41, 6.42). Its answer is a status alone: Accepted, Failed, NotSupported or VersionMismatch.</summary>
    public static class SendLocalList
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "SendLocalList";

        private const int MaxWord = 20;

        /// <summary>Reads all fields. Entries that cannot be used are reported in <see cref="ListChanges.Wrong"/>, not as an error of the call.</summary>
        public static bool Read(PayloadReader r, RpcFrame frame, ListChanges into, out int listVersion, out bool full)
        {
            bool hasVersion = false, hasType = false;
            listVersion = 0;
            full = false;
            r.Begin(frame);
            while (r.NextMember())
            {
                if (r.NameIs("listVersion"))
                {
                    listVersion = r.Whole();
                    hasVersion = true;
                }
                else if (r.NameIs("updateType"))
                {
                    string word = r.Text(MaxWord);
                    full = word == "Full";
                    hasType = full || word == "Differential";
                    if (r.IsGood && !hasType) r.NotOneOf(word);
                }
                else if (r.NameIs("localAuthorizationList"))
                {
                    ReadEntries(r, into);
                }
            }
            if (!r.IsGood) return false;
            if (!hasVersion) return r.Missing("listVersion");
            return hasType || r.Missing("updateType");
        }

        private static void ReadEntries(PayloadReader r, ListChanges into)
        {
            IdTagInfo info = new IdTagInfo();
            if (!r.Enter(JsonToken.ArrayStart)) return;
            while (r.IsGood && r.Json.Next() != JsonToken.ArrayEnd)
            {
                if (r.Json.Token != JsonToken.ObjectStart)
                {
                    r.Fail(PayloadReader.TypeError, "localAuthorizationList holds what is no object");
                    return;
                }
                ReadEntry(r, info, into);
            }
        }

        private static void ReadEntry(PayloadReader r, IdTagInfo info, ListChanges into)
        {
            string idTag = null;
            bool hasInfo = false;
            while (r.NextMember())
            {
                if (r.NameIs("idTag")) idTag = r.Text(IdTagInfo.MaxId);
                else if (r.NameIs("idTagInfo")) hasInfo = info.Read(r, true);
            }
            if (!r.IsGood) return;
            if (idTag == null) r.Missing("idTag");
            else into.Add(idTag, hasInfo ? info : null);
        }
    }
}
