using Charger.Runtime;
using Ocpp.Client.Configuration;
using Ocpp.Client.FirmwareManagement;
using Ocpp.Client.Ftp;
using Ocpp.Client.Transport;

namespace Simulator.World;

/// <summary>
/// File transfers over streams like the link's own; https over those of wss, and where there are none it is refused as untrusted;
/// ftp where the world's settings say that the image has it.
/// </summary>
public sealed class WorldTransfers(ChargerWorld world) : IFileTransfers
{
    public string Protocols => world.HasFtp ? FtpOrHttp.Protocols : OcppKeyTable.HttpProtocols;

    public IFileTransfer Open(ConfigurationStore configuration, ILog log)
    {
        Func<ITransport> stream = world.FileTransport ?? world.Transport ?? (() => new MemoryTransport(new MemoryNetwork(world.Clock)));
        Func<ITransport>? secure = world.SecureFileTransport ?? (world.FileTransport == null ? world.SecureTransport : null);
        ITransport Plain() => new FreezingTransport(stream(), world, secure: false);
        var http = new HttpTransfer(Plain(), secure == null ? null : new FreezingTransport(secure(), world, secure: true), new Crc32());
        return world.HasFtp ? new FtpOrHttp(new FtpTransfer(Plain(), Plain(), new Crc32()), http) : http;
    }
}
