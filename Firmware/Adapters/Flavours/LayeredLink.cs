using Ocpp.Client.Transport;

namespace Firmware.Adapters
{
    /// <summary>Flavour WebSocket=Layered: the link is our own WebSocket over TCP or TLS.</summary>
    public sealed class MessageLinks : IMessageLinkFactory
    {
        /// <summary>Connecting blocks the OCPP thread, and while charging the supervisor grants it no more than 10 s.</summary>
        private const int MostConnectMs = 8000;

        public IMessageLink Create(Composition composition)
        {
            FirmwarePorts ports = composition.Ports;
            AddressCache names = new AddressCache(ports.Clock, composition.Log);
            TlsTransport secure = new TlsTransport(names, composition.Configuration, ports.Clock, composition.Log);
            LinkLimits limits = LinkSettings.Of(composition.Configuration);
            if (limits.ConnectMs > MostConnectMs) limits.ConnectMs = MostConnectMs;
            return new WebSocketLink(new SocketTransport(names), secure, ports.Random, composition.Log, limits);
        }
    }
}
