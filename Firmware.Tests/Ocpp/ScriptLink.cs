using System.Collections;
using System.Text;
using Ocpp.Client.Transport;

namespace Firmware.Tests.Ocpp
{
    /// <summary>A link that records what is sent and receives what the test gives it.</summary>
    internal sealed class ScriptLink : IMessageLink
    {
        private readonly ArrayList _waiting = new ArrayList();
        private byte[] _buffer = new byte[0];
        private string _begun = "";

        public LinkState State { get; set; } = LinkState.Open;

        /// <summary>Open opens the link at once.</summary>
        public bool Reachable = true;

        /// <summary>It accepts what is sent.</summary>
        public bool Takes = true;

        public bool CanSend { get; set; } = true;

        public byte[] SendBuffer { get; set; }

        public int SendOffset => 3;

        /// <summary>Whole messages that were sent and not read by the test yet.</summary>
        public ArrayList Sent { get; } = new ArrayList();

        /// <summary>Each part that was sent: f for the first of a message, l for the last, its length.</summary>
        public string Parts = "";

        /// <summary>How often a received message was released.</summary>
        public int Released;

        /// <summary>Bytes at the end of each received message that are omitted.</summary>
        public int Omitted { get; set; }

        public LinkEnd LastEnd => LinkEnd.Lost;

        public int LastEndCode => 0;

        public LinkStatistics Statistics { get; } = new LinkStatistics();

        public int Received => _waiting.Count == 0 ? -1 : Receive();

        public byte[] ReceiveBuffer => _buffer;

        public void Receive(string text) => _waiting.Add(text);

        /// <summary>The oldest message that was sent; null for none.</summary>
        public string Take()
        {
            if (Sent.Count == 0) return null;
            string text = (string)Sent[0];
            Sent.RemoveAt(0);
            return text;
        }

        public void End()
        {
            State = LinkState.Closed;
            _waiting.Clear();
            _begun = "";
        }

        public bool Open(LinkTarget target, long nowMs)
        {
            if (!Reachable) return false;
            State = LinkState.Open;
            Statistics.Opened++;
            return true;
        }

        public bool HasNews(long nowMs) => _waiting.Count > 0;

        public long Step(long nowMs) => nowMs + 1000;

        public bool TrySend(byte[] buffer, int offset, int count) => TrySendPart(buffer, offset, count, true, true);

        public bool TrySendPart(byte[] buffer, int offset, int count, bool first, bool last)
        {
            if (!Takes || State != LinkState.Open) return false;
            Parts += (first ? "f" : "") + (last ? "l" : "") + count + " ";
            _begun = (first ? "" : _begun) + Encoding.UTF8.GetString(buffer, offset, count);
            if (last) Sent.Add(_begun);
            return true;
        }

        public void Release()
        {
            Released++;
            if (_waiting.Count > 0) _waiting.RemoveAt(0);
            _buffer = new byte[0];
        }

        public void Close(int code, long nowMs) => End();

        public void Destroy() => End();

        public void SetIntervals(int pingSeconds, int heartbeatSeconds)
        {
        }

        private int Receive()
        {
            _buffer = Encoding.UTF8.GetBytes((string)_waiting[0]);
            return _buffer.Length;
        }
    }
}
