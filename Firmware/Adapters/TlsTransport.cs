using System;
using System.Net.Security;
using Charger.Runtime;
using Ocpp.Client.Configuration;
using Ocpp.Client.Connection;
using Ocpp.Client.Security;
using Ocpp.Client.Transport;

namespace Firmware.Adapters
{
    /// <summary>
    /// TLS over <see cref="SocketTransport"/>. The handshake freezes every thread and has no time limit, so its caller must have
    /// the stall granted; its duration is logged. The peer's certificate is always required and checked, against the
    /// roots in the platform's store (<see cref="DeviceCertificateStore"/>). The platform reports the cause of a failed handshake
    /// only as a text, if at all: certificate, name, dates and TLS version all give Untrusted.
    /// </summary>
    internal sealed partial class TlsTransport : ITransport
    {
        private readonly AddressCache _names;
        private SocketTransport _tcp;
        private readonly ConfigurationStore _configuration;
        private readonly IMonotonicClock _clock;
        private readonly ILog _log;
        private SslStream _stream;

        public TlsTransport(AddressCache names, ConfigurationStore configuration, IMonotonicClock clock, ILog log)
        {
            _names = names;
            _configuration = configuration;
            _clock = clock;
            _log = log;
        }

        public OpenResult Open(string host, int port, int timeoutMs)
        {
            Close();
            if (_tcp == null) _tcp = new SocketTransport(_names);
            OpenResult below = _tcp.Open(host, port, timeoutMs);
            if (below != OpenResult.Open) return below;
            long from = _clock.NowMs;
            try
            {
                _stream = new SslStream(_tcp.Socket);
                _stream.SslVerification = SslVerification.CertificateRequired;
                _stream.UseStoredDeviceCertificate = SecurityProfileTable.UsesOwnCertificate(_configuration.Whole(OcppKeys.SecurityProfile));
                bool done = false;
                AuthenticateWithOwn(host, ref done);
                if (!done) _stream.AuthenticateAsClient(host, SslProtocols.Tls12);
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
                // A stream whose socket is closed cannot send its close message.
            }
            if (_tcp != null) _tcp.Close();
        }

        // Uses the charger's own certificate; only in the flavour Security=Signed, in others the call is not compiled.
        partial void AuthenticateWithOwn(string host, ref bool done);

        private static int Positive(int read)
        {
            return read > 0 ? read : -1;
        }
    }
}
