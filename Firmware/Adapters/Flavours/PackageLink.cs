using System;
using System.Net.Security;
using System.Net.WebSockets;
using System.Net.WebSockets.WebSocketFrame;
using System.Text;
using System.Threading;
using Charger.Runtime;
using Ocpp.Client.Configuration;
using Ocpp.Client.Transport;

namespace Firmware.Adapters
{
    /// <summary>Flavour WebSocket=Package: the link is nanoFramework.System.Net.WebSockets, kept to be measured against.</summary>
    internal sealed class MessageLinks : IMessageLinkFactory
    {
        private const int SilenceMs = 86_400_000;

        public IMessageLink Create(FirmwarePorts ports, ConfigurationStore configuration, ILog log)
        {
            LinkLimits limits = LinkSettings.Of(configuration);
            // The package handles pings in both directions without reporting them: silence between two calls does not mean that the peer is gone.
            limits.IdleMs = SilenceMs;
            return new PackageLink(log, ports.Clock, limits);
        }
    }

    /// <summary>
    /// The package behind our interface, hardened as far as its API allows: a fresh instance for each connection, its own
    /// pings on (without them a peer's FIN is never noticed, since its reader reads zero bytes without end), fragments joined under one limit, a handler that is removed
    /// before the end, a connect that is aborted at its deadline, and a peer that counts as gone when it leaves a CALL without
    /// any answer. Remaining weaknesses are in docs/adr/0010.
    /// </summary>
    internal sealed class PackageLink : IMessageLink
    {
        private const int ReceiveBytes = 4096;
        private const int NothingReceived = -1;

        /// <summary>Connect and upgrade block the OCPP thread, and while charging the supervisor grants it no more than 10 s; wss waits until the output is off.</summary>
        private const int MostConnectMs = 8000;

        /// <summary>Longest time that the package's reader waits for the buffer; then the message is dropped and the link closed.</summary>
        private const int RoomTimeoutMs = 5000;
        private const int StepMs = 20;
        private const int NoKeepAliveHours = 24 * 24;
        private const byte CallDigit = (byte)'2';

        private readonly ILog _log;
        private readonly IMonotonicClock _clock;
        private readonly LinkLimits _limits;
        private readonly LinkLiveness _liveness;
        private readonly byte[] _received = new byte[ReceiveBytes];
        private readonly AutoResetEvent _room = new AutoResetEvent(true);
        private ClientWebSocket _socket;
        private byte[] _parts;
        private int _pingSeconds;
        private int _length = NothingReceived;
        private int _assembled;
        private int _heard;
        private int _taken;
        private bool _closing;
        private bool _destroyed;
        private long _closeDeadlineMs;

        public PackageLink(ILog log, IMonotonicClock clock, LinkLimits limits)
        {
            _log = log;
            _clock = clock;
            _limits = limits;
            _liveness = new LinkLiveness(limits);
            _pingSeconds = limits.PingSeconds;
        }

        public LinkState State { get; private set; }

        public LinkEnd LastEnd { get; private set; }

        public int LastEndCode { get; private set; }

        public LinkStatistics Statistics { get; } = new LinkStatistics();

        public int Received => _length;

        public byte[] ReceiveBuffer => _received;

        public bool CanSend => State == LinkState.Open;

        public byte[] SendBuffer => null;

        public int SendOffset => 0;

        public int Omitted => 0;

