namespace Ocpp.Client.SmartCharging
{
    /// <summary>ChargingProfilePurposeType (S 7.11), in the order in which they are evaluated.</summary>
    public enum ChargingProfilePurpose
    {
        ChargePointMaxProfile,
        TxDefaultProfile,
        TxProfile,
    }

    /// <summary>ChargingProfileKindType (S 7.10).</summary>
    public enum ChargingProfileKind
    {
        Absolute,
        Recurring,
        Relative,
    }

    /// <summary>RecurrencyKindType (S 7.37).</summary>
    public enum RecurrencyKind
    {
        None,
        Daily,
        Weekly,
    }

    /// <summary>ChargingRateUnitType (S 7.12): W is the power of the whole output, A its direct current.</summary>
    public enum ChargingRateUnit
    {
        W,
        A,
    }

    /// <summary>
    /// One charging profile as plain values (S 7.8, 7.13, 7.14). One object serves all messages: <see cref="Clear"/> it first.
    /// numberPhases and minChargingRate are checked where they are read and not kept: this output has no phases.
    /// </summary>
    public sealed class ChargingProfile
    {
        /// <summary>Largest limit kept, in tenths: 2 MW or 2 MA; higher ones mean the same to any charger.</summary>
        public const int LargestLimit = 20_000_000;

        public int ProfileId;
        public bool HasTransactionId;

        /// <summary>Any integer, 0 and negatives too (rule 31).</summary>
        public int TransactionId;
        public int StackLevel;
        public ChargingProfilePurpose Purpose;
        public ChargingProfileKind Kind;
        public RecurrencyKind Recurrency;

        /// <summary>UTC in ms; 0 for no beginning.</summary>
        public long ValidFromMs;

        /// <summary>UTC in ms, no longer valid from here on; <see cref="long.MaxValue"/> for no end.</summary>
        public long ValidToMs;
        public bool HasStart;

        /// <summary>startSchedule, UTC in ms.</summary>
        public long StartMs;

        /// <summary>Seconds; -1 for no end.</summary>
        public int DurationS;
        public ChargingRateUnit Unit;
        public int Periods;

        /// <summary>The profile had more periods than fit: it is refused.</summary>
        public bool Overfull;

        /// <summary>startPeriod in seconds after the schedule's start.</summary>
        public readonly int[] PeriodStartS;

        /// <summary>limit in tenths of the unit.</summary>
        public readonly int[] PeriodLimit;

        /// <param name="maxPeriods">ChargingScheduleMaxPeriods.</param>
        public ChargingProfile(int maxPeriods)
        {
            PeriodStartS = new int[maxPeriods];
            PeriodLimit = new int[maxPeriods];
            Clear();
        }

        public void Clear()
        {
            ProfileId = TransactionId = StackLevel = 0;
            HasTransactionId = HasStart = false;
            Purpose = ChargingProfilePurpose.ChargePointMaxProfile;
            Kind = ChargingProfileKind.Absolute;
            Recurrency = RecurrencyKind.None;
            ValidFromMs = 0;
            ValidToMs = long.MaxValue;
            StartMs = 0;
            DurationS = -1;
            Unit = ChargingRateUnit.W;
            Periods = 0;
            Overfull = false;
        }

        /// <summary>Adds a period; false when there is no room for it.</summary>
        public bool AddPeriod(int startS, int limitTenths)
        {
            if (Periods == PeriodStartS.Length)
            {
                Overfull = true;
                return false;
            }
            PeriodStartS[Periods] = startS;
            PeriodLimit[Periods++] = limitTenths < LargestLimit ? limitTenths : LargestLimit;
            return true;
        }
    }
}
