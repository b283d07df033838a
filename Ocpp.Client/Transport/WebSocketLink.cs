using System;
using Charger.Runtime;

namespace Ocpp.Client.Transport
{
    /// <summary>
    /// Our layered WebSocket client: text messages over RFC 6455 over a byte stream. One thread drives it; it never blocks
    /// (but for what the stream's Open does on a device), never throws on what a peer sends, and takes all its memory at the
    /// start. Closing is a handshake with a bound; whatever ends a session, the stream is closed exactly once.
    /// </summary>
    public sealed class WebSocketLink : IMessageLink
    {
        private const int ChunkBytes = 512;
        private const int MaxReadsPerStep = 16;
        private const int PollMs = 20;

        private readonly ITransport _plain;
        private readonly ITransport _secure;
        private readonly IRandomSource _random;
        private readonly ILog _log;
        private readonly LinkLimits _limits;
        private readonly Handshake _handshake = new Handshake();
        private readonly FrameReader _frames;
        private readonly byte[] _message;
        private readonly byte[] _chunk = new byte[ChunkBytes];
        private readonly byte[] _send;
        private readonly byte[] _control = new byte[WebSocketProtocol.MaxControlBytes + WebSocketProtocol.MaxHeaderBytes];
        private readonly byte[] _pong = new byte[WebSocketProtocol.MaxControlBytes];
        private ITransport _stream;
        private LinkTarget _target;
        private bool _connected;
        private bool _upgraded;
        private int _chunkAt;
        private int _chunkEnd;
        private int _sendAt;
        private int _sendEnd;
        private int _controlAt;
        private int _controlEnd;
        private bool _received;
        private bool _pongWanted;
        private int _pongBytes;
        private bool _pingWaits;
        private bool _closeSent;
        private long _deadlineMs;
        private long _heardMs;
        private long _pingMs;
        private int _pingSeconds;

        /// <param name="secure">The stream for wss, or null where there is none: such a target is refused as Untrusted.</param>
        public WebSocketLink(ITransport plain, ITransport secure, IRandomSource random, ILog log, LinkLimits limits)
        {
            _plain = plain;
            _secure = secure;
            _random = random;
            _log = log;
            _limits = limits;
            _pingSeconds = limits.PingSeconds;
            _message = new byte[limits.ReceiveBytes];
            _frames = new FrameReader(_message);
            _send = new byte[limits.SendBytes + WebSocketProtocol.MaxHeaderBytes];
            Statistics = new LinkStatistics();
        }

        public LinkState State { get; private set; }

        public LinkEnd LastEnd { get; private set; }

        public int LastEndCode { get; private set; }

        public LinkStatistics Statistics { get; }

        public int Received => _received ? _frames.MessageLength : -1;

        public byte[] ReceiveBuffer => _message;

        public void SetPingInterval(int seconds) => _pingSeconds = seconds;

        public bool Open(LinkTarget target, long nowMs)
        {
            if (State != LinkState.Closed) return false;
            Forget();
            _target = target;
            LastEnd = LinkEnd.None;
            LastEndCode = 0;
            _stream = target.Secure ? _secure : _plain;
            State = LinkState.Opening;
            Statistics.Active = 1;
            if (_stream == null)
            {
                Fail(LinkEnd.Untrusted, 0);
                return true;
            }
            _deadlineMs = nowMs + _limits.ConnectMs;
            Opened(_stream.Open(target.Host, target.Port, _limits.ConnectMs), nowMs);
            return true;
        }

        public long Step(long nowMs)
        {
            if (State == LinkState.Closed) return long.MaxValue;
            if (!_connected) Opened(_stream.PollOpen(), nowMs);
            if (State != LinkState.Closed && _sendEnd > 0) Flush();
            for (int i = 0; i < MaxReadsPerStep && State != LinkState.Closed && Pump(nowMs); i++)
            {
            }
            if (State != LinkState.Closed) WatchTime(nowMs);
            if (State != LinkState.Closed) SendControls(nowMs);
            return State == LinkState.Closed ? long.MaxValue : nowMs + PollMs;
        }

        public bool TrySend(byte[] buffer, int offset, int count)
        {
            if (State != LinkState.Open || _sendEnd > 0 || count > _limits.SendBytes) return false;
            int header = FrameWriter.HeaderBytes(count);
            Array.Copy(buffer, offset, _send, header, count);
            _sendEnd = FrameWriter.Finish(_send, 0, WebSocketProtocol.Text, count, _random.NextInt32());
            _sendAt = 0;
            Statistics.MessagesOut++;
            Flush();
            return true;
        }

        public void Release()
        {
            if (!_received) return;
            _received = false;
            _frames.Release();
        }

