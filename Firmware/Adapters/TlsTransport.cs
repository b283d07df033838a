using System;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Charger.Runtime;
using Ocpp.Client.Transport;

namespace Firmware.Adapters
{
    /// <summary>
    /// TLS over <see cref="SocketTransport"/>. The handshake freezes every thread and has no time limit, so its caller has
    /// the stall granted, and it is measured and logged. The peer's certificate is always required and checked.
    /// </summary>
    public sealed class TlsTransport : ITransport
    {
        /// <summary>Root certificate of the central system (PEM); without the file the platform's own store counts.</summary>
        public const string RootFile = "csms-root.pem";

        private const int MaxRootBytes = 4096;

        private readonly SocketTransport _tcp;
        private readonly IStorage _storage;
        private readonly IMonotonicClock _clock;
        private readonly ILog _log;
        private SslStream _stream;

        public TlsTransport(SocketTransport tcp, IStorage storage, IMonotonicClock clock, ILog log)
        {
            _tcp = tcp;
            _storage = storage;
            _clock = clock;
            _log = log;
        }

        public OpenResult Open(string host, int port, int timeoutMs)
        {
            Close();
            OpenResult below = _tcp.Open(host, port, timeoutMs);
            if (below != OpenResult.Open) return below;
            long from = _clock.NowMs;
            try
            {
                _stream = new SslStream(_tcp.Socket);
                _stream.SslVerification = SslVerification.CertificateRequired;
                _stream.AuthenticateAsClient(host, null, Root(), SslProtocols.Tls12);
            }
            catch (Exception e)
            {
                _log.Write(LogLevel.Error, LogSection.WebSocket, "TLS handshake with " + host + " failed after " + (_clock.NowMs - from) + " ms: " + e.Message);
                Close();
                return OpenResult.Untrusted;
            }
            _log.Write(LogLevel.Info, LogSection.WebSocket, "TLS handshake took " + (_clock.NowMs - from) + " ms, all threads waiting");
            return OpenResult.Open;
        }

        public OpenResult PollOpen()
        {
            return _stream == null ? OpenResult.Failed : OpenResult.Open;
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            try
            {
                if (_stream == null) return -1;
                if (_stream.DataAvailable) return Positive(_stream.Read(buffer, offset, count));
                bool ended = _tcp.Socket.Poll(0, System.Net.Sockets.SelectMode.SelectRead) && _tcp.Socket.Available == 0;
                return ended ? -1 : 0;
            }
            catch (Exception)
            {
                return -1;
            }
        }

        public int Write(byte[] buffer, int offset, int count)
        {
            try
            {
                if (_stream == null) return -1;
                if (!_tcp.Socket.Poll(0, System.Net.Sockets.SelectMode.SelectWrite)) return 0;
                _stream.Write(buffer, offset, count);
                return count;
            }
            catch (Exception)
            {
                return -1;
            }
        }

        public void Close()
        {
            SslStream stream = _stream;
            _stream = null;
            try
            {
                if (stream != null) stream.Dispose();
            }
            catch (Exception)
            {
                // A stream whose socket has gone cannot say goodbye.
            }
            _tcp.Close();
        }

        private static int Positive(int read)
        {
            return read > 0 ? read : -1;
        }

        private X509Certificate Root()
        {
            int length = _storage.Length(RootFile);
            if (length <= 0 || length > MaxRootBytes) return null;
            byte[] pem = new byte[length];
            int read = _storage.Read(RootFile, 0, pem, 0, length);
            return read != length ? null : new X509Certificate(Encoding.UTF8.GetString(pem, 0, length));
        }
    }
}
