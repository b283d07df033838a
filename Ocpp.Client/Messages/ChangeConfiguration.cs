using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>ChangeConfiguration (S 6.9, 6.10). Its answer is a status alone: Accepted, Rejected, RebootRequired or NotSupported.</summary>
    public static class ChangeConfiguration
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "ChangeConfiguration";

        private const int LongestKey = 50;
        private const int LongestValue = 500;

        /// <summary>Reads the payload of the request; false when it breaks its schema: the reader then holds the code and text for the CALLERROR.</summary>
        public static bool Read(PayloadReader r, RpcFrame frame, out string key, out string value)
        {
            key = null;
            value = null;
            r.Begin(frame);
            while (r.NextMember())
            {
                if (r.NameIs("key")) key = r.Text(LongestKey);
                else if (r.NameIs("value")) value = r.Text(LongestValue);
            }
            if (!r.IsGood) return false;
            if (key == null) return r.Missing("key");
            return value != null || r.Missing("value");
        }
    }
}