        public void Close(int code, long nowMs)
        {
            if (State == LinkState.Closed || State == LinkState.Closing) return;
            if (!_upgraded)
            {
                End(LinkEnd.ClosedByUs, code);
                return;
            }
            BeginClose(LinkEnd.ClosedByUs, code, nowMs);
        }

        private void Opened(OpenResult result, long nowMs)
        {
            switch (result)
            {
                case OpenResult.Pending:
                    if (nowMs >= _deadlineMs) Fail(LinkEnd.TimedOut, 0);
                    return;
                case OpenResult.Open: SendUpgrade(nowMs); return;
                case OpenResult.Refused: Fail(LinkEnd.Refused, 0); return;
                case OpenResult.TimedOut: Fail(LinkEnd.TimedOut, 0); return;
                case OpenResult.NoAddress: Fail(LinkEnd.NoAddress, 0); return;
                case OpenResult.Untrusted: Fail(LinkEnd.Untrusted, 0); return;
                default: Fail(LinkEnd.Lost, 0); return;
            }
        }

        private void SendUpgrade(long nowMs)
        {
            int length = _handshake.WriteRequest(_target, _random, _send);
            if (length < 0)
            {
                Fail(LinkEnd.BadHandshake, 0);
                return;
            }
            _connected = true;
            _sendAt = 0;
            _sendEnd = length;
            _deadlineMs = nowMs + _limits.UpgradeMs;
            _heardMs = nowMs;
            Flush();
        }

        /// <summary>Takes one chunk further; false when there is nothing to take now.</summary>
        private bool Pump(long nowMs)
        {
            if (_received || !_connected) return false;
            if (_chunkAt == _chunkEnd && !Fill(nowMs)) return false;
            if (!_upgraded)
            {
                HandshakeResult answer = _handshake.Read(_chunk, _chunkAt, _chunkEnd - _chunkAt);
                _chunkAt += _handshake.Consumed;
                if (answer == HandshakeResult.Refused) Fail(_handshake.End, _handshake.Status);
                if (answer == HandshakeResult.Accepted) Established(nowMs);
                return State != LinkState.Closed;
            }
            FrameResult result = _frames.Read(_chunk, _chunkAt, _chunkEnd - _chunkAt);
            _chunkAt += _frames.Consumed;
            Take(result, nowMs);
            return State != LinkState.Closed;
        }

        private bool Fill(long nowMs)
        {
            int read = _stream.Read(_chunk, 0, ChunkBytes);
            if (read < 0)
            {
                End(State == LinkState.Closing ? LastEnd : LinkEnd.Lost, State == LinkState.Closing ? LastEndCode : 0);
                return false;
            }
            if (read == 0) return false;
            _chunkAt = 0;
            _chunkEnd = read;
            _heardMs = nowMs;
            Statistics.BytesIn += read;
            return true;
        }

        private void Established(long nowMs)
        {
            _upgraded = true;
            _frames.Reset();
            State = LinkState.Open;
            Statistics.Opened++;
            _pingMs = nowMs;
            if (_log.IsOn(LogLevel.Info, LogSection.WebSocket)) _log.Write(LogLevel.Info, LogSection.WebSocket, "connected to " + _target.Host + ":" + _target.Port + ", session resources initialized");
        }

        private void Take(FrameResult result, long nowMs)
        {
            switch (result)
            {
                case FrameResult.Message:
                    if (State != LinkState.Open)
                    {
                        _frames.Release();
                        return;
                    }
                    _received = true;
                    Statistics.MessagesIn++;
                    return;
                case FrameResult.Ping:
                    _pongWanted = true;
                    _pongBytes = _frames.ControlLength;
                    // Only the newest ping needs its pong (5.5.3).
                    Array.Copy(_frames.Control, 0, _pong, 0, _pongBytes);
                    SendControls(nowMs);
                    return;
                case FrameResult.Pong: _pingWaits = false; return;
                case FrameResult.Close: PeerCloses(nowMs); return;
                case FrameResult.Violation:
                    _log.Write(LogLevel.Warning, LogSection.WebSocket, "the peer broke the protocol, closing with " + _frames.CloseCode);
                    BeginClose(_frames.CloseCode == WebSocketProtocol.TooBig ? LinkEnd.TooBig : LinkEnd.ProtocolError, _frames.CloseCode, nowMs);
                    return;
            }
        }

        private void PeerCloses(long nowMs)
        {
            if (_closeSent)
            {
                End(LastEnd, LastEndCode);
                return;
            }
            int code = _frames.CloseCode;
            BeginClose(LinkEnd.ClosedByPeer, code == WebSocketProtocol.NoStatus ? WebSocketProtocol.NormalClosure : code, nowMs);
            LastEndCode = code;
            if (State == LinkState.Closing && _controlEnd == 0) End(LinkEnd.ClosedByPeer, code);
        }

