using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>ClearCache (S 6.11, 6.12): without fields. Its answer is a status alone: Accepted or Rejected.</summary>
    public static class ClearCache
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "ClearCache";

        /// <summary>Reads the payload of the request; false when it is not an object.</summary>
        public static bool Read(PayloadReader r, RpcFrame frame)
        {
            r.Begin(frame);
            return r.IsGood;
        }
    }
}
