using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>Authorize (S 6.1, 6.2), and the idTagInfo that several answers carry (S 7.27).</summary>
    public static class Authorize
    {
        public const string Action = "Authorize";

        public static void Write(JsonWriter w, string idTag)
        {
            w.Text("{\"idTag\":", idTag);
            w.Byte('}');
        }

        /// <summary>AuthorizationStatus of the idTagInfo, null where there is none.</summary>
        public static bool ReadAnswer(PayloadReader r, RpcFrame frame, out string status)
        {
            status = null;
            r.Begin(frame);
            while (r.NextMember())
                if (r.NameIs("idTagInfo")) status = ReadInfo(r);
            if (r.IsGood && status == null) r.Missing("idTagInfo");
            return r.IsGood;
        }

        /// <summary>Reads the object that is the current member's value.</summary>
        public static string ReadInfo(PayloadReader r)
        {
            string status = null;
            if (!r.Enter(JsonToken.ObjectStart)) return null;
            while (r.NextMember())
                if (r.NameIs("status")) status = r.Text(20);
            if (r.IsGood && status == null) r.Missing("idTagInfo.status");
            return status;
        }
    }
}