        public bool Open(LinkTarget target, long nowMs)
        {
            if (State != LinkState.Closed || _destroyed) return false;
            Discard();
            int limitMs = _limits.ConnectMs + _limits.UpgradeMs;
            if (!target.Secure && limitMs > MostConnectMs) limitMs = MostConnectMs;
            Timer deadline = null;
            try
            {
                ClientWebSocketOptions options = new ClientWebSocketOptions
                {
                    KeepAliveInterval = _pingSeconds > 0 ? TimeSpan.FromSeconds(_pingSeconds) : TimeSpan.FromHours(NoKeepAliveHours),
                    ServerTimeout = TimeSpan.FromSeconds(_limits.PongMs / 1000),
                    MaxReceiveFrameSize = ReceiveBytes,
                    SslVerification = SslVerification.CertificateRequired,
                    SslProtocol = SslProtocols.Tls12,
                };
                _socket = new ClientWebSocket(options);
                deadline = new Timer(AbortConnect, _socket, limitMs, Timeout.Infinite);
                _socket.UseStoredDeviceCertificate = target.OwnCertificate;
                _socket.MessageReceived += OnMessage;
                _socket.Connect(Address(target), Headers(target));
            }
            catch (Exception e)
            {
                _log.Write(LogLevel.Warning, LogSection.WebSocket, "package could not connect: " + e.Message);
                return Fail(LinkEnd.Refused);
            }
            finally
            {
                if (deadline != null) deadline.Dispose();
            }
            if (_socket.State != WebSocketState.Open) return Fail(LinkEnd.BadHandshake);
            _closing = false;
            _assembled = 0;
            _liveness.Begin(_clock.NowMs);
            State = LinkState.Open;
            Statistics.Opened++;
            Statistics.Active = 1;
            return true;
        }

        public bool HasNews(long nowMs)
        {
            return State == LinkState.Closing || (State == LinkState.Open && (_length >= 0 || _heard != _taken || _socket.State != WebSocketState.Open));
        }

        public long Step(long nowMs)
        {
            if (State == LinkState.Closed) return nowMs + StepMs;
            if (_heard != _taken)
            {
                _taken = _heard;
                _liveness.Heard(nowMs);
                _liveness.Answered();
            }
            // The package's send queue is not visible: a peer that does not read cannot be detected here.
            _liveness.Taken(false, 0, nowMs);
            string gone = _liveness.Gone(nowMs);
            if (_socket.State != WebSocketState.Open) End(_closing ? LinkEnd.ClosedByUs : LinkEnd.Lost);
            else if (State == LinkState.Closing && nowMs >= _closeDeadlineMs) End(LinkEnd.ClosedByUs);
            else if (State == LinkState.Open && gone != null)
            {
                _log.Write(LogLevel.Warning, LogSection.WebSocket, "half-open: " + gone);
                End(LinkEnd.Silent);
            }
            return nowMs + StepMs;
        }

        public bool TrySend(byte[] buffer, int offset, int count)
        {
            if (State != LinkState.Open) return false;
            byte[] message = new byte[count];
            Array.Copy(buffer, offset, message, 0, count);
            if (!_socket.Send(message, WebSocketMessageType.Text)) return false;
            Statistics.MessagesOut++;
            Statistics.BytesOut += count;
            // Only a CALL has to be answered.
            if (count > 1 && buffer[offset + 1] == CallDigit) _liveness.Asked(_clock.NowMs);
            return true;
        }

        /// <summary>The package sends whole messages only: the parts are kept until the last one.</summary>
        public bool TrySendPart(byte[] buffer, int offset, int count, bool first, bool last)
        {
            if (State != LinkState.Open) return false;
            if (first && last) return TrySend(buffer, offset, count);
            int kept = first || _parts == null ? 0 : _parts.Length;
            byte[] all = new byte[kept + count];
            if (kept > 0) Array.Copy(_parts, 0, all, 0, kept);
            Array.Copy(buffer, offset, all, kept, count);
            bool taken = !last || TrySend(all, 0, all.Length);
            if (taken) _parts = last ? null : all;
            return taken;
        }

        public void Release()
        {
            _length = NothingReceived;
            _room.Set();
        }

        public void Close(int code, long nowMs)
        {
            if (State != LinkState.Open) return;
            _closing = true;
            State = LinkState.Closing;
            _closeDeadlineMs = nowMs + _limits.CloseMs;
            _socket.Close((WebSocketCloseStatus)code);
        }

        public void Destroy()
        {
            _destroyed = true;
            if (State != LinkState.Closed) LastEnd = LinkEnd.ClosedByUs;
            Discard();
        }

