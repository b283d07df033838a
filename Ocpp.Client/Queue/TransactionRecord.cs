using System.Text;
using Charger.Runtime;

namespace Ocpp.Client.Queue
{
    /// <summary>What a record on flash is.</summary>
    public enum RecordKind
    {
        /// <summary>No record: what a new object holds.</summary>
        None,
        /// <summary>StartTransaction.</summary>
        Start,
        /// <summary>MeterValues of a transaction.</summary>
        Meter,
        /// <summary>StopTransaction.</summary>
        Stop,
        /// <summary>The central system's id of a transaction.</summary>
        Id,
        /// <summary>The oldest message not yet done is done: delivered, or given up.</summary>
        Done,
        /// <summary>First record of a file: what was known when it was begun.</summary>
        Header,
        /// <summary>The file is whole: it replaces the other one.</summary>
        Commit,
        /// <summary>A meter value that is not or no longer a message: it waits for the transactionData of its StopTransaction.</summary>
        Kept,
        /// <summary>A running transaction whose start is done: its id, and time and register of its newest record that is done.</summary>
        Open,
    }

    /// <summary>
    /// One record of the transaction log; one object is reused for many. Layout: CRC-32 of the rest (4), length of all
    /// (1), kind (1), serial (4), then by kind. A meter record takes 36 bytes.
    /// </summary>
    public sealed class TransactionRecord
    {
        /// <summary>A start with an id of 20 characters of three bytes each.</summary>
        public const int MostBytes = 84;

        /// <summary>A meter value.</summary>
        public const int ValueBytes = 36;

        /// <summary>Format version of the log and its records, as its header says. The first firmware's header had none, and is format 1; since 2 a Done tells which message is done, and the Commit the generation.</summary>
        public const int Format = 2;

        private const int CrcBytes = 4;
        private const int LengthAt = 4;
        private const int KindAt = 5;
        private const int SerialAt = 6;
        private const int BodyAt = 10;
        private const int DoneBytes = 5;
        private const int UtcFlag = 0x80;
        private const int ReservationFlag = 0x40;
        private const int BootFlag = 0x20;
        private const int KindMask = 0x1F;

        /// <summary>What the record is; it decides which of the other fields count.</summary>
        public RecordKind Kind;

        /// <summary>The charge point's own number of the transaction.</summary>
        public int Serial;

        /// <summary>Milliseconds since 1970, or since the boot when <see cref="TimeIsUtc"/> is false.</summary>
        public long TimeMs;
        /// <summary>The time of day was known when the record was written.</summary>
        public bool TimeIsUtc;

        /// <summary>Wh of the lifetime register.</summary>
        public long RegisterWh;

        /// <summary>Start and stop: at most 20 characters, empty where unknown.</summary>
        public string IdTag = "";

        /// <summary>Start: a reservation's id, when <see cref="HasReservation"/>. Stop: <see cref="StopReasons"/>. Meter: <see cref="ReadingContexts"/>. Done: 1 when given up. Id: the id. Header: the format. Commit: the generation, 0 in format 1.</summary>
        public int Detail;

        /// <summary>Done: position in the file of the message that is done; 0 in format 1, which counts messages.</summary>
        public int Position;

        /// <summary>Start: it ends a reservation (any integer is one, 0 too).</summary>
        public bool HasReservation;

        /// <summary>Start: the first transaction of its boot. Without the time of day nothing else shows where a boot begins.</summary>
        public bool IsFirstOfBoot;

        // Meter: -1 where not measured; temperature -32768.
        /// <summary>Power in W, at most 65,000; this and the next five only of a meter value, -1 where not measured.</summary>
        public int PowerW;
        /// <summary>Voltage in hundredths of a volt.</summary>
        public int VoltageCentiV;
        /// <summary>Current in hundredths of an ampere.</summary>
        public int CurrentCentiA;
        /// <summary>Offered current in hundredths of an ampere.</summary>
        public int OfferedCentiA;
        /// <summary>State of charge in tenths of a percent.</summary>
        public int SocDeciPercent;
        /// <summary>Temperature in tenths of a degree Celsius; -32768 where not measured.</summary>
        public int TemperatureDeciC;

        /// <summary>A message to the central system; all else serves the log itself.</summary>
        public bool IsMessage => Kind == RecordKind.Start || Kind == RecordKind.Meter || Kind == RecordKind.Stop;

        /// <summary>A meter value, whether it is a message or not.</summary>
        public bool IsValue => Kind == RecordKind.Meter || Kind == RecordKind.Kept;

        /// <summary>It has a time and a register.</summary>
        public bool HasReading => IsMessage || Kind == RecordKind.Kept || Kind == RecordKind.Open;

