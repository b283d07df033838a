using Charger.Runtime;

namespace Charger.Metering
{
    /// <summary>
    /// What the charger's register grows by: differences of the meter's own register while a transaction runs. A meter that was
    /// replaced, reset or reads nonsense takes nothing away and adds nothing. Owned by CHARGER_COMM. Record: the meter's register in Wh (4).
    /// </summary>
    public sealed class MeterBilling
    {
        /// <summary>Name of the slot store on flash (docs/storage.md).</summary>
        public const string Name = "meterwh";
        /// <summary>One 32-bit number: the meter's register in Wh.</summary>
        public const int PayloadBytes = 4;

        /// <summary>Format version of its record.</summary>
        public const int FormatVersion = 1;

        /// <summary>Least time between two writes of the meter's register, which is written outside transactions when it has changed.</summary>
        public const int KeepEveryMs = 3_600_000;

        /// <summary>Readings in a row that agree with each other before a register that went back or leaped counts as another one.</summary>
        public const int SureAfter = 3;

        /// <summary>Readings in a row that fit neither the one before nor each other: the meter counts as lost then, until as many agree.</summary>
        public const int NonsenseAfter = 10;

        /// <summary>Another register is told so often at most: one that jumps for hours would fill the log.</summary>
        public const int TellEveryMs = 600_000;

        /// <summary>What the power module has delivered by its own readings, in Wh, before a register that stands still is told.</summary>
        public const int StillWh = 50;

        private const int KeepRetryMs = 60_000;
        private const long MsPerHour = 3_600_000;
        private const long MwMsPerWh = MsPerHour * 1000;

        /// <summary>Allowances: a reading may come 5 s after the energy that it counts, and above 16 MWh the last bit of a single is worth 2 Wh and more.</summary>
        private const int SlackMs = 5_000;
        private const int SlackWh = 16;

        private readonly ModbusMeter _meter;
        private readonly SlotStore _store;
        private readonly ILog _log;
        private readonly long _mostW;
        private int _kept = -1;
        private int _seen;

        /// <summary>The last register that was accepted, -1 before the first; when that was, and for how long the output was on since.</summary>
        private int _lastWh = -1;
        private long _lastMs;
        private long _onMs;
        private long _turnMs;
        private bool _flowed;

        /// <summary>Registers that do not fit: how many in a row, how many of them agree, and the first and the last of those.</summary>
        private int _rejected;
        private int _agreeing;
        private int _otherFirstWh;
        private int _otherWh;
        private int _untold;
        private long _nextTellMs;
        private long _stillMwMs;
        private long _billedMwMs = -1;
        private long _awaySinceMs = -1;
        private long _nextKeepMs;

        /// <param name="store">Its work buffer has room for <see cref="PayloadBytes"/>.</param>
        /// <param name="mostW">Highest power of the output in W. A register that grows more than twice as fast is that of another meter.</param>
        public MeterBilling(ModbusMeter meter, SlotStore store, ILog log, int mostW)
        {
            _meter = meter;
            _store = store;
            _log = log;
            _mostW = 2L * mostW;
            if (store.Load(store.Work, SlotStore.HeaderBytes, PayloadBytes) == PayloadBytes) _kept = (int)Bytes.UInt32(store.Work, SlotStore.HeaderBytes);
        }

        /// <summary>The meter's register has been read, it answers and its register makes sense: energy may flow.</summary>
        public bool Works => _meter.Works && !Nonsense;

        /// <summary>The meter has stopped answering, or its register makes no sense: fault MeterSilent. False until it has been asked long enough.</summary>
        public bool Lost => _meter.Lost || Nonsense;

        /// <summary>The register stands still while the power module delivers: what flows is not billed.</summary>
        public bool Still => _stillMwMs > StillWh * MwMsPerWh;

        /// <summary>Import at the meter, -1 while not known.</summary>
        public int PowerW => _meter.PowerW;

        private bool Nonsense => _rejected >= NonsenseAfter;

        /// <summary>The charger's register in mW x ms as it is billed, in place of what the integrating meter has made of it since the last call.</summary>
        public long Bill(long nowMs, bool running, bool on, long totalMwMs)
        {
            if (_billedMwMs < 0) _billedMwMs = totalMwMs;
            _billedMwMs += CountWh(nowMs, running, on, totalMwMs - _billedMwMs) * MwMsPerWh;
            return _billedMwMs;
        }

