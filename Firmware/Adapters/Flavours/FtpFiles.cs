using Charger.Runtime;
using Ocpp.Client.FirmwareManagement;
using Ocpp.Client.Ftp;

namespace Firmware.Adapters
{
    /// <summary>Flavour Files=Ftp: ftp beside http and https, in an assembly of its own (docs/adr/0070).</summary>
    internal sealed partial class DeviceTransfers
    {
        partial void AddFtp(ref string protocols) => protocols = FtpOrHttp.Protocols;

        partial void AddFtp(AddressCache names, ref IFileTransfer transfer) =>
            transfer = new FtpOrHttp(new FtpTransfer(new SocketTransport(names), new SocketTransport(names), new Crc32()), transfer);
    }
}
