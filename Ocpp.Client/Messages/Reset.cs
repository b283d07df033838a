using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>Reset (S 6.39, 6.40). Its answer is a status alone: Accepted or Rejected.</summary>
    public static class Reset
    {
        public const string Action = "Reset";

        private const int LongestType = 10;

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
