using Ocpp.Client.Authorization;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>Authorize (S 6.1, 6.2).</summary>
    public static class Authorize
    {
        public const string Action = "Authorize";

        public static void Write(JsonWriter w, string idTag)
        {
            w.Text("{\"idTag\":", idTag);
            w.Byte('}');
        }

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
