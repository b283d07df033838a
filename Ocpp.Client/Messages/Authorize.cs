using Ocpp.Client.Authorization;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>Authorize (S 6.1, 6.2).</summary>
    public static class Authorize
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "Authorize";

        /// <summary>Writes the payload of the request; <paramref name="idTag"/> has at most 20 characters.</summary>
        public static void Write(JsonWriter w, string idTag)
        {
            w.Text("{\"idTag\":", idTag);
            w.Byte('}');
        }

        /// <summary>Reads what the answer says of the id; false when it breaks its schema. A status that S 7.2 does not list is read as Invalid.</summary>
        public static bool ReadAnswer(PayloadReader r, RpcFrame frame, IdTagInfo into)
        {
            bool has = false;
            r.Begin(frame);
            while (r.NextMember())
                if (r.NameIs("idTagInfo")) has = into.Read(r, false);
            return r.IsGood && (has || r.Missing("idTagInfo"));
        }
    }
}
