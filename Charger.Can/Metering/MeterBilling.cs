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

        private const int KeepRetryMs = 60_000;
        private const long MsPerHour = 3_600_000;

        /// <summary>Allowances: a reading may come 5 s after the energy that it counts, and above 16 MWh the last bit of a single is worth 2 Wh and more.</summary>
        private const int SlackMs = 5_000;
        private const int SlackWh = 16;

        private readonly ModbusMeter _meter;
        private readonly SlotStore _store;
        private readonly ILog _log;
        private readonly long _mostW;
        private int _kept = -1;
        private int _seen;
        private int _lastWh = -1;
        private long _lastMs;
        private long _nextKeepMs;
        private bool _flowed;

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

        /// <summary>The meter's register has been read, and it answers: energy may flow.</summary>
        public bool Works => _meter.Works;

        /// <summary>The meter has stopped answering: fault MeterSilent. False until it has been asked long enough.</summary>
        public bool Lost => _meter.Lost;

        /// <summary>Import at the meter, -1 while not known.</summary>
        public int PowerW => _meter.PowerW;

        /// <summary>Wh by which the charger's register grows now.</summary>
        /// <param name="running">A transaction runs.</param>
        /// <param name="on">The output is on. What flowed while it was off since the last reading is the charger's own use and is not counted.</param>
        public int CountWh(long nowMs, bool running, bool on)
        {
            _flowed |= on;
            if (_meter.Readings == _seen) return 0;
            bool counts = running && _flowed;
            _flowed = on;
            _seen = _meter.Readings;
            int last = _lastWh;
            long mostWh = _mostW * (nowMs - _lastMs + SlackMs) / MsPerHour + SlackWh;
            _lastWh = _meter.EnergyWh;
            _lastMs = nowMs;
            if (last < 0)
            {
                if (_lastWh < _kept) TellJump("lower than the " + _kept + " Wh of last time", "was the meter replaced?");
                return 0;
            }
            int wh = _lastWh - last;
            if (wh < 0) TellJump("lower than the " + last + " Wh of before", "was the meter replaced or reset?");
            else if (wh > mostWh) TellJump(wh + " Wh more than before, where " + mostWh + " could have flowed", "was the meter replaced?");
            else return counts ? wh : 0;
            return 0;
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

        private void TellJump(string what, string question)
        {
            if (_log != null) _log.Write(LogLevel.Error, LogSection.Charger, "meter: its register is " + _lastWh + " Wh, " + what + ": " + question + " The charger's register goes on by differences from here");
        }
    }
}
