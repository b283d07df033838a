using System;
using System.Text;
using Charger.Runtime;

namespace Ocpp.Client.DataTransfer
{
    /// <summary>
    /// DataTransfers on flash until the central system has them, in one record of <see cref="PayloadBytes"/>. When it is full the
    /// oldest telemetry message is dropped; other messages are dropped only for one of their kind, the oldest first. Dropped ones are counted. One owner thread;
    /// nothing of it stays in memory. Entry: its length (2), telemetry (1), length of the messageId (1), messageId, data.
    /// </summary>
    public sealed class DataQueue
    {
        /// <summary>About 17 messages of 120 bytes.</summary>
        public const int PayloadBytes = 2048 - SlotStore.HeaderBytes;

        /// <summary>Version of the record's format; a record with another version is not read.</summary>
        public const int FormatVersion = 1;

        /// <summary>Most bytes of data in one message.</summary>
        public const int MostDataBytes = 240;

        /// <summary>Name of its files.</summary>
        public const string Name = "data";

        private const int TelemetryAt = 2;
        private const int IdLengthAt = 3;
        private const int IdAt = 4;
        private const int MostIdBytes = 50;

        /// <summary>Where entries begin in the buffer, which is the slot store's own.</summary>
        private const int First = SlotStore.HeaderBytes;

        private readonly IStorage _storage;
        private readonly Crc32 _crc;

        /// <summary>Counts what an earlier boot left on flash.</summary>
        public DataQueue(IStorage storage, Crc32 crc)
        {
            _storage = storage;
            _crc = crc;
            byte[] file = SlotStore.WorkFor(_storage, Name, 0, 0, PayloadBytes);
            int end = Load(Slots(file), file);
            for (int at = First; at < end; at += Bytes.UInt16(file, at)) Waiting++;
        }

        /// <summary>Messages that wait for delivery.</summary>
        public int Waiting { get; private set; }

        /// <summary>Messages dropped because there was no room.</summary>
        public int Lost { get; private set; }

        /// <summary>Keeps a message; false when it is too long or the flash refused it.</summary>
        /// <param name="messageId">ASCII.</param>
        /// <param name="telemetry">May go when there is no room.</param>
        public bool Add(string messageId, byte[] data, int count, bool telemetry)
        {
            if (count > MostDataBytes || messageId.Length > MostIdBytes) return false;
            int length = IdAt + messageId.Length + count;
            byte[] file = SlotStore.WorkFor(_storage, Name, length, 0, PayloadBytes);
            SlotStore slots = Slots(file);
            int end = Load(slots, file);
            int gone = 0;
            for (; end + length > file.Length; gone++)
            {
                int at = OldestTelemetry(file, end);
                if (at == end && telemetry)
                {
                    // The queue has no telemetry to drop: this message is dropped.
                    Lost++;
                    return true;
                }
                end = Remove(file, at == end ? First : at, end);
            }
            Bytes.PutUInt16(file, end, length);
            file[end + TelemetryAt] = (byte)(telemetry ? 1 : 0);
            file[end + IdLengthAt] = (byte)messageId.Length;
            Encoding.UTF8.GetBytes(messageId, 0, messageId.Length, file, end + IdAt);
            Array.Copy(data, 0, file, end + IdAt + messageId.Length, count);
            if (!slots.Save(FormatVersion, file, First, end + length - First)) return false;
            Waiting += 1 - gone;
            Lost += gone;
            return true;
        }

        /// <summary>Reads the oldest message; null when there is none.</summary>
        /// <param name="data">Where its data begins in the array.</param>
        public byte[] Head(out string messageId, out int data, out int count)
        {
            messageId = null;
            data = count = 0;
            if (Waiting == 0) return null;
            byte[] file = SlotStore.WorkFor(_storage, Name, 0, 0, PayloadBytes);
            if (Load(Slots(file), file) == First) return null;
            data = First + IdAt + file[First + IdLengthAt];
            count = First + Bytes.UInt16(file, First) - data;
            messageId = Encoding.UTF8.GetString(file, First + IdAt, file[First + IdLengthAt]);
            return file;
        }

        /// <summary>Removes the oldest message, which is done; false when the flash refused.</summary>
        public bool Complete()
        {
            byte[] file = SlotStore.WorkFor(_storage, Name, 0, 0, PayloadBytes);
            SlotStore slots = Slots(file);
            int end = Load(slots, file);
            if (end > First && !slots.Save(FormatVersion, file, First, Remove(file, First, end) - First)) return false;
            if (Waiting > 0) Waiting--;
            return true;
        }

        private static int OldestTelemetry(byte[] file, int end)
        {
            int at = First;
            while (at < end && file[at + TelemetryAt] == 0) at += Bytes.UInt16(file, at);
            return at;
        }

        // The new end.
        private static int Remove(byte[] file, int at, int end)
        {
            int length = Bytes.UInt16(file, at);
            Array.Copy(file, at + length, file, at, end - at - length);
            return end - length;
        }

        private SlotStore Slots(byte[] file) => new SlotStore(_storage, Name, _crc, file);

        // Returns where the entries end. The store and the file share one buffer, so nothing is copied.
        private static int Load(SlotStore slots, byte[] file)
        {
            int length = slots.Load(file, First, file.Length - First);
            return length > 0 && slots.FormatVersion == FormatVersion ? First + length : First;
        }
    }
}
