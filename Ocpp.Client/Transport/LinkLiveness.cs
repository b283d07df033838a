namespace Ocpp.Client.Transport
{
    /// <summary>
    /// Whether the peer is still alive: it sends, it answers, and it reads what is sent to it. A peer that does not
    /// is half-open, whatever the socket reports. Shared by the layered link and the package's.
    /// </summary>
    public sealed class LinkLiveness
    {
        private readonly LinkLimits _limits;
        private long _heardMs;
        private long _askedMs;
        private long _takenMs;
        private int _sent;
        private bool _asked;

        /// <summary>Takes its limits and its first ping interval from <paramref name="limits"/>.</summary>
        public LinkLiveness(LinkLimits limits)
        {
            _limits = limits;
            PingSeconds = limits.PingSeconds;
        }

        /// <summary>WebSocketPingInterval; 0 for no pings (S 9.1.34).</summary>
        public int PingSeconds { get; set; }

        /// <summary>HeartbeatInterval in seconds: without pings only heartbeats are answered.</summary>
        public int HeartbeatSeconds { get; set; }

        /// <summary>Sets both intervals in seconds; 0 switches pings off (S 9.1.34).</summary>
        public void SetIntervals(int pingSeconds, int heartbeatSeconds)
        {
            PingSeconds = pingSeconds;
            HeartbeatSeconds = heartbeatSeconds;
        }

        /// <summary>A link opened: all times count from now.</summary>
        public void Begin(long nowMs)
        {
            _heardMs = _askedMs = _takenMs = nowMs;
            _asked = false;
        }

        /// <summary>Any bytes were received.</summary>
        public void Heard(long nowMs) => _heardMs = nowMs;

        /// <summary>A ping was sent or, when pings cannot be sent, a message that needs an answer.</summary>
        public void Asked(long nowMs)
        {
            _askedMs = nowMs;
            _asked = true;
        }

        /// <summary>The pong, or an answer, has come.</summary>
        public void Answered() => _asked = false;

        /// <summary>A ping is due: none waits for its pong and the interval has passed since the last.</summary>
        public bool PingDue(long nowMs) => PingSeconds > 0 && !_asked && nowMs - _askedMs >= PingSeconds * 1000L;

        /// <summary>Only whole frames count as progress: a peer that reads a byte now and then is stuck as well.</summary>
        /// <param name="waits">Bytes wait to be sent.</param>
        /// <param name="frames">Whole frames sent so far.</param>
        public void Taken(bool waits, int frames, long nowMs)
        {
            if (waits && frames == _sent) return;
            _sent = frames;
            _takenMs = nowMs;
        }

        /// <summary>Null while the peer lives; else why it counts as gone.</summary>
        public string Gone(long nowMs)
        {
            long silentMs = nowMs - _heardMs;
            if (nowMs - _takenMs >= _limits.SendStallMs) return "nothing taken for " + (nowMs - _takenMs) + " ms";
            if (_asked && nowMs - _askedMs >= _limits.PongMs && silentMs >= _limits.PongMs) return "no answer, nothing heard for " + silentMs + " ms";
            return silentMs >= _limits.IdleMs && silentMs >= 2000L * PingSeconds && silentMs >= 2000L * HeartbeatSeconds ? "nothing heard for " + silentMs + " ms" : null;
        }
    }
}
