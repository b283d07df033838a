using Ocpp.Client.Transport;

namespace Simulator.Tests.Conversations;

/// <summary>
/// The cable below the charger's stream: while it is cut, nothing passes, and neither end is told. What is written
/// meanwhile is accepted, as by a socket's buffer, and is sent when the cable is back and the stream is still open.
/// </summary>
internal sealed class LinkCut
{
    public bool Cut { get; set; }

    public ITransport Over(ITransport stream, Func<long> nowMs) => new Stream(this, stream, nowMs);

    private sealed class Stream(LinkCut cable, ITransport inner, Func<long> nowMs) : ITransport
    {
        private const int BufferBytes = 16 * 1024;

        private string _host = "";
        private int _port, _timeoutMs;
        private long _deadlineMs;
        private bool _begun;
        private readonly List<byte> _unsent = [];

        public OpenResult Open(string host, int port, int timeoutMs)
        {
            _unsent.Clear();
            (_host, _port, _timeoutMs, _deadlineMs, _begun) = (host, port, timeoutMs, nowMs() + timeoutMs, false);
            return PollOpen();
        }

        public OpenResult PollOpen()
        {
            if (cable.Cut) return nowMs() >= _deadlineMs ? OpenResult.TimedOut : OpenResult.Pending;
            if (_begun) return inner.PollOpen();
            _begun = true;
            return inner.Open(_host, _port, _timeoutMs);
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            if (cable.Cut) return 0;
            TrySendUnsent();
            return inner.Read(buffer, offset, count);
        }

        public int Write(byte[] buffer, int offset, int count)
        {
            if (!cable.Cut && TrySendUnsent()) return inner.Write(buffer, offset, count);
            int taken = Math.Min(count, BufferBytes - _unsent.Count);
            _unsent.AddRange(buffer.AsSpan(offset, taken));
            return taken;
        }

        public void Close() => inner.Close();

        private bool TrySendUnsent()
        {
            if (_unsent.Count == 0) return true;
            int sent = inner.Write(_unsent.ToArray(), 0, _unsent.Count);
            if (sent > 0) _unsent.RemoveRange(0, sent);
            return _unsent.Count == 0;
        }
    }
}
