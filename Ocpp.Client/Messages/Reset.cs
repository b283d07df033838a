using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>Reset (S 6.39, 6.40). Its answer is a status alone: Accepted or Rejected.</summary>
    public static class Reset
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "Reset";

        private const int LongestType = 10;

        /// <summary>Reads the payload of the request; false when it breaks its schema: the reader then holds the code and text for the CALLERROR.</summary>
        public static bool Read(PayloadReader r, RpcFrame frame, out bool hard)
        {
            string type = null;
            r.Begin(frame);
            while (r.NextMember())
                if (r.NameIs("type")) type = r.Text(LongestType);
            hard = type == "Hard";
            if (r.IsGood && type == null) r.Missing("type");
            if (r.IsGood && !hard && type != "Soft") r.Fail(PayloadReader.PropertyError, "type '" + type + "' is neither Hard nor Soft");
            return r.IsGood;
        }
    }
}
