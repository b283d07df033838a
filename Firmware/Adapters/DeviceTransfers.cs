using Charger.Runtime;
using Ocpp.Client.FirmwareManagement;

namespace Firmware.Adapters
{
    /// <summary>File transfers over this device's sockets; the sockets and buffers of one are let go with it.</summary>
    public sealed class DeviceTransfers : IFileTransfers
    {
        private readonly IMonotonicClock _clock;
        private readonly IStorage _storage;

        public DeviceTransfers(IMonotonicClock clock, IStorage storage)
        {
            _clock = clock;
            _storage = storage;
        }

        public IFileTransfer Open(ILog log)
        {
            AddressBook names = new AddressBook(_clock, log);
            return new HttpTransfer(new SocketTransport(names), new TlsTransport(new SocketTransport(names), _storage, _clock, log), new Crc32());
        }
    }
}
