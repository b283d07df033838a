using Ocpp.Client.Transport;

namespace Firmware.Adapters
{
    /// <summary>Flavour WebSocket=Layered: the link is our own WebSocket over TCP or TLS.</summary>
    public sealed class MessageLinks : IMessageLinkFactory
    {
        public IMessageLink Create(Composition composition)
        {
            return null;
        }
    }
}