        /// <summary>Wh by which the charger's register grows now.</summary>
        /// <param name="running">A transaction runs.</param>
        /// <param name="on">The output is on. What flowed while it was off since the last reading is the charger's own use and is not counted.</param>
        /// <param name="deliveredMwMs">What the power module has delivered since the last call by its own readings: not billed, a register that stands still is told by it.</param>
        public int CountWh(long nowMs, bool running, bool on, long deliveredMwMs)
        {
            _flowed = running && (_flowed || on);
            if (on) _onMs += nowMs - _turnMs;
            _turnMs = nowMs;
            WatchStill(deliveredMwMs);
            if (_meter.Readings == _seen) return 0;
            _seen = _meter.Readings;
            int wh = _lastWh < 0 ? First() : Grown(nowMs);
            if (wh < 0) return 0;
            if (wh > 0) _stillMwMs = 0;
            bool counts = _flowed;
            _flowed = on && running;
            _lastWh = _meter.EnergyWh;
            _lastMs = nowMs;
            _onMs = 0;
            _rejected = _agreeing = 0;
            return counts ? wh : 0;
        }

        /// <summary>True when a transaction has run without a usable meter for so long.</summary>
        /// <param name="afterMs">0 for never.</param>
        public bool Ends(long nowMs, bool running, int afterMs)
        {
            if (!running || Works) _awaySinceMs = -1;
            else if (_awaySinceMs < 0) _awaySinceMs = nowMs;
            return _awaySinceMs >= 0 && afterMs > 0 && nowMs - _awaySinceMs >= afterMs;
        }

        /// <summary>Writes the meter's register where that is due. Not called while a transaction runs.</summary>
        public void Keep(long nowMs)
        {
            if (_lastWh < 0 || _lastWh == _kept || nowMs < _nextKeepMs) return;
            Bytes.PutUInt32(_store.Work, SlotStore.HeaderBytes, (uint)_lastWh);
            bool kept = _store.Save(FormatVersion, _store.Work, SlotStore.HeaderBytes, PayloadBytes);
            if (kept) _kept = _lastWh;
            _nextKeepMs = nowMs + (kept ? KeepEveryMs : KeepRetryMs);
        }

        private int First()
        {
            if (_meter.EnergyWh < _kept) Tell(RegisterIs(_meter.EnergyWh) + ", lower than the " + _kept + " Wh of last time: was the meter replaced?" + GoesOn);
            return 0;
        }

        /// <summary>Since the last reading, or since the first one of another register; -1: the register does not fit, and it is not yet sure that it is another one.</summary>
        private int Grown(long nowMs)
        {
            int now = _meter.EnergyWh;
            // With the output off nothing is billed: the charger itself may draw for hours while the meter is silent.
            long mostWh = _mostW * ((_flowed ? _onMs : nowMs - _lastMs) + SlackMs) / MsPerHour + SlackWh;
            if (!Nonsense && Fits(now - _lastWh, mostWh)) return now - _lastWh;
            // One damaged reading must not cost the energy since the one before, nor be billed itself.
            if (_agreeing == 0 || !Fits(now - _otherWh, mostWh))
            {
                _agreeing = 0;
                _otherFirstWh = now;
            }
            _otherWh = now;
            _agreeing++;
            if (++_rejected == NonsenseAfter)
                Tell(RegisterIs(now) + ", the last " + NonsenseAfter + " readings fit neither the " + _lastWh + " Wh of before nor each other: charging stops; are there two meters with the same address? Else replace it");
            if (_agreeing < (Nonsense ? NonsenseAfter : SureAfter)) return -1;
            if (Fits(_otherFirstWh - _lastWh, mostWh)) return now - _lastWh;
            TellOther(nowMs, mostWh);
            return now - _otherFirstWh;
        }

        private static bool Fits(int wh, long mostWh) => wh >= 0 && wh <= mostWh;

        private void WatchStill(long deliveredMwMs)
        {
            bool told = Still;
            _stillMwMs += deliveredMwMs;
            if (Still && !told) Tell(RegisterIs(_lastWh) + " and stands still, while the power module has delivered " + StillWh + " Wh, which nobody pays: is the meter in this charger's supply?");
        }

        private void TellOther(long nowMs, long mostWh)
        {
            if (nowMs < _nextTellMs)
            {
                _untold++;
                return;
            }
            int wh = _otherFirstWh - _lastWh;
            string what = wh < 0 ? ", lower than the " + _lastWh + " Wh of before: was the meter replaced or reset?" : ", " + wh + " Wh more than before, where " + mostWh + " could have flowed: was the meter replaced?";
            Tell(RegisterIs(_otherFirstWh) + what + GoesOn + (_untold == 0 ? "" : "; " + _untold + " such jumps before this one were not told"));
            _untold = 0;
            _nextTellMs = nowMs + TellEveryMs;
        }

        private const string GoesOn = " The charger's register goes on by differences from here";

        private static string RegisterIs(int wh) => "meter: its register is " + wh + " Wh";

        private void Tell(string text)
        {
            if (_log != null) _log.Write(LogLevel.Error, LogSection.Charger, text);
        }
    }
}