        private void BeginClose(LinkEnd end, int code, long nowMs)
        {
            if (State == LinkState.Closing) return;
            State = LinkState.Closing;
            LastEnd = end;
            LastEndCode = code;
            _deadlineMs = nowMs + _limits.CloseMs;
            _pongWanted = false;
            SendControls(nowMs);
        }

        private void WatchTime(long nowMs)
        {
            if (State != LinkState.Open)
            {
                if (nowMs < _deadlineMs) return;
                if (State == LinkState.Closing) End(LastEnd, LastEndCode);
                else Fail(LinkEnd.TimedOut, 0);
                return;
            }
            if (_pingWaits && nowMs - _pingMs >= _limits.PongMs && nowMs - _heardMs >= _limits.PongMs)
            {
                _log.Write(LogLevel.Warning, LogSection.WebSocket, "no pong for " + (nowMs - _pingMs) + " ms: the peer is gone");
                End(LinkEnd.Silent, 0);
                return;
            }
            if (nowMs - _heardMs >= _limits.IdleMs)
            {
                _log.Write(LogLevel.Warning, LogSection.WebSocket, "nothing heard for " + (nowMs - _heardMs) + " ms: the peer is gone");
                End(LinkEnd.Silent, 0);
            }
        }

        private void SendControls(long nowMs)
        {
            if (!_upgraded || State == LinkState.Closed) return;
            // A control frame goes between messages: what is being sent is finished first (5.4 lets it go between fragments only).
            if (_controlEnd == 0 && _sendEnd == 0) PrepareControl(nowMs);
            if (_controlEnd == 0 || _sendEnd > 0) return;
            int wrote = _stream.Write(_control, _controlAt, _controlEnd - _controlAt);
            if (wrote < 0)
            {
                End(State == LinkState.Closing ? LastEnd : LinkEnd.Lost, State == LinkState.Closing ? LastEndCode : 0);
                return;
            }
            Statistics.BytesOut += wrote;
            _controlAt += wrote;
            if (_controlAt < _controlEnd) return;
            _controlEnd = 0;
            if (_closeSent && LastEnd == LinkEnd.ClosedByPeer) End(LastEnd, LastEndCode);
        }

        private void PrepareControl(long nowMs)
        {
            if (State == LinkState.Closing)
            {
                if (_closeSent) return;
                _closeSent = true;
                int at = FrameWriter.HeaderBytes(2);
                _control[at] = (byte)(LastEndCode >> 8);
                _control[at + 1] = (byte)LastEndCode;
                Control(WebSocketProtocol.Close, 2);
            }
            else if (_pongWanted)
            {
                _pongWanted = false;
                Array.Copy(_pong, 0, _control, FrameWriter.HeaderBytes(_pongBytes), _pongBytes);
                Control(WebSocketProtocol.Pong, _pongBytes);
            }
            else if (_pingSeconds > 0 && !_pingWaits && nowMs - _pingMs >= _pingSeconds * 1000L)
            {
                _pingMs = nowMs;
                _pingWaits = true;
                Control(WebSocketProtocol.Ping, 0);
            }
        }

        private void Control(int opcode, int payload)
        {
            _controlEnd = FrameWriter.Finish(_control, 0, opcode, payload, _random.NextInt32());
            _controlAt = 0;
        }

        private void Flush()
        {
            // A control frame that has begun is finished first: frames never interleave.
            if (_controlEnd > 0 && _controlAt > 0) return;
            int wrote = _stream.Write(_send, _sendAt, _sendEnd - _sendAt);
            if (wrote < 0)
            {
                if (_upgraded) End(LinkEnd.Lost, 0);
                else Fail(LinkEnd.Lost, 0);
                return;
            }
            Statistics.BytesOut += wrote;
            _sendAt += wrote;
            if (_sendAt == _sendEnd) _sendAt = _sendEnd = 0;
        }

        private void Fail(LinkEnd end, int code)
        {
            Statistics.Failed++;
            End(end, code);
        }

        private void End(LinkEnd end, int code)
        {
            if (State == LinkState.Closed) return;
            LastEnd = end;
            LastEndCode = code;
            if (_stream != null) _stream.Close();
            Forget();
            State = LinkState.Closed;
            Statistics.Active = 0;
        }

        private void Forget()
        {
            _stream = null;
            _connected = _upgraded = false;
            _chunkAt = _chunkEnd = _sendAt = _sendEnd = _controlAt = _controlEnd = 0;
            _received = _pongWanted = _pingWaits = _closeSent = false;
            _frames.Reset();
        }
    }
}
