using Charger.Runtime;
using Ocpp.Client.Configuration;
using Ocpp.Client.Transport;

namespace Firmware.Adapters
{
    /// <summary>Flavour WebSocket=Layered: the link is the project's WebSocket client over TCP or TLS.</summary>
    internal sealed class MessageLinks : IMessageLinkFactory
    {
        /// <summary>Connecting blocks the OCPP thread, and while charging the supervisor grants it no more than 10 s.</summary>
        private const int MostConnectMs = 8000;

        public IMessageLink Create(FirmwarePorts ports, ConfigurationStore configuration, ILog log)
        {
            AddressCache names = new AddressCache(ports.Clock, log);
            TlsTransport secure = new TlsTransport(names, configuration, ports.Clock, log);
            LinkLimits limits = LinkSettings.Of(configuration);
            if (limits.ConnectMs > MostConnectMs) limits.ConnectMs = MostConnectMs;
            return new WebSocketLink(new SocketTransport(names), secure, ports.Random, log, limits);
        }
    }
}
