using System;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Transport
{
    /// <summary>What a chunk of bytes gave.</summary>
    public enum FrameResult
    {
        /// <summary>The whole chunk was read; more is needed.</summary>
        NeedMore,
        /// <summary>The message buffer has a whole text message.</summary>
        Message,
        /// <summary>A ping came; its payload is in <see cref="FrameReader.Control"/>.</summary>
        Ping,
        /// <summary>A pong came.</summary>
        Pong,
        /// <summary>The peer closes; <see cref="FrameReader.CloseCode"/>.</summary>
        Close,
        /// <summary>The peer broke the protocol; close with <see cref="FrameReader.CloseCode"/>.</summary>
        Violation,
    }

    /// <summary>
    /// Reads a server's frames (RFC 6455 section 5) from chunks of any size, puts fragments together, checks everything a
    /// client has to check. A message in one frame gets a buffer of exactly its size, which <see cref="Release"/> frees.
    /// </summary>
    public sealed class FrameReader
    {
        /// <summary>A message of more bytes ends the link with 1009: skipping it would take too long.</summary>
        public const int MostSkippedBytes = 131072;

        private readonly byte[] _none = new byte[0];
        private byte[] _message;
        private int _usual;
        private int _most;
        private byte[] _control;
        private int _step;
        private int _opcode;
        private bool _fin;
        private int _lengthBytes;
        private long _payload;
        private int _taken;
        private bool _inMessage;
        private int _validated;
        private bool _skipping;

        /// <summary>It takes no message before <see cref="Attach"/>.</summary>
        public FrameReader()
        {
            _control = _message = _none;
        }

        /// <summary>Bytes of the message so far; of a whole one after <see cref="FrameResult.Message"/>.</summary>
        public int MessageLength { get; private set; }

        /// <summary>
        /// Bytes at the end of the message that did not fit and were skipped: only the beginning of the message can be read. 0 for a
        /// whole one.
        /// </summary>
        public int Omitted { get; private set; }

        /// <summary>Payload of the last control frame.</summary>
        public byte[] Control => _control;

        /// <summary>Bytes of that payload, 0 to 125.</summary>
        public int ControlLength { get; private set; }

        /// <summary>The code of the peer's close frame (RFC 6455 7.4), NoStatus without one; after a violation the code to close with.</summary>
        public int CloseCode { get; private set; }

        /// <summary>Bytes read of the chunk given to <see cref="Read"/>.</summary>
        public int Consumed { get; private set; }

        /// <summary>True when a frame's header is complete and its payload is not.</summary>
        public bool IsInPayload => _step == 2 + _lengthBytes;

        /// <summary>The message's buffer; empty between messages.</summary>
        public byte[] Message => _message;

        /// <summary>A session begins or is over.</summary>
        /// <param name="usual">First buffer size of a message in fragments, and bytes kept of one that is too long.</param>
        /// <param name="most">Bytes of the largest message.</param>
        public void Attach(int usual, int most)
        {
            _usual = usual;
            _most = most;
            Reset();
        }

        /// <summary>A new session begins: what came before is forgotten.</summary>
        public void Reset()
        {
            _step = 0;
            _inMessage = false;
            Release();
        }

        /// <summary>The message was used: the next one may begin.</summary>
        public void Release()
        {
            _message = _none;
            MessageLength = 0;
            Omitted = 0;
            _skipping = false;
            _validated = 0;
        }

        /// <summary>Reads bytes up to the end of the next frame that gives a result.</summary>
        public FrameResult Read(byte[] chunk, int offset, int count)
        {
            int at = offset;
            int end = offset + count;
            while (true)
            {
                if (_step < 2 + _lengthBytes)
                {
                    if (at == end) break;
                    if (!HeaderByte(chunk[at++])) return Fail(at - offset, CloseCode);
                    if (_step < 2 + _lengthBytes) continue;
                    int code = CheckHeader();
                    if (code != 0) return Fail(at - offset, code);
                }
                int take = end - at;
                if (take > _payload - _taken) take = (int)(_payload - _taken);
                bool control = _opcode >= WebSocketProtocol.Close;
                int room = _skipping && !control ? _message.Length - MessageLength : take;
                int kept = take < room ? take : room;
                Array.Copy(chunk, at, control ? _control : _message, control ? _taken : MessageLength, kept);
                if (!control) MessageLength += kept;
                Omitted += take - kept;
                _taken += take;
                at += take;
                if (!control && !ValidateUtf8(_taken == _payload && _fin && !_skipping)) return Fail(at - offset, WebSocketProtocol.InvalidPayload);
                if (_taken < _payload) break;
                FrameResult result = EndFrame();
                Consumed = at - offset;
                if (result != FrameResult.NeedMore) return result;
            }
            Consumed = at - offset;
            return FrameResult.NeedMore;
        }

        private bool HeaderByte(byte b)
        {
            if (_step == 0)
            {
                _fin = (b & WebSocketProtocol.Fin) != 0;
                _opcode = b & WebSocketProtocol.OpcodeBits;
                _taken = 0;
                CloseCode = WebSocketProtocol.ProtocolError;
                _step = 1;
                return (b & WebSocketProtocol.ReservedBits) == 0 && OpcodeFits();
            }
            if (_step == 1)
            {
                int length = b & WebSocketProtocol.LengthBits;
                _lengthBytes = length == WebSocketProtocol.Length16 ? 2 : length == WebSocketProtocol.Length64 ? 8 : 0;
                _payload = _lengthBytes == 0 ? length : 0;
                _step = 2;
                // 5.1: a server never masks. 5.5: control frames are short.
                return (b & WebSocketProtocol.Mask) == 0 && (_opcode < WebSocketProtocol.Close || _lengthBytes == 0);
            }
            _payload = (_payload << 8) | b;
            _step++;
            return true;
        }

        private bool OpcodeFits()
        {
            switch (_opcode)
            {
                case WebSocketProtocol.Continuation: return _inMessage;
                case WebSocketProtocol.Text: return !_inMessage;
                case WebSocketProtocol.Binary:
                    CloseCode = WebSocketProtocol.UnsupportedData;
                    return false;
                case WebSocketProtocol.Close:
                case WebSocketProtocol.Ping:
                case WebSocketProtocol.Pong: return _fin;
                default: return false;
            }
        }

        /// <summary>0, or the code to close with.</summary>
        private int CheckHeader()
        {
            // 5.2: the shortest form, and the highest bit of the long one is clear.
            if (_lengthBytes == 2 && _payload < WebSocketProtocol.Length16) return WebSocketProtocol.ProtocolError;
            if (_lengthBytes == 8 && _payload < 0x10000) return WebSocketProtocol.ProtocolError;
            bool data = _opcode < WebSocketProtocol.Close;
            // Pings with a payload and closes are rare: their buffer is allocated when needed.
            if (!data && _control.Length != (int)_payload) _control = new byte[(int)_payload];
            if (!data || (!_skipping && _payload <= _message.Length - MessageLength)) return 0;
            if (_payload > MostSkippedBytes - MessageLength - Omitted) return WebSocketProtocol.TooBig;
            // A message in one frame gets a buffer of its size; the size of one in fragments is unknown.
            if (_skipping) return 0;
            bool fits = _payload <= _most - MessageLength;
            if (fits && Lengthen(_fin ? MessageLength + (int)_payload : MessageLength + _payload <= _usual ? _usual : _most)) return 0;
            _skipping = true;
            if (_message.Length == 0) Lengthen(_usual);
            return 0;
        }

        /// <summary>False when the heap has no room for it: the message is then skipped like one that is too long.</summary>
        private bool Lengthen(int bytes)
        {
            try
            {
                byte[] longer = new byte[bytes];
                Array.Copy(_message, 0, longer, 0, MessageLength);
                _message = longer;
                return true;
            }
            catch (OutOfMemoryException)
            {
                return false;
            }
        }

        private FrameResult EndFrame()
        {
            _step = 0;
            if (_opcode < WebSocketProtocol.Close)
            {
                _inMessage = !_fin;
                return _fin ? FrameResult.Message : FrameResult.NeedMore;
            }
            ControlLength = (int)_payload;
            if (_opcode == WebSocketProtocol.Ping) return FrameResult.Ping;
            if (_opcode == WebSocketProtocol.Pong) return FrameResult.Pong;
            return EndClose();
        }

        private FrameResult EndClose()
        {
            CloseCode = ControlLength == 0 ? WebSocketProtocol.NoStatus : WebSocketProtocol.ProtocolError;
            if (ControlLength == 0) return FrameResult.Close;
            if (ControlLength == 1) return FrameResult.Violation;
            int code = (_control[0] << 8) | _control[1];
            if (!WebSocketProtocol.IsSendable(code)) return FrameResult.Violation;
            for (int at = 2; at < ControlLength;)
            {
                at = Utf8.Next(_control, at, ControlLength);
                if (at != -1) continue;
                CloseCode = WebSocketProtocol.InvalidPayload;
                return FrameResult.Violation;
            }
            CloseCode = code;
            return FrameResult.Close;
        }

        /// <summary>Checks the bytes received so far; an incomplete character at the end is checked later, unless the message ends there.</summary>
        private bool ValidateUtf8(bool ends)
        {
            int at = _validated;
            while (at < MessageLength)
            {
                if (_message[at] < 0x80)
                {
                    at++;
                    continue;
                }
                int next = Utf8.Next(_message, at, MessageLength);
                if (next == -1)
                {
                    if (ends || !Utf8.IsPrefix(_message, at, MessageLength)) return false;
                    break;
                }
                at = next;
            }
            _validated = at;
            return true;
        }

        private FrameResult Fail(int consumed, int code)
        {
            Consumed = consumed;
            CloseCode = code;
            return FrameResult.Violation;
        }
    }
}
