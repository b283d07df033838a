using Charger.Runtime;

namespace Ocpp.Client.Transport
{
    /// <summary>
    /// The layered WebSocket client: text messages by RFC 6455 over a chain of streams. One thread drives it; it never
    /// blocks (except in a stream's Open on a device) and never throws because of received bytes. What a session holds is in its resource table and is released however the session ends, at the start
    /// of the next one, and when the link is destroyed. <see cref="LinkPhaseTable"/> has the allowed phases and events.
    /// </summary>
    public sealed class WebSocketLink : IMessageLink
    {
        private const int ChunkBytes = 128;
        private const int MaxReadsPerStep = 64;
        private const int PollMs = 20;

        private readonly TransportList _layers = new TransportList(2, true);
        private readonly StreamLayer _plain;

        /// <summary>The stream for wss; its layer is created with the first such target.</summary>
        private readonly ITransport _secureStream;
        private StreamLayer _secure;
        private readonly IRandomSource _random;
        private readonly ILog _log;
        private readonly LinkLimits _limits;
        private readonly ResourceTable _session;
        private readonly ConnectionGuard _guard;
        private readonly FrameReader _frames = new FrameReader();
        private readonly LinkOutput _output;
        private readonly LinkLiveness _liveness;
        private readonly byte[] _chunk = new byte[ChunkBytes];
        private StreamLayer _stream;
        private LinkTarget _target;
        private LinkPhase _phase;

        /// <summary>Only while the upgrade is under way.</summary>
        private Handshake _handshake;
        private int _chunkAt;
        private int _chunkEnd;
        private bool _received;
        private bool _violated;
        private long _nowMs;
        private long _deadlineMs;

        /// <summary>Closed; it owns both streams from now on.</summary>
        /// <param name="secure">The stream for wss, or null for none: a wss target is then refused as Untrusted.</param>
        /// <param name="buffers">Buffers shared with other links of the same thread; null for a pair of its own.</param>
        public WebSocketLink(ITransport plain, ITransport secure, IRandomSource random, ILog log, LinkLimits limits, LinkBuffers buffers = null)
        {
            _plain = Layer("tcp", plain);
            _secureStream = secure;
            _random = random;
            _log = log;
            _limits = limits;
            _liveness = new LinkLiveness(limits);
            _session = new ResourceTable(log, LogSection.WebSocket, 3);
            _guard = new ConnectionGuard(Statistics);
            _output = new LinkOutput(random, Statistics, limits.SendBytes);
            Buffers = buffers == null ? new LinkBuffers() : buffers;
        }

        /// <summary>Phase of the link, in more detail than <see cref="State"/>.</summary>
        public LinkPhase Phase => _phase;

        /// <inheritdoc/>
        public LinkState State => LinkPhaseTable.StateOf(_phase);

        /// <inheritdoc/>
        public LinkEnd LastEnd { get; private set; }
        /// <inheritdoc/>
        public int LastEndCode { get; private set; }

        /// <inheritdoc/>
        public LinkStatistics Statistics { get; } = new LinkStatistics();

        /// <summary>The permits that this link shares with others.</summary>
        public LinkBuffers Buffers { get; }

        /// <summary>Number of resources that the session holds: 0 when closed.</summary>
        public int ResourcesHeld => _session.Count;

        /// <summary>It cannot be opened again.</summary>
        public bool IsDestroyed { get; private set; }

        /// <inheritdoc/>
        public int Received => _received ? _frames.MessageLength : -1;
        /// <inheritdoc/>
        public int Omitted => _frames.Omitted;
        /// <inheritdoc/>
        public byte[] ReceiveBuffer => _frames.Message;

        /// <inheritdoc/>
        public void SetIntervals(int pingSeconds, int heartbeatSeconds) => _liveness.SetIntervals(pingSeconds, heartbeatSeconds);

