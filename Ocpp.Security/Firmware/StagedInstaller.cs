using System.Text;
using Charger.Runtime;
using Ocpp.Client.FirmwareManagement;
using Ocpp.Client.Messages;

namespace Ocpp.Security.Firmware
{
    /// <summary>
    /// Installs by a bank of two images. The request is on flash until it is over, so that an update that a reboot interrupts
    /// begins again with the download; the image that runs shows how the last installation ended.
    /// <code>
    /// bytes   0 phase (asked, tried, confirmed), 1 signed, 2-5 request id, 6-13 retrieveDate, 14-21 installDate, 22-25 retries, 26-29 interval,
    ///         30-33 the image that ran when the other was to be tried, from 34 on location (UTF-8)
    ///
    /// a power cut                          leaves
    /// before Try of the bank               the former image: InstallationFailed
    /// between Try and the boot, in it      the new image on trial
    /// on trial, before Confirm             the former image: InstallationFailed
    /// after Confirm                        the new image: Installed
    /// </code>
    /// </summary>
    public sealed class StagedInstaller : IFirmwareInstaller
    {
        /// <summary>Name of the record.</summary>
        public const string Name = "fwupdate";
        /// <summary>Version of the record's format; a record with another version is not read.</summary>
        public const int FormatVersion = 1;
        private const int MostBytesOfRecord = LocationAt + 2 * 512;

        private const int Asked = 1;
        private const int Tried = 2;
        private const int Confirmed = 3;

        private const int RequestIdAt = 2;
        private const int RetrieveAt = 6;
        private const int InstallAt = 14;
        private const int RetriesAt = 22;
        private const int IntervalAt = 26;
        private const int FormerAt = 30;
        private const int LocationAt = 34;

        private readonly IImageBank _bank;
        private readonly IStorage _storage;
        private readonly Crc32 _crc;
        private readonly ILog _log;
        private int _position;

        /// <summary>Reads the record at each use; nothing of it stays on the heap.</summary>
        public StagedInstaller(IImageBank bank, IStorage storage, Crc32 crc, ILog log)
        {
            _bank = bank;
            _storage = storage;
            _crc = crc;
            _log = log;
        }

        /// <inheritdoc/>
        public int MostBytes => _bank.MostBytes;

        /// <inheritdoc/>
        public bool Begin(FirmwareRequest request, int length)
        {
            _position = 0;
            if (_bank.Erase()) return true;
            _log.Write(LogLevel.Warning, LogSection.Ocpp, "no room for the firmware: an image is on trial, or flash refused");
            return false;
        }

        /// <inheritdoc/>
        public bool Receive(byte[] buffer, int offset, int count)
        {
            if (count > MostBytes - _position || !_bank.Write(_position, buffer, offset, count)) return false;
            _position += count;
            return true;
        }

        /// <inheritdoc/>
        public InstallResult Install()
        {
            ImageTest test = _bank.Test();
            if (test == ImageTest.Underway) return InstallResult.Underway;
            if (test == ImageTest.Bad) return InstallResult.NotFit;
            byte[] record = Load();
            if (record == null) return InstallResult.Failed;
            record[0] = Tried;
            Bytes.PutUInt32(record, FormerAt, _bank.Running);
            return Save(record) && _bank.Try() ? InstallResult.RebootNeeded : InstallResult.Failed;
        }

        /// <inheritdoc/>
        public InstallOutcome ReadOutcome(FirmwareRequest request)
        {
            byte[] record = Load();
            if (record == null) return InstallOutcome.None;
            request.Signed = record[1] != 0;
            request.RequestId = (int)Bytes.UInt32(record, RequestIdAt);
            request.RetrieveMs = Bytes.Int64(record, RetrieveAt);
            request.InstallMs = Bytes.Int64(record, InstallAt);
            request.Retries = (int)Bytes.UInt32(record, RetriesAt);
            request.RetryIntervalS = (int)Bytes.UInt32(record, IntervalAt);
            request.Location = Encoding.UTF8.GetString(record, LocationAt, record.Length - LocationAt);
            if (record[0] == Asked) return InstallOutcome.Asked;
            if (record[0] == Confirmed) return InstallOutcome.Installed;
            // The new image may be the same as the former, byte by byte.
            if (_bank.IsOnTrial) return InstallOutcome.Trial;
            return Bytes.UInt32(record, FormerAt) == _bank.Running ? InstallOutcome.Failed : InstallOutcome.Installed;
        }

        /// <inheritdoc/>
        public void OutcomeTold() => Keep(null);

        /// <inheritdoc/>
        public void Keep(FirmwareRequest request)
        {
            if (request == null)
            {
                Slots(0).Erase();
                return;
            }
            byte[] location = Encoding.UTF8.GetBytes(request.Location);
            byte[] record = new byte[LocationAt + location.Length];
            record[0] = Asked;
            record[1] = (byte)(request.Signed ? 1 : 0);
            Bytes.PutUInt32(record, RequestIdAt, (uint)request.RequestId);
            Bytes.PutInt64(record, RetrieveAt, request.RetrieveMs);
            Bytes.PutInt64(record, InstallAt, request.InstallMs);
            Bytes.PutUInt32(record, RetriesAt, (uint)request.Retries);
            Bytes.PutUInt32(record, IntervalAt, (uint)request.RetryIntervalS);
            System.Array.Copy(location, 0, record, LocationAt, location.Length);
            if (record.Length > MostBytesOfRecord || !Save(record)) _log.Write(LogLevel.Warning, LogSection.Store, "the firmware request could not be written to flash: a reboot loses it, and it cannot be installed");
        }

        /// <inheritdoc/>
        public void Confirm(bool good)
        {
            if (good ? _bank.Confirm() : _bank.Revert())
            {
                byte[] record = good ? Load() : null;
                if (record == null) return;
                record[0] = Confirmed;
                Save(record);
                return;
            }
            _log.Write(LogLevel.Error, LogSection.Ocpp, good ? "the new firmware could not be confirmed: the next boot starts the former one" : "the platform refused to start the former firmware");
        }

        private SlotStore Slots(int payload) => new SlotStore(_storage, Name, _crc, SlotStore.WorkFor(_storage, Name, 0, payload, MostBytesOfRecord));

        private byte[] Load()
        {
            SlotStore slots = Slots(0);
            byte[] all = new byte[slots.LargestPayload];
            int length = slots.Load(all, 0, all.Length);
            if (length < LocationAt || slots.FormatVersion != FormatVersion) return null;
            byte[] record = new byte[length];
            System.Array.Copy(all, record, length);
            return record;
        }

        private bool Save(byte[] record) => Slots(record.Length).Save(FormatVersion, record, 0, record.Length);
    }
}
