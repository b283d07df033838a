using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>Heartbeat (S 6.29, 6.30): an empty request, the time as answer.</summary>
    public static class Heartbeat
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "Heartbeat";

        /// <summary>Reads the time of the answer, UTC in ms; false when there is none.</summary>
        public static bool ReadAnswer(PayloadReader r, RpcFrame frame, out long timeMs)
        {
            timeMs = 0;
            r.Begin(frame);
            while (r.NextMember())
                if (r.NameIs("currentTime")) timeMs = r.Time();
            return r.IsGood && timeMs > 0;
        }
    }
}