        /// <inheritdoc/>
        public bool Open(LinkTarget target, long nowMs)
        {
            if (IsDestroyed || State != LinkState.Closed) return false;
            _nowMs = nowMs;
            _session.BeginSession();
            LastEnd = LinkEnd.None;
            LastEndCode = 0;
            if (!_guard.TryEnter()) return false;
            _session.Register("connection", _guard);
            _target = target;
            if (target.Secure && _secure == null) _secure = Layer("tls", _secureStream);
            _stream = target.Secure ? _secure : _plain;
            _deadlineMs = nowMs + _limits.ConnectMs;
            Fire(LinkEvent.OpenAsked);
            if (!Prepare()) return true;
            Opened(_stream.Open(target.Host, target.Port, _limits.ConnectMs));
            return true;
        }

        /// <inheritdoc/>
        public long Step(long nowMs)
        {
            _nowMs = nowMs;
            if (State == LinkState.Closed) return long.MaxValue;
            if (Phase < LinkPhase.UpgradeSent) Opened(_stream.PollOpen());
            Flush();
            for (int i = 0; i < MaxReadsPerStep && HasInput(); i++) Pump();
            WatchTime();
            Flush();
            return State == LinkState.Closed ? long.MaxValue : nowMs + PollMs;
        }

        /// <inheritdoc/>
        public bool CanSend => State == LinkState.Open && _output.IsFree;
        /// <inheritdoc/>
        public byte[] SendBuffer => State == LinkState.Open ? _output.Buffer : null;
        /// <inheritdoc/>
        public int SendOffset => WebSocketProtocol.MaxHeaderBytes;

        /// <inheritdoc/>
        public bool HasNews(long nowMs)
        {
            if (_phase != LinkPhase.ReadingHeader || _received || _chunkAt != _chunkEnd || !_output.IsFlushed) return State != LinkState.Closed;
            _nowMs = nowMs;
            return Fill() || _phase != LinkPhase.ReadingHeader;
        }

        /// <inheritdoc/>
        public bool TrySend(byte[] buffer, int offset, int count)
        {
            return count <= _limits.MessageBytes && TrySendPart(buffer, offset, count, true, true);
        }

        /// <inheritdoc/>
        public bool TrySendPart(byte[] buffer, int offset, int count, bool first, bool last)
        {
            if (State != LinkState.Open || !_output.IsFree) return false;
            _output.SendText(buffer, offset, count, first, last);
            Flush();
            return true;
        }

        /// <inheritdoc/>
        public void Release()
        {
            if (!_received) return;
            _received = false;
            _frames.Release();
        }

        /// <inheritdoc/>
        public void Close(int code, long nowMs)
        {
            _nowMs = nowMs;
            if (State == LinkState.Closed) return;
            End(LinkEvent.CloseAsked, LinkEnd.ClosedByUs, code);
        }

        /// <inheritdoc/>
        public void Destroy()
        {
            IsDestroyed = true;
            if (State != LinkState.Closed) LastEnd = LinkEnd.ClosedByUs;
            Fire(LinkEvent.Destroyed);
            _layers.Destroy();
        }

        private StreamLayer Layer(string name, ITransport stream)
        {
            if (stream == null) return null;
            StreamLayer layer = new StreamLayer(name, stream);
            _layers.Add(layer);
            return layer;
        }

        private bool Prepare()
        {
            if (!Buffers.TryRent())
            {
                End(LinkEvent.NoBuffer, LinkEnd.NoBuffer, 0);
                return false;
            }
            _session.Register("buffers", Buffers);
            if (_stream == null)
            {
                End(LinkEvent.TlsFailed, LinkEnd.Untrusted, 0);
                return false;
            }
            _session.Register(_stream.Name, _stream);
            _frames.Attach(_limits.UsualReceiveBytes < _limits.ReceiveBytes ? _limits.UsualReceiveBytes : _limits.ReceiveBytes, _limits.ReceiveBytes);
            _chunkAt = _chunkEnd;
            _violated = false;
            return true;
        }

