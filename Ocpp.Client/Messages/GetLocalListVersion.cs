using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>GetLocalListVersion (S 6.27, 6.28): without fields.</summary>
    public static class GetLocalListVersion
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "GetLocalListVersion";

        /// <summary>The answer where there is no local list (S 5.10).</summary>
        public const int NotSupported = -1;

        /// <summary>Reads the payload of the request; false when it is not an object.</summary>
        public static bool Read(PayloadReader r, RpcFrame frame)
        {
            r.Begin(frame);
            return r.IsGood;
        }

        /// <summary>Writes the payload of the answer.</summary>
        /// <param name="version">0 while the list is empty.</param>
        public static void WriteAnswer(JsonWriter w, int version)
        {
            w.Raw("{\"listVersion\":");
            w.Number(version);
            w.Byte('}');
        }
    }
}
