using Charger.Runtime;

namespace Ocpp.Client.SmartCharging
{
    /// <summary>
    /// Offsets of a profile's fields in its record. Profiles stay in memory as the bytes written to flash: a record of 8 periods
    /// is 111 bytes, as an object it would be three times that.
    /// </summary>
    internal static class ProfileRecord
    {
        public const int HeaderBytes = 47;
        public const int PeriodBytes = 8;

        /// <summary>The profile waits for the transaction of a remote start.</summary>
        public const int Held = 1;
        public const int HasTransactionId = 2;
        public const int HasStart = 4;

        private const int FlagsAt = 0;
        private const int ConnectorAt = 1;
        private const int PurposeAt = 2;
        private const int KindAt = 3;
        private const int RecurrencyAt = 4;
        private const int UnitAt = 5;
        private const int PeriodsAt = 6;
        private const int IdAt = 7;
        private const int TransactionAt = 11;
        private const int StackAt = 15;
        private const int ValidFromAt = 19;
        private const int ValidToAt = 27;
        private const int StartAt = 35;
        private const int DurationAt = 43;

        public static void Write(byte[] into, int at, int connectorId, int flags, ChargingProfile from)
        {
            if (from.HasTransactionId) flags |= HasTransactionId;
            if (from.HasStart) flags |= HasStart;
            into[at + FlagsAt] = (byte)flags;
            into[at + ConnectorAt] = (byte)connectorId;
            into[at + PurposeAt] = (byte)from.Purpose;
            into[at + KindAt] = (byte)from.Kind;
            into[at + RecurrencyAt] = (byte)from.Recurrency;
            into[at + UnitAt] = (byte)from.Unit;
            into[at + PeriodsAt] = (byte)from.Periods;
            Bytes.PutUInt32(into, at + IdAt, (uint)from.ProfileId);
            Bytes.PutUInt32(into, at + TransactionAt, (uint)from.TransactionId);
            Bytes.PutUInt32(into, at + StackAt, (uint)from.StackLevel);
            Bytes.PutInt64(into, at + ValidFromAt, from.ValidFromMs);
            Bytes.PutInt64(into, at + ValidToAt, from.ValidToMs);
            Bytes.PutInt64(into, at + StartAt, from.StartMs);
            Bytes.PutUInt32(into, at + DurationAt, (uint)from.DurationS);
            for (int i = 0; i < from.Periods; i++)
            {
                Bytes.PutUInt32(into, at + HeaderBytes + i * PeriodBytes, (uint)from.PeriodStartS[i]);
                Bytes.PutUInt32(into, at + HeaderBytes + i * PeriodBytes + 4, (uint)from.PeriodLimit[i]);
            }
        }

        public static bool Has(byte[] records, int at, int flag) => (records[at + FlagsAt] & flag) != 0;

        public static void SetFlag(byte[] records, int at, int flag, bool on)
        {
            int flags = records[at + FlagsAt];
            records[at + FlagsAt] = (byte)(on ? flags | flag : flags & ~flag);
        }

        public static int Connector(byte[] records, int at) => records[at + ConnectorAt];

        public static ChargingProfilePurpose Purpose(byte[] records, int at) => (ChargingProfilePurpose)records[at + PurposeAt];

        public static ChargingProfileKind Kind(byte[] records, int at) => (ChargingProfileKind)records[at + KindAt];

        public static RecurrencyKind Recurrency(byte[] records, int at) => (RecurrencyKind)records[at + RecurrencyAt];

        public static ChargingRateUnit Unit(byte[] records, int at) => (ChargingRateUnit)records[at + UnitAt];

        public static int Periods(byte[] records, int at) => records[at + PeriodsAt];

        public static int Id(byte[] records, int at) => Int32(records, at + IdAt);

        public static int StackLevel(byte[] records, int at) => Int32(records, at + StackAt);

        public static long ValidFromMs(byte[] records, int at) => Bytes.Int64(records, at + ValidFromAt);

        public static long ValidToMs(byte[] records, int at) => Bytes.Int64(records, at + ValidToAt);

        public static long StartMs(byte[] records, int at) => Bytes.Int64(records, at + StartAt);

        public static int DurationS(byte[] records, int at) => Int32(records, at + DurationAt);

        public static int PeriodStartS(byte[] records, int at, int period) => Int32(records, at + HeaderBytes + period * PeriodBytes);

        public static int PeriodLimit(byte[] records, int at, int period) => Int32(records, at + HeaderBytes + period * PeriodBytes + 4);

        // Computed from ints: the interpreter loses the sign in a cast from uint once the value is widened.
        private static int Int32(byte[] from, int at) => (from[at] << 24) | (from[at + 1] << 16) | (from[at + 2] << 8) | from[at + 3];
    }
}