        private void Opened(OpenResult result)
        {
            switch (result)
            {
                case OpenResult.Pending:
                    FollowTo(_stream.Stage);
                    return;
                case OpenResult.Open:
                    FollowTo(_target.Secure ? OpenStage.TlsHandshake : OpenStage.Connecting);
                    Fire(_target.Secure ? LinkEvent.TlsOpen : LinkEvent.TcpOpen);
                    return;
                case OpenResult.Refused: End(LinkEvent.ConnectFailed, LinkEnd.Refused, 0); return;
                case OpenResult.TimedOut: End(LinkEvent.ConnectFailed, LinkEnd.TimedOut, 0); return;
                case OpenResult.NoAddress: End(LinkEvent.NameFailed, LinkEnd.NoAddress, 0); return;
                case OpenResult.Untrusted: End(LinkEvent.TlsFailed, LinkEnd.Untrusted, 0); return;
                default: End(LinkEvent.ConnectFailed, LinkEnd.Lost, 0); return;
            }
        }

        private void FollowTo(OpenStage stage)
        {
            if (stage >= OpenStage.Connecting && Phase == LinkPhase.Resolving) Fire(LinkEvent.NameKnown);
            if (stage == OpenStage.TlsHandshake && Phase == LinkPhase.Connecting) Fire(LinkEvent.TcpOpenForTls);
        }

        private void SendUpgrade()
        {
            _deadlineMs = _nowMs + _limits.UpgradeMs;
            _handshake = new Handshake();
            int length = _handshake.WriteRequest(_target, _random, _output.Buffer);
            if (length < 0) End(LinkEvent.UpgradeRefused, LinkEnd.BadHandshake, 0);
            else _output.SendRaw(length);
            Flush();
        }

        /// <summary>There are bytes to read now; when the chunk is used up, the next one is read from the stream.</summary>
        private bool HasInput() => !_received && Phase >= LinkPhase.UpgradeSent && State != LinkState.Closed && (_chunkAt != _chunkEnd || Fill());

        /// <summary>Reads the chunk's next bytes: of the answer to the upgrade, or of a frame.</summary>
        private void Pump()
        {
            // Bytes after a violation are ignored: the link only waits for the end of the stream (7.1.7).
            if (_violated) _chunkAt = _chunkEnd;
            else if (Phase == LinkPhase.UpgradeSent) ReadAnswer();
            else ReadFrame();
        }

        private void ReadAnswer()
        {
            // Until the answer is complete, every chunk belongs to it.
            HandshakeResult answer = _handshake.Read(_chunk, 0, _chunkEnd);
            _chunkAt = _handshake.Consumed;
            if (answer == HandshakeResult.NeedMore) return;
            Handshake ended = _handshake;
            _handshake = null;
            if (answer == HandshakeResult.Refused) End(LinkEvent.UpgradeRefused, ended.End, ended.Status);
            else Fire(LinkEvent.UpgradeAccepted);
        }

        private void ReadFrame()
        {
            FrameResult result = _frames.Read(_chunk, _chunkAt, _chunkEnd - _chunkAt);
            _chunkAt += _frames.Consumed;
            if (State == LinkState.Open && _frames.IsInPayload == (_phase == LinkPhase.ReadingHeader)) Fire(_frames.IsInPayload ? LinkEvent.PayloadBegun : LinkEvent.FrameEnded);
            switch (result)
            {
                case FrameResult.Message:
                    _received = State == LinkState.Open;
                    if (_received) Statistics.MessagesIn++;
                    else _frames.Release();
                    return;
                case FrameResult.Ping:
                    if (State == LinkState.Open) _output.WantPong(_frames.Control, _frames.ControlLength);
                    Flush();
                    return;
                case FrameResult.Pong: _liveness.Answered(); return;
                case FrameResult.Close: End(LinkEvent.PeerCloses, LinkEnd.ClosedByPeer, _frames.CloseCode); return;
                case FrameResult.Violation: Violated(); return;
                default: return;
            }
        }

