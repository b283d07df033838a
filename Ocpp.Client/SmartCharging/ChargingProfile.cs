namespace Ocpp.Client.SmartCharging
{
    /// <summary>ChargingProfilePurposeType (S 7.11), in the order in which they are evaluated.</summary>
    public enum ChargingProfilePurpose
    {
        /// <summary>Limits the whole charge point; connector 0 only.</summary>
        ChargePointMaxProfile,
        /// <summary>Limits any transaction that has no profile of its own.</summary>
        TxDefaultProfile,
        /// <summary>Limits one transaction; removed with it (rule 65).</summary>
        TxProfile,
    }

    /// <summary>ChargingProfileKindType (S 7.10).</summary>
    public enum ChargingProfileKind
    {
        /// <summary>Its periods count from startSchedule; without one from the transaction's start.</summary>
        Absolute,
        /// <summary>As Absolute, and it begins again each day or week (rule 66).</summary>
        Recurring,
        /// <summary>Its periods count from the transaction's start.</summary>
        Relative,
    }

    /// <summary>RecurrencyKindType (S 7.37).</summary>
    public enum RecurrencyKind
    {
        /// <summary>It does not recur.</summary>
        None,
        /// <summary>Every 24 h from startSchedule.</summary>
        Daily,
        /// <summary>Every 7 days from startSchedule.</summary>
        Weekly,
    }

    /// <summary>ChargingRateUnitType (S 7.12): W is the power of the whole output, A its direct current.</summary>
    public enum ChargingRateUnit
    {
        /// <summary>Watt.</summary>
        W,
        /// <summary>Ampere.</summary>
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

        /// <summary>chargingProfileId, any integer.</summary>
        public int ProfileId;
        /// <summary><see cref="TransactionId"/> was given.</summary>
        public bool HasTransactionId;

        /// <summary>Any integer, 0 and negatives too (rule 31).</summary>
        public int TransactionId;
        /// <summary>From 0 to ChargeProfileMaxStackLevel; of several valid profiles of a purpose the highest prevails (rule 63).</summary>
        public int StackLevel;
        /// <summary>What it limits.</summary>
        public ChargingProfilePurpose Purpose;
        /// <summary>What its periods count from.</summary>
        public ChargingProfileKind Kind;
        /// <summary>Only of <see cref="ChargingProfileKind.Recurring"/>.</summary>
        public RecurrencyKind Recurrency;

        /// <summary>UTC in ms; 0 for no beginning.</summary>
        public long ValidFromMs;

        /// <summary>UTC in ms, no longer valid from here on; <see cref="long.MaxValue"/> for no end.</summary>
        public long ValidToMs;
        /// <summary>startSchedule was given.</summary>
        public bool HasStart;

        /// <summary>startSchedule, UTC in ms.</summary>
        public long StartMs;

        /// <summary>Seconds; -1 for no end.</summary>
        public int DurationS;
        /// <summary>Unit of the limits.</summary>
        public ChargingRateUnit Unit;
        /// <summary>Periods in the two arrays.</summary>
        public int Periods;

        /// <summary>The profile had more periods than fit: it is refused.</summary>
        public bool Overfull;

        /// <summary>startPeriod in seconds after the schedule's start.</summary>
        public readonly int[] PeriodStartS;

        /// <summary>limit in tenths of the unit.</summary>
        public readonly int[] PeriodLimit;

        /// <summary>Empty, with room for so many periods.</summary>
        /// <param name="maxPeriods">ChargingScheduleMaxPeriods.</param>
        public ChargingProfile(int maxPeriods)
        {
            PeriodStartS = new int[maxPeriods];
            PeriodLimit = new int[maxPeriods];
            Clear();
        }

        /// <summary>Empties it: no times, no periods, no limit.</summary>
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
