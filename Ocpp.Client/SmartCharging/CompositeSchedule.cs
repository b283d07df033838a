namespace Ocpp.Client.SmartCharging
{
    /// <summary>The answer to GetCompositeSchedule as plain values; one object serves all.</summary>
    public sealed class CompositeSchedule
    {
        /// <summary>Periods it can hold; with more changes ahead its duration ends where they begin.</summary>
        public const int MaxPeriods = 24;

        /// <summary>Most instants that are evaluated, including those without a change.</summary>
        public const int MaxSteps = 96;

        /// <summary>startPeriod: seconds from <see cref="StartMs"/>, rising.</summary>
        public readonly int[] PeriodStartS = new int[MaxPeriods];

        /// <summary>Tenths of the unit.</summary>
        public readonly int[] PeriodLimit = new int[MaxPeriods];

        /// <summary>The connector that it was computed for; 0 for the whole charge point.</summary>
        public int ConnectorId;

        /// <summary>scheduleStart, UTC in ms.</summary>
        public long StartMs;
        /// <summary>Seconds that the periods cover; fewer than were asked for when not all changes had room.</summary>
        public int DurationS;
        /// <summary>Unit of the limits.</summary>
        public ChargingRateUnit Unit;
        /// <summary>Periods in the two arrays, at least 1.</summary>
        public int Periods;

        internal void Begin(int connectorId, long startMs, ChargingRateUnit unit)
        {
            ConnectorId = connectorId;
            StartMs = startMs;
            Unit = unit;
            DurationS = 0;
            Periods = 0;
        }

        /// <summary>Adds a period unless its limit is that of the one before; a later one for the same second replaces it. False when full.</summary>
        internal bool Add(int startS, int limit)
        {
            if (Periods > 0 && PeriodStartS[Periods - 1] == startS) Periods--;
            if (Periods > 0 && PeriodLimit[Periods - 1] == limit) return true;
            if (Periods == MaxPeriods) return false;
            PeriodStartS[Periods] = startS;
            PeriodLimit[Periods++] = limit;
            return true;
        }
    }
}