        private void Violated()
        {
            _violated = true;
            if (State != LinkState.Open) return;
            int code = _frames.CloseCode;
            _log.Write(LogLevel.Warning, LogSection.WebSocket, "the peer broke the protocol, closing with " + code);
            End(LinkEvent.Violation, code == WebSocketProtocol.TooBig ? LinkEnd.TooBig : LinkEnd.ProtocolError, code);
        }

        private bool Fill()
        {
            int read = _stream.Read(_chunk, 0, ChunkBytes);
            if (read < 0) End(LinkEvent.StreamEnded, LinkEnd.Lost, 0);
            if (read <= 0) return false;
            _chunkAt = 0;
            _chunkEnd = read;
            _liveness.Heard(_nowMs);
            Statistics.BytesIn += read;
            return true;
        }

        private void Flush()
        {
            if (!_output.Flush(_stream)) End(LinkEvent.StreamEnded, LinkEnd.Lost, 0);
            else if (Phase == LinkPhase.Closing && LastEnd == LinkEnd.ClosedByPeer && _output.CloseSent) Fire(LinkEvent.CloseAnswered);
        }

        private void WatchTime()
        {
            if (State == LinkState.Open) WatchPeer();
            else if (State != LinkState.Closed && _nowMs >= _deadlineMs) End(LinkEvent.DeadlinePassed, LinkEnd.TimedOut, 0);
        }

        private void WatchPeer()
        {
            _liveness.Taken(!_output.IsFlushed, _output.FramesSent, _nowMs);
            string gone = _liveness.Gone(_nowMs);
            if (gone != null)
            {
                _log.Write(LogLevel.Warning, LogSection.WebSocket, gone + ": the peer is gone");
                End(LinkEvent.PeerSilent, LinkEnd.Silent, 0);
            }
            else if (_liveness.PingDue(_nowMs))
            {
                _liveness.Asked(_nowMs);
                _output.WantPing();
            }
        }

        /// <summary>Handles an event that ends the session or begins its end. The first reason of a closing stays.</summary>
        private void End(LinkEvent e, LinkEnd end, int code)
        {
            if (Phase != LinkPhase.Closing && LinkPhaseTable.Find(Phase, e) != LinkPhaseTable.Unlisted)
            {
                LastEnd = end;
                LastEndCode = code;
            }
            Fire(e);
        }

        private void Fire(LinkEvent e)
        {
            int row = LinkPhaseTable.Find(Phase, e);
            if (row == LinkPhaseTable.Unlisted)
            {
                Statistics.UnlistedEvents++;
                _log.Write(LogLevel.Warning, LogSection.WebSocket, "event " + LinkPhaseTable.NameOf(e) + " is not listed in phase " + LinkPhaseTable.NameOf(Phase) + ": ignored");
                return;
            }
            LinkPhase before = Phase;
            _phase = LinkPhaseTable.NextOf(row);
            switch (LinkPhaseTable.ActionOf(row))
            {
                case LinkAction.SendUpgrade: SendUpgrade(); return;
                case LinkAction.Establish: Establish(); return;
                case LinkAction.SendClose: SendClose(); return;
                case LinkAction.CleanUp: CleanUp(before); return;
                default: return;
            }
        }

        private void Establish()
        {
            Statistics.Opened++;
            _liveness.Begin(_nowMs);
            if (_log.IsOn(LogLevel.Info, LogSection.WebSocket)) _log.Write(LogLevel.Info, LogSection.WebSocket, "connected to " + _target.Host + ":" + _target.Port);
        }

        private void SendClose()
        {
            _deadlineMs = _nowMs + _limits.CloseMs;
            _output.WantClose(LastEndCode == WebSocketProtocol.NoStatus ? WebSocketProtocol.NormalClosure : LastEndCode);
            Flush();
        }

        private void CleanUp(LinkPhase before)
        {
            if (before < LinkPhase.ReadingHeader && Phase == LinkPhase.Faulted) Statistics.Failed++;
            _handshake = null;
            _session.CleanUp();
            _received = false;
            _frames.Reset();
            _output.Clear();
        }
    }
}
