using Ocpp.Client.Transport;

namespace Simulator.Tests.Conversations;

/// <summary>The cable below the charger's stream: while it is cut nothing goes through, and neither end is told.</summary>
internal sealed class LinkCut
{
    public bool Cut { get; set; }

    public ITransport Over(ITransport stream, Func<long> nowMs) => new Stream(this, stream, nowMs);

    private sealed class Stream(LinkCut cable, ITransport inner, Func<long> nowMs) : ITransport
    {
        private string _host = "";
        private int _port, _timeoutMs;
        private long _deadlineMs;
        private bool _begun;

        public OpenResult Open(string host, int port, int timeoutMs)
        {
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

        public int Read(byte[] buffer, int offset, int count) => cable.Cut ? 0 : inner.Read(buffer, offset, count);

        public int Write(byte[] buffer, int offset, int count) => cable.Cut ? 0 : inner.Write(buffer, offset, count);

        public void Close() => inner.Close();
    }
}
