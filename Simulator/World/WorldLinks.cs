using Charger.Runtime;
using Firmware;
using Ocpp.Client.Configuration;
using Ocpp.Client.Transport;

namespace Simulator.World;

/// <summary>The firmware's own WebSocket over the world's stream, as a flavour file does on the device. Without a stream nothing answers.</summary>
public sealed class WorldLinks(ChargerWorld world, IRandomSource random) : IMessageLinkFactory
{
    public IMessageLink Create(FirmwarePorts ports, ConfigurationStore configuration, ILog log)
    {
        Func<ITransport> stream = world.Transport ?? (() => new MemoryTransport(new MemoryNetwork(world.Clock)));
        return new WebSocketLink(new FreezingTransport(stream(), world, secure: false), new FreezingTransport((world.SecureTransport ?? stream)(), world, secure: true), random, log, LinkSettings.Of(configuration));
    }
}
