using Charger.Runtime;
using Ocpp.Client.Configuration;
using Ocpp.Client.FirmwareManagement;

namespace Firmware.Adapters
{
    /// <summary>File transfers over this device's sockets; the sockets and buffers of one are released with it.</summary>
    internal sealed partial class DeviceTransfers : IFileTransfers
    {
        private readonly IMonotonicClock _clock;

        public DeviceTransfers(IMonotonicClock clock)
        {
            _clock = clock;
        }

        public string Protocols
        {
            get
            {
                string protocols = OcppKeyTable.HttpProtocols;
                AddFtp(ref protocols);
                return protocols;
            }
        }

        public IFileTransfer Open(ConfigurationStore configuration, ILog log)
        {
            AddressCache names = new AddressCache(_clock, log);
            IFileTransfer transfer = new HttpTransfer(new SocketTransport(names), new TlsTransport(names, configuration, _clock, log), new Crc32());
            AddFtp(names, ref transfer);
            return transfer;
        }

        // Only in the flavour Files=Ftp; in others the calls are not compiled.
        partial void AddFtp(ref string protocols);

        partial void AddFtp(AddressCache names, ref IFileTransfer transfer);
    }
}