        /// <summary>Writes the record; its length.</summary>
        public int Write(byte[] into, int at, Crc32 crc)
        {
            into[at + KindAt] = (byte)((int)Kind | (TimeIsUtc ? UtcFlag : 0) | (HasReservation && Kind == RecordKind.Start ? ReservationFlag : 0) | (IsFirstOfBoot && Kind == RecordKind.Start ? BootFlag : 0));
            Bytes.PutUInt32(into, at + SerialAt, (uint)Serial);
            int length = BodyAt;
            if (Kind != RecordKind.Done)
            {
                Bytes.PutUInt32(into, at + length, (uint)Detail);
                length += 4;
            }
            if (HasReading) length = WriteReading(into, at, length);
            if (Kind == RecordKind.Done)
            {
                into[at + length] = (byte)Detail;
                Bytes.PutUInt32(into, at + length + 1, (uint)Position);
                length += DoneBytes;
            }
            into[at + LengthAt] = (byte)length;
            Bytes.PutUInt32(into, at, crc.Compute(into, at + CrcBytes, length - CrcBytes));
            return length;
        }

        /// <summary>Reads a record; returns its length, or 0 when it is incomplete or damaged.</summary>
        public int Read(byte[] from, int at, int count, Crc32 crc)
        {
            if (count < BodyAt) return 0;
            int length = from[at + LengthAt];
            if (length < BodyAt || length > count || length > MostBytes) return 0;
            int kind = from[at + KindAt] & KindMask;
            if (kind == (int)RecordKind.None || kind > (int)RecordKind.Open) return 0;
            if (Bytes.UInt32(from, at) != crc.Compute(from, at + CrcBytes, length - CrcBytes)) return 0;
            Kind = (RecordKind)kind;
            TimeIsUtc = (from[at + KindAt] & UtcFlag) != 0;
            HasReservation = (from[at + KindAt] & ReservationFlag) != 0;
            IsFirstOfBoot = (from[at + KindAt] & BootFlag) != 0;
            Serial = (int)Bytes.UInt32(from, at + SerialAt);
            int body = at + BodyAt;
            Detail = Kind == RecordKind.Done ? from[body] : length > BodyAt ? (int)Bytes.UInt32(from, body) : 0;
            Position = Kind == RecordKind.Done && length >= BodyAt + DoneBytes ? (int)Bytes.UInt32(from, body + 1) : 0;
            if (HasReading) ReadReading(from, body + 4, at + length);
            return length;
        }

        /// <summary>Describes a record that a power cut left incomplete: kind and transaction as far as they are there; null when it is damaged in another way.</summary>
        /// <param name="count">Bytes from its beginning to the end of the file.</param>
        public static string Cut(byte[] from, int count)
        {
            if (count <= KindAt) return "a record";
            int length = from[LengthAt];
            int kind = from[KindAt] & KindMask;
            bool isRecord = length > count && length <= MostBytes && kind > (int)RecordKind.None && kind <= (int)RecordKind.Open;
            if (!isRecord) return null;
            string what = kind == (int)RecordKind.Start ? "a start" : kind == (int)RecordKind.Stop ? "a stop" : kind == (int)RecordKind.Meter || kind == (int)RecordKind.Kept ? "a meter value" : "a mark";
            return count < BodyAt ? what : what + " of transaction " + (int)Bytes.UInt32(from, SerialAt);
        }

        private int WriteReading(byte[] into, int at, int length)
        {
            Bytes.PutUInt16(into, at + length, (int)(TimeMs >> 32));
            Bytes.PutUInt32(into, at + length + 2, (uint)TimeMs);
            Bytes.PutUInt32(into, at + length + 6, (uint)RegisterWh);
            length += 10;
            if (IsValue)
            {
                Bytes.PutUInt16(into, at + length, PowerW);
                Bytes.PutUInt16(into, at + length + 2, VoltageCentiV);
                Bytes.PutUInt16(into, at + length + 4, CurrentCentiA);
                Bytes.PutUInt16(into, at + length + 6, OfferedCentiA);
                Bytes.PutUInt16(into, at + length + 8, SocDeciPercent);
                Bytes.PutUInt16(into, at + length + 10, TemperatureDeciC);
                return length + 12;
            }
            int room = MostBytes - length;
            byte[] tag = Encoding.UTF8.GetBytes(IdTag);
            int bytes = tag.Length < room ? tag.Length : room;
            System.Array.Copy(tag, 0, into, at + length, bytes);
            return length + bytes;
        }

        private void ReadReading(byte[] from, int at, int end)
        {
            TimeMs = ((long)Bytes.UInt16(from, at) << 32) | Bytes.UInt32(from, at + 2);
            RegisterWh = Bytes.UInt32(from, at + 6);
            at += 10;
            if (IsValue)
            {
                PowerW = Unsigned(from, at);
                VoltageCentiV = Unsigned(from, at + 2);
                CurrentCentiA = Unsigned(from, at + 4);
                OfferedCentiA = Unsigned(from, at + 6);
                SocDeciPercent = Unsigned(from, at + 8);
                TemperatureDeciC = (short)Bytes.UInt16(from, at + 10);
                IdTag = "";
                return;
            }
            IdTag = Encoding.UTF8.GetString(from, at, end - at);
        }

        private static int Unsigned(byte[] from, int at)
        {
            int value = Bytes.UInt16(from, at);
            return value == 0xFFFF ? -1 : value;
        }
    }
}