        public void SetIntervals(int pingSeconds, int heartbeatSeconds)
        {
            // The package sends pings itself, from the next connection on; LinkLiveness only counts the answer to each CALL.
            _pingSeconds = pingSeconds;
            _liveness.PingSeconds = 0;
            _liveness.HeartbeatSeconds = heartbeatSeconds;
        }

        /// <summary>On the timer's thread: the package knows no time limit of its own while it connects.</summary>
        private void AbortConnect(object state)
        {
            try
            {
                ClientWebSocket socket = (ClientWebSocket)state;
                if (socket.State == WebSocketState.Open) return;
                _log.Write(LogLevel.Warning, LogSection.WebSocket, "package did not connect in time: aborted");
                socket.Abort();
            }
            catch (Exception)
            {
                // The connection ended meanwhile; this thread has no other handler for the exception.
            }
        }

        /// <summary>
        /// On the package's reader thread: puts fragments together, hands the whole message over, and waits, with a limit, until
        /// the one before is done with. Messages of a connection that was given up are dropped.
        /// </summary>
        private void OnMessage(object sender, MessageReceivedEventArgs e)
        {
            if (sender != _socket) return;
            int length = e.Frame.MessageLength;
            FragmentationType kind = e.Frame.Fragmentation;
            bool begins = kind == FragmentationType.NotFragmented || kind == FragmentationType.FirstFragment;
            if (begins) _assembled = 0;
            if (_assembled + length > ReceiveBytes || (begins && !_room.WaitOne(RoomTimeoutMs, false)))
            {
                _log.Write(LogLevel.Warning, LogSection.WebSocket, "package delivered what does not fit: " + (_assembled + length) + " bytes, " + ReceiveBytes + " at most");
                ((WebSocket)sender).Abort();
                return;
            }
            Array.Copy(e.Frame.Buffer, 0, _received, _assembled, length);
            _assembled += length;
            Statistics.BytesIn += length;
            _heard++;
            if (kind != FragmentationType.NotFragmented && kind != FragmentationType.FinalFragment) return;
            Statistics.MessagesIn++;
            _length = _assembled;
        }

        private bool Fail(LinkEnd end)
        {
            Statistics.Failed++;
            LastEnd = end;
            LastEndCode = 0;
            Discard();
            return true;
        }

        private void End(LinkEnd end)
        {
            LastEnd = end;
            LastEndCode = 0;
            Discard();
        }

        private void Discard()
        {
            State = LinkState.Closed;
            Statistics.Active = 0;
            ClientWebSocket socket = _socket;
            _socket = null;
            _parts = null;
            Release();
            if (socket == null) return;
            socket.MessageReceived -= OnMessage;
            try
            {
                socket.Dispose();
            }
            catch (Exception)
            {
                // It was never connected, or its socket is closed already.
            }
        }

        private static string Address(LinkTarget target)
        {
            return (target.Secure ? "wss://" : "ws://") + target.Host + ":" + target.Port + target.Path + "/" + PercentEncoded(target.Identity);
        }

        private static ClientWebSocketHeaders Headers(LinkTarget target)
        {
            ClientWebSocketHeaders headers = new ClientWebSocketHeaders();
            headers["Sec-WebSocket-Protocol"] = target.Subprotocol;
            if (target.Password == null) return headers;
            byte[] user = Encoding.UTF8.GetBytes(target.Identity + ":");
            byte[] both = new byte[user.Length + target.Password.Length];
            Array.Copy(user, 0, both, 0, user.Length);
            Array.Copy(target.Password, 0, both, user.Length, target.Password.Length);
            headers["Authorization"] = "Basic " + Convert.ToBase64String(both);
            return headers;
        }

        /// <summary>RFC 3986: everything but unreserved characters as %XX (J 3.1.1).</summary>
        private static string PercentEncoded(string identity)
        {
            StringBuilder text = new StringBuilder();
            byte[] bytes = Encoding.UTF8.GetBytes(identity);
            for (int i = 0; i < bytes.Length; i++)
            {
                char c = (char)bytes[i];
                bool plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~';
                if (plain) text.Append(c);
                else text.Append('%').Append(bytes[i].ToString("X2"));
            }
            return text.ToString();
        }
    }
}
