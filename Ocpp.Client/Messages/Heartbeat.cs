using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>Heartbeat (S 6.29, 6.30): an empty request, the time as answer.</summary>
    public static class Heartbeat
    {
        public const string Action = "Heartbeat";

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
