using Charger.Runtime;
using Ocpp.Client.Configuration;
using Ocpp.Client.FirmwareManagement;

namespace Firmware.Adapters
{
    /// <summary>File transfers over this device's sockets; the sockets and buffers of one are let go with it.</summary>
    public sealed class DeviceTransfers : IFileTransfers
    {
        private readonly IMonotonicClock _clock;

        public DeviceTransfers(IMonotonicClock clock)
        {
            _clock = clock;
        }

        public IFileTransfer Open(ConfigurationStore configuration, ILog log)
        {
            AddressCache names = new AddressCache(_clock, log);
            return new HttpTransfer(new SocketTransport(names), new TlsTransport(new SocketTransport(names), configuration, _clock, log), new Crc32());
        }
    }
}
