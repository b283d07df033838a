using System;
using System.Net.Security;
using System.Net.WebSockets;
using System.Net.WebSockets.WebSocketFrame;
using System.Text;
using System.Threading;
using Charger.Runtime;
using Ocpp.Client.Transport;

namespace Firmware.Adapters
{
    /// <summary>Flavour WebSocket=Package: the link is nanoFramework.System.Net.WebSockets, kept to be measured against.</summary>
    public sealed class MessageLinks : IMessageLinkFactory
    {
        public IMessageLink Create(Composition composition)
        {
            return new PackageLink(composition.Log);
        }
    }

    /// <summary>
    /// The package behind our interface. What it cannot do stays as it is: Connect has no time limit, a peer's FIN is not
    /// noticed before its own keep-alive, and it makes two threads and a timer per connection.
    /// </summary>
    public sealed class PackageLink : IMessageLink
    {
        private const int ReceiveBytes = 4096;
        private const int NothingReceived = -1;

        /// <summary>The package's reader waits so long for room; then the message is given up and the link closed.</summary>
        private const int RoomTimeoutMs = 5000;
        private const int StepMs = 20;

        private readonly ILog _log;
        private readonly byte[] _received = new byte[ReceiveBytes];
        private readonly AutoResetEvent _room = new AutoResetEvent(true);
        private ClientWebSocket _socket;
        private int _length = NothingReceived;
        private int _pingSeconds = 30;
        private bool _closing;

        public PackageLink(ILog log)
        {
            _log = log;
        }

        public LinkState State { get; private set; }

        public LinkEnd LastEnd { get; private set; }

        public int LastEndCode { get; private set; }

        public LinkStatistics Statistics { get; } = new LinkStatistics();

        public int Received => _length;

        public byte[] ReceiveBuffer => _received;

        public bool Open(LinkTarget target, long nowMs)
        {
            if (State != LinkState.Closed) return false;
            Discard();
            try
            {
                ClientWebSocketOptions options = new ClientWebSocketOptions
                {
                    KeepAliveInterval = TimeSpan.FromSeconds(_pingSeconds == 0 ? int.MaxValue / 1000 : _pingSeconds),
                    MaxReceiveFrameSize = ReceiveBytes,
                    SslVerification = SslVerification.CertificateRequired,
                    SslProtocol = SslProtocols.Tls12,
                };
                _socket = new ClientWebSocket(options);
                _socket.UseStoredDeviceCertificate = target.OwnCertificate;
                _socket.MessageReceived += OnMessage;
                _socket.Connect(Address(target), Headers(target));
            }
            catch (Exception e)
            {
                _log.Write(LogLevel.Warning, LogSection.WebSocket, "package could not connect: " + e.Message);
                return Fail(LinkEnd.Refused);
            }
            if (_socket.State != WebSocketState.Open) return Fail(LinkEnd.BadHandshake);
            _closing = false;
            State = LinkState.Open;
            Statistics.Opened++;
            Statistics.Active = 1;
            return true;
        }

        public long Step(long nowMs)
        {
            if (State != LinkState.Closed && _socket.State != WebSocketState.Open) End(_closing ? LinkEnd.ClosedByUs : LinkEnd.Lost);
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
            return true;
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
            _socket.Close((WebSocketCloseStatus)code);
        }

        public void SetPingInterval(int seconds)
        {
            _pingSeconds = seconds;
        }

        /// <summary>On the package's reader thread: hands the message over and waits, with a limit, until the last one is done with.</summary>
        private void OnMessage(object sender, MessageReceivedEventArgs e)
        {
            int length = e.Frame.MessageLength;
            if (length > ReceiveBytes || e.Frame.IsFragmented || !_room.WaitOne(RoomTimeoutMs, false))
            {
                _log.Write(LogLevel.Warning, LogSection.WebSocket, "package delivered what does not fit: " + length + " bytes");
                ((WebSocket)sender).Abort();
                return;
            }
            Array.Copy(e.Frame.Buffer, 0, _received, 0, length);
            Statistics.MessagesIn++;
            Statistics.BytesIn += length;
            _length = length;
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
            Release();
            if (socket == null) return;
            socket.MessageReceived -= OnMessage;
            try
            {
                socket.Dispose();
            }
            catch (Exception)
            {
                // It was never connected, or its socket has gone already.
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
