using Charger.Runtime;
using Ocpp.Client.Configuration;
using Ocpp.Client.FirmwareManagement;
using Ocpp.Client.Transport;

namespace Simulator.World;

/// <summary>File transfers over streams like the link's own; https over those of wss, and where there are none it is refused as untrusted.</summary>
public sealed class WorldTransfers(ChargerWorld world) : IFileTransfers
{
    public IFileTransfer Open(ConfigurationStore configuration, ILog log)
    {
        Func<ITransport> stream = world.FileTransport ?? world.Transport ?? (() => new MemoryTransport(new MemoryNetwork(world.Clock)));
        Func<ITransport>? secure = world.SecureFileTransport ?? (world.FileTransport == null ? world.SecureTransport : null);
        return new HttpTransfer(new FreezingTransport(stream(), world, secure: false), secure == null ? null : new FreezingTransport(secure(), world, secure: true), new Crc32());
    }
}
