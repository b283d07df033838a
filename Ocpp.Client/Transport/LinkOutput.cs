using System;
using Charger.Runtime;

namespace Ocpp.Client.Transport
{
    /// <summary>
    /// Sends one message at a time and the control frames between messages. Bytes that the stream does not accept are kept
    /// and sent on later turns, in order. The buffer is allocated for a message and released with its last byte: between messages the heap has
    /// that kilobyte.
    /// </summary>
    public sealed class LinkOutput
    {
        private const int ControlHeaderBytes = 6;

        private readonly IRandomSource _random;
        private readonly LinkStatistics _statistics;

        /// <summary>The control frame being sent; allocated for it, since there is at most one every 30 s.</summary>
        private byte[] _control;

        /// <summary>Payload of the pong that waits; null for none.</summary>
        private byte[] _pong;
        private readonly int _sendBytes;
        private byte[] _send;
        private byte[] _rest;
        private int _restAt;
        private int _restEnd;
        private int _sendAt;
        private int _sendEnd;
        private int _controlAt;
        private int _controlEnd;
        private bool _pingWanted;
        private bool _continues;
        private int _closeCode;
        private bool _closeFramed;

        /// <summary>Nothing waits to be sent; its buffers are allocated when they are needed.</summary>
        /// <param name="sendBytes">Payload of one frame.</param>
        public LinkOutput(IRandomSource random, LinkStatistics statistics, int sendBytes)
        {
            _sendBytes = sendBytes;
            _random = random;
            _statistics = statistics;
        }

        /// <summary>No message is being sent.</summary>
        public bool IsFree => _sendEnd == 0 && _rest == null;

        /// <summary>The stream has accepted everything.</summary>
        public bool IsFlushed => _sendEnd == 0 && _controlEnd == 0 && _rest == null;

        /// <summary>Frames that the stream has accepted whole; the link is stuck when this does not rise while bytes wait.</summary>
        public int FramesSent { get; private set; }

        /// <summary>The whole close frame has been sent.</summary>
        public bool CloseSent => _closeFramed && _controlEnd == 0;

        /// <summary>Buffer for the next message, which is written after room for its header.</summary>
        public byte[] Buffer
        {
            get
            {
                if (_send == null) _send = new byte[_sendBytes + WebSocketProtocol.MaxHeaderBytes];
                return _send;
            }
        }

        /// <summary>Discards everything that waits: a session begins or is over.</summary>
        public void Clear()
        {
            _send = null;
            _sendAt = _sendEnd = _controlAt = _controlEnd = _closeCode = 0;
            _pingWanted = _closeFramed = _continues = false;
            _pong = null;
            _rest = null;
            _control = null;
        }

        /// <summary>The upgrade request, which already stands at the start of <see cref="Buffer"/>.</summary>
        public void SendRaw(int count) => _sendEnd = count;

        /// <summary>
        /// A message longer than the send buffer is sent in fragments (5.4) directly from the caller's buffer, which is used
        /// until the last one is sent: it must not be changed before. A message may also come in parts, each of one fragment or more.
        /// </summary>
        public void SendText(byte[] buffer, int offset, int count, bool first, bool last)
        {
            if (first) _statistics.MessagesOut++;
            _continues = !last;
            if (buffer == _send)
            {
                // The message is in the send buffer already; the header goes in front of it.
                int header = FrameWriter.HeaderBytes(count);
                _sendAt = offset - header;
                _sendEnd = _sendAt + FrameWriter.Finish(_send, _sendAt, first ? WebSocketProtocol.Text : WebSocketProtocol.Continuation, count, _random.NextInt32(), last);
                return;
            }
            _rest = buffer;
            _restAt = offset;
            _restEnd = offset + count;
            NextFragment(first ? WebSocketProtocol.Text : WebSocketProtocol.Continuation);
        }

        private void NextFragment(int opcode)
        {
            int count = _restEnd - _restAt;
            bool last = count <= _sendBytes;
            if (!last) count = _sendBytes;
            Array.Copy(_rest, _restAt, Buffer, FrameWriter.HeaderBytes(count), count);
            _restAt += count;
            if (last) _rest = null;
            SendRaw(FrameWriter.Finish(_send, 0, opcode, count, _random.NextInt32(), last && !_continues));
        }

        /// <summary>Queues a pong; only the newest ping needs one (5.5.3).</summary>
        public void WantPong(byte[] payload, int count)
        {
            _pong = new byte[count];
            Array.Copy(payload, 0, _pong, 0, count);
        }

        /// <summary>Queues a ping; one that waits already is enough.</summary>
        public void WantPing() => _pingWanted = true;

        /// <summary>Queues a close frame. Nothing may follow it (5.5.1): pings and pongs that wait are dropped.</summary>
        public void WantClose(int code) => _closeCode = code;

        /// <summary>
        /// Writes as much as the stream accepts; false when the stream has failed. A control frame is sent between messages: a message that has
        /// begun is finished first (5.4 only allows it between fragments).
        /// </summary>
        public bool Flush(ITransport stream)
        {
            // A message, a control frame that waited for it, and the next message.
            for (int turn = 0; turn < 3; turn++)
            {
                if (_controlEnd == 0 && _sendEnd == 0) Prepare();
                // A control frame is made when no message is being sent; a message that came since then waits for it.
                bool control = _controlEnd != 0;
                int left = control ? _controlEnd - _controlAt : _sendEnd - _sendAt;
                if (left == 0) return true;
                int wrote = control ? stream.Write(_control, _controlAt, left) : stream.Write(_send, _sendAt, left);
                if (wrote < 0) return false;
                _statistics.BytesOut += wrote;
                Advance(control, wrote);
                if (wrote < left) return true;
            }
            return true;
        }

        private void Advance(bool control, int wrote)
        {
            if (control)
            {
                _controlAt += wrote;
                if (_controlAt < _controlEnd) return;
                _controlAt = _controlEnd = 0;
                _control = null;
            }
            else
            {
                _sendAt += wrote;
                if (_sendAt < _sendEnd) return;
                _sendAt = _sendEnd = 0;
                if (_rest == null && !_continues) _send = null;
            }
            FramesSent++;
        }

        private void Prepare()
        {
            // Nothing follows it.
            if (_closeFramed) return;
            if (_closeCode != 0)
            {
                _closeFramed = true;
                Frame(WebSocketProtocol.Close, new byte[] { (byte)(_closeCode >> 8), (byte)_closeCode });
            }
            else if (_pong != null)
            {
                Frame(WebSocketProtocol.Pong, _pong);
                _pong = null;
            }
            else if (_pingWanted)
            {
                _pingWanted = false;
                Frame(WebSocketProtocol.Ping, new byte[0]);
            }
            else if (_rest != null)
            {
                NextFragment(WebSocketProtocol.Continuation);
            }
        }

        private void Frame(int opcode, byte[] payload)
        {
            _control = new byte[ControlHeaderBytes + payload.Length];
            Array.Copy(payload, 0, _control, ControlHeaderBytes, payload.Length);
            _controlEnd = FrameWriter.Finish(_control, 0, opcode, payload.Length, _random.NextInt32());
        }
    }
}
