namespace Ocpp.Client.Transport
{
    /// <summary>
    /// Whether the peer still lives: it is heard, it answers what it was asked, and it takes what is sent. One that does not
    /// is half-open, whatever the socket says. Shared by the layered link and the package's.
    /// </summary>
    public sealed class LinkLiveness
    {
        private readonly LinkLimits _limits;
        private long _heardMs;
        private long _askedMs;
        private long _takenMs;
        private int _sent;
        private bool _asked;

        public LinkLiveness(LinkLimits limits)
        {
            _limits = limits;
            PingSeconds = limits.PingSeconds;
        }

        /// <summary>WebSocketPingInterval; 0 for no pings (S 9.1.34).</summary>
        public int PingSeconds { get; set; }

        /// <summary>HeartbeatInterval: what is heard without pings.</summary>
        public int HeartbeatSeconds { get; set; }

        public void SetIntervals(int pingSeconds, int heartbeatSeconds)
        {
            PingSeconds = pingSeconds;
            HeartbeatSeconds = heartbeatSeconds;
        }

        public void Begin(long nowMs)
        {
            _heardMs = _askedMs = _takenMs = nowMs;
            _asked = false;
        }

        /// <summary>Bytes have come, whatever they mean.</summary>
        public void Heard(long nowMs) => _heardMs = nowMs;

        /// <summary>Something went out that has to be answered: a ping, or a message where pings cannot be sent.</summary>
        public void Asked(long nowMs)
        {
            _askedMs = nowMs;
            _asked = true;
        }

        public void Answered() => _asked = false;

        /// <summary>A ping is due: none waits for its pong and the interval has passed since the last.</summary>
        public bool PingDue(long nowMs) => PingSeconds > 0 && !_asked && nowMs - _askedMs >= PingSeconds * 1000L;

        /// <summary>What is sent counts as taken frame by frame: a peer that takes a byte now and then is stuck as well.</summary>
        /// <param name="waits">Something waits to be taken.</param>
        /// <param name="frames">Frames taken whole so far.</param>
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
