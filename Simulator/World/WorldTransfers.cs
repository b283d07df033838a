using Charger.Runtime;
using Ocpp.Client.Configuration;
using Ocpp.Client.FirmwareManagement;
using Ocpp.Client.Transport;

namespace Simulator.World;

/// <summary>File transfers over streams like the link's own, TLS left out: an https location is refused as untrusted.</summary>
public sealed class WorldTransfers(ChargerWorld world) : IFileTransfers
{
    public IFileTransfer Open(ConfigurationStore configuration, ILog log)
    {
        Func<ITransport> stream = world.FileTransport ?? world.Transport ?? (() => new MemoryTransport(new MemoryNetwork(world.Clock)));
        return new HttpTransfer(new FreezingTransport(stream(), world, secure: false), null, new Crc32());
    }
}
