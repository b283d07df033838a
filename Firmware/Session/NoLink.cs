using Ocpp.Client.Transport;

namespace Firmware
{
    /// <summary>The link of a firmware without a link factory: it never opens.</summary>
    internal sealed class NoLink : IMessageLink
    {
        private const int StepMs = 1000;

        public LinkState State => LinkState.Closed;

        public LinkEnd LastEnd => LinkEnd.NoAddress;

        public int LastEndCode => 0;

        public LinkStatistics Statistics { get; } = new LinkStatistics();

        public int Received => -1;

        public byte[] ReceiveBuffer => null;

        public bool CanSend => false;

        public byte[] SendBuffer => null;

        public int SendOffset => 0;

        public int Omitted => 0;

        public bool Open(LinkTarget target, long nowMs)
        {
            return true;
        }

        public bool HasNews(long nowMs) => false;

        public long Step(long nowMs)
        {
            return nowMs + StepMs;
        }

        public bool TrySend(byte[] buffer, int offset, int count)
        {
            return false;
        }

        public bool TrySendPart(byte[] buffer, int offset, int count, bool first, bool last)
        {
            return false;
        }

        public void Release()
        {
        }

        public void Close(int code, long nowMs)
        {
        }

        public void Destroy()
        {
        }

        public void SetIntervals(int pingSeconds, int heartbeatSeconds)
        {
        }
    }
}
