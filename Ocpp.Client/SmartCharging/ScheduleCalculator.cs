namespace Ocpp.Client.SmartCharging
{
    /// <summary>
    /// Computes the limit of the installed profiles at an instant, and when it may change next (rules 63 to 67). Limits in W and in A
    /// stay separate, since a charger obeys both: so the limit in force needs no voltage.
    /// </summary>
    public sealed class ScheduleCalculator
    {
        /// <summary>No profile limits.</summary>
        public const int NoLimit = -1;

        private const long NoTransaction = long.MinValue;
        private const long DayMs = 86_400_000;
        private const long WeekMs = 7 * DayMs;

        private readonly ChargingProfileStore _store;
        private long _nextMs;
        private int _bestStack;
        private int _bestLimit;
        private ChargingRateUnit _bestUnit;

        /// <summary>Reads the store's records at each computation; it keeps no copy.</summary>
        public ScheduleCalculator(ChargingProfileStore store)
        {
            _store = store;
        }

        /// <summary>Tenths of W, or <see cref="NoLimit"/>; 0 suspends.</summary>
        public int LimitDeciW { get; private set; }

        /// <summary>Tenths of A, or <see cref="NoLimit"/>; 0 suspends.</summary>
        public int LimitDeciA { get; private set; }

        /// <summary>As <c>ConnectorOutputs.LimitW</c> wants it, rounded down; -1 none.</summary>
        public int LimitW => LimitDeciW < 0 ? NoLimit : LimitDeciW / 10;

        /// <summary>As <c>ConnectorOutputs.LimitMa</c> wants it; -1 none.</summary>
        public int LimitMa => LimitDeciA < 0 ? NoLimit : LimitDeciA * 100;

        /// <summary>UTC in ms of the next instant at which the limit may be another; <see cref="long.MaxValue"/> for never.</summary>
        public long NextChangeMs => _nextMs;

        /// <summary>The limit on a connector while the clock is known.</summary>
        /// <param name="connectorId">0 uses only the profiles for the whole charge point, unless a transaction runs.</param>
        /// <param name="elapsedMs">Since the transaction began, monotonic; -1 for no transaction.</param>
        public void Compute(int connectorId, long nowUtcMs, long elapsedMs)
        {
            At(connectorId, nowUtcMs, elapsedMs < 0 ? NoTransaction : nowUtcMs - elapsedMs);
        }

        /// <summary>Computes the limit while the time of day is unknown: a schedule that depends on it counts with its lowest limit. Called again at every step.</summary>
        public void ComputeWithoutClock(int connectorId, long elapsedMs)
        {
            Begin();
            byte[] records = _store.Records;
            bool single = HasApplicable(ChargingProfilePurpose.TxProfile, connectorId);
            for (int i = 0; i < _store.Count; i++)
            {
                int at = _store.At(i);
                ChargingProfilePurpose purpose = ProfileRecord.Purpose(records, at);
                bool whole = purpose == ChargingProfilePurpose.ChargePointMaxProfile;
                if (!whole && (elapsedMs < 0 || single != (purpose == ChargingProfilePurpose.TxProfile))) continue;
                if (ProfileRecord.Has(records, at, ProfileRecord.Held) || !AppliesTo(at, connectorId)) continue;
                bool timed = ProfileRecord.Kind(records, at) == ChargingProfileKind.Recurring || HasOwnStart(at)
                    || ProfileRecord.ValidFromMs(records, at) > 0 || ProfileRecord.ValidToMs(records, at) < long.MaxValue;
                int limit = timed ? Lowest(at) : LimitOf(at, elapsedMs, 0);
                if (limit >= 0) Lower(ProfileRecord.Unit(records, at), limit);
            }
            _nextMs = 0;
        }

        /// <summary>GetCompositeSchedule (rule 68): from now for the given duration, within the charger's own limits. False when W and A must be converted but no voltage is known.</summary>
        /// <param name="elapsedMs">-1 without a transaction: for connector 1 the schedule is then that of a vehicle plugged in now.</param>
        /// <param name="voltageMv">The measured voltage, or the nominal one while no current flows; converts between the units.</param>
        /// <param name="mostDeci">Highest output of the charger, in tenths of the requested unit.</param>
        public bool Compose(int connectorId, long nowUtcMs, long elapsedMs, int durationS, ChargingRateUnit unit, int voltageMv, int mostDeci, CompositeSchedule into)
        {
            into.Begin(connectorId, nowUtcMs, unit);
            long startMs = elapsedMs >= 0 ? nowUtcMs - elapsedMs : connectorId > 0 ? nowUtcMs : NoTransaction;
            long endMs = nowUtcMs + durationS * 1000L;
            long atMs = nowUtcMs;
            // Bounded by the periods that fit and by the number of instants: a shortened schedule has a shorter duration.
            for (int step = 0; step < CompositeSchedule.MaxSteps; step++)
            {
                At(connectorId, atMs, startMs);
                int limit = InUnit(unit, voltageMv, mostDeci);
                if (limit < 0) return false;
                if (!into.Add((int)((atMs - nowUtcMs) / 1000), limit)) break;
                atMs = _nextMs;
                if (atMs >= endMs) break;
            }
            into.DurationS = (int)(((atMs < endMs ? atMs : endMs) - nowUtcMs) / 1000);
            return true;
        }

        private void At(int connectorId, long utcMs, long startMs)
        {
            Begin();
            Find(ChargingProfilePurpose.ChargePointMaxProfile, 0, utcMs, startMs);
            Apply();
            if (startMs == NoTransaction) return;
            // Evaluates all three purposes, found or not: each may have the next change.
            bool found = false;
            FindFor(ChargingProfilePurpose.TxProfile, connectorId, utcMs, startMs, ref found);
            FindFor(ChargingProfilePurpose.TxDefaultProfile, connectorId, utcMs, startMs, ref found);
            Find(ChargingProfilePurpose.TxDefaultProfile, 0, utcMs, startMs);
            if (!found) Apply();
        }

        private void FindFor(ChargingProfilePurpose purpose, int connectorId, long utcMs, long startMs, ref bool found)
        {
            // With one connector the whole charge point draws what its transaction draws.
            Find(purpose, connectorId == 0 ? 1 : connectorId, utcMs, startMs);
            if (found || _bestLimit < 0) return;
            found = true;
            Apply();
        }

        // The highest stack level that has a limit at this instant (rule 63): a gap falls to the one below.
        private void Find(ChargingProfilePurpose purpose, int connectorId, long utcMs, long startMs)
        {
            byte[] records = _store.Records;
            _bestStack = -1;
            _bestLimit = NoLimit;
            for (int i = 0; i < _store.Count; i++)
            {
                int at = _store.At(i);
                if (ProfileRecord.Purpose(records, at) != purpose || ProfileRecord.Connector(records, at) != connectorId) continue;
                if (ProfileRecord.Has(records, at, ProfileRecord.Held)) continue;
                int limit = LimitAt(at, utcMs, startMs);
                int stack = ProfileRecord.StackLevel(records, at);
                if (limit < 0 || stack <= _bestStack) continue;
                _bestStack = stack;
                _bestLimit = limit;
                _bestUnit = ProfileRecord.Unit(records, at);
            }
        }

        private int LimitAt(int at, long utcMs, long startMs)
        {
            byte[] records = _store.Records;
            long fromMs = ProfileRecord.ValidFromMs(records, at);
            long toMs = ProfileRecord.ValidToMs(records, at);
            if (utcMs >= toMs) return NoLimit;
            if (utcMs < fromMs)
            {
                Next(fromMs);
                return NoLimit;
            }
            Next(toMs);
            if (HasOwnStart(at)) startMs = ProfileRecord.StartMs(records, at);
            else if (startMs == NoTransaction) return NoLimit;
            if (utcMs < startMs)
            {
                Next(startMs);
                return NoLimit;
            }
            if (ProfileRecord.Kind(records, at) == ChargingProfileKind.Recurring)
            {
                long everyMs = ProfileRecord.Recurrency(records, at) == RecurrencyKind.Daily ? DayMs : WeekMs;
                startMs += (utcMs - startMs) / everyMs * everyMs;
                Next(startMs + everyMs);
            }
            return LimitOf(at, utcMs - startMs, startMs);
        }

        private int LimitOf(int at, long elapsedMs, long startMs)
        {
            if (elapsedMs < 0) return NoLimit;
            byte[] records = _store.Records;
            int duration = ProfileRecord.DurationS(records, at);
            if (duration >= 0)
            {
                if (elapsedMs >= duration * 1000L) return NoLimit;
                Next(startMs + duration * 1000L);
            }
            int limit = NoLimit;
            int periods = ProfileRecord.Periods(records, at);
            for (int i = 0; i < periods; i++)
            {
                long beginMs = ProfileRecord.PeriodStartS(records, at, i) * 1000L;
                if (beginMs > elapsedMs)
                {
                    Next(startMs + beginMs);
                    break;
                }
                limit = ProfileRecord.PeriodLimit(records, at, i);
            }
            return limit;
        }

        /// <summary>startSchedule counts; without one an absolute schedule begins with the charging (S 7.13), and a relative one always does.</summary>
        private bool HasOwnStart(int at)
        {
            byte[] records = _store.Records;
            return ProfileRecord.Kind(records, at) != ChargingProfileKind.Relative && ProfileRecord.Has(records, at, ProfileRecord.HasStart);
        }

        private bool HasApplicable(ChargingProfilePurpose purpose, int connectorId)
        {
            for (int i = 0; i < _store.Count; i++)
            {
                int at = _store.At(i);
                if (ProfileRecord.Purpose(_store.Records, at) == purpose && !ProfileRecord.Has(_store.Records, at, ProfileRecord.Held) && AppliesTo(at, connectorId)) return true;
            }
            return false;
        }

        private bool AppliesTo(int at, int connectorId)
        {
            int of = ProfileRecord.Connector(_store.Records, at);
            return of == 0 || connectorId == 0 || of == connectorId;
        }

        private int Lowest(int at)
        {
            int lowest = int.MaxValue;
            int periods = ProfileRecord.Periods(_store.Records, at);
            for (int i = 0; i < periods; i++)
            {
                int limit = ProfileRecord.PeriodLimit(_store.Records, at, i);
                if (limit < lowest) lowest = limit;
            }
            return lowest;
        }

        private void Begin()
        {
            LimitDeciW = NoLimit;
            LimitDeciA = NoLimit;
            _nextMs = long.MaxValue;
        }

        private void Next(long utcMs)
        {
            if (utcMs < _nextMs) _nextMs = utcMs;
        }

        private void Apply()
        {
            if (_bestLimit >= 0) Lower(_bestUnit, _bestLimit);
        }

        private void Lower(ChargingRateUnit unit, int limit)
        {
            if (unit == ChargingRateUnit.W)
            {
                if (LimitDeciW < 0 || limit < LimitDeciW) LimitDeciW = limit;
            }
            else if (LimitDeciA < 0 || limit < LimitDeciA)
            {
                LimitDeciA = limit;
            }
        }

        private int InUnit(ChargingRateUnit unit, int voltageMv, int mostDeci)
        {
            bool inW = unit == ChargingRateUnit.W;
            int own = inW ? LimitDeciW : LimitDeciA;
            int other = inW ? LimitDeciA : LimitDeciW;
            int least = own >= 0 && own < mostDeci ? own : mostDeci;
            if (other < 0) return least;
            if (voltageMv <= 0) return NoLimit;
            long converted = inW ? (long)other * voltageMv / 1000 : other * 1000L / voltageMv;
            return converted < least ? (int)converted : least;
        }
    }
}
