using Charger.Runtime;

namespace Charger.Can
{
    /// <summary>
    /// The lifetime register on flash. Energy is reported only up to a reserve value that is on flash already: after a power cut while
    /// charging the register continues from the end of the reserve, so it never falls below a value that was reported. The end of
    /// charging writes the exact value. Writes: at START, once per reserve while charging (at least a minute apart), 10 s after the end.
    /// </summary>
    public sealed class EnergyRegister
    {
        /// <summary>Two 64-bit numbers in mW x ms: the exact total, and the end of the reserve.</summary>
        public const int PayloadBytes = 16;

        /// <summary>Format version of its record.</summary>
        public const int FormatVersion = 1;

        private const int CeilingAt = 8;

        /// <summary>A reserve lasts for a minute at the present power, or longer.</summary>
        private const int ReserveMs = 60_000;

        /// <summary>The next reserve is written when a fifth of the present one is left.</summary>
        private const int LeftPart = 5;
        private const int SettleMs = 10_000;

        private readonly SlotStore _store;
        private readonly EnergyMeter _meter;
        private readonly int[] _settings;
        private long _ceiling;
        private long _reserve;
        private long _offSinceMs = -1;
        private long _retryMs;
        private int _pauseMs;

        /// <param name="store">Its work buffer has room for <see cref="PayloadBytes"/>.</param>
        public EnergyRegister(SlotStore store, EnergyMeter meter, int[] settings)
        {
            _store = store;
            _meter = meter;
            _settings = settings;
            Load();
        }

        /// <summary>The register in Wh, as it is reported: never more than the value on flash, so that it never falls.</summary>
        public long Wh => (_meter.TotalMwMs < _ceiling ? _meter.TotalMwMs : _ceiling) / EnergyMeter.PerWh;

        /// <summary>The last write failed; it is tried again after a pause (<see cref="FlashRetry"/>).</summary>
        public bool Failing { get; private set; }

        /// <summary>Writes to flash since boot, failed ones too.</summary>
        public int Writes { get; private set; }

        /// <summary>Continues from a higher value, that of a stored transaction, when the stored register is damaged. False when the value is not higher.</summary>
        public bool RaiseTo(long wh)
        {
            if (wh <= Wh) return false;
            _ceiling = wh * EnergyMeter.PerWh;
            // The difference makes the next step store it.
            _meter.TotalMwMs = _ceiling + 1;
            return true;
        }

        /// <summary>Writes to flash when it is due, at most once per call. <paramref name="on"/>: the output is on.</summary>
        public void Step(long nowMs, bool on)
        {
            if (nowMs < _retryMs) return;
            if (on)
            {
                _offSinceMs = -1;
                if (_ceiling - _meter.TotalMwMs <= _reserve / LeftPart) Reserve(nowMs);
                return;
            }
            if (_offSinceMs < 0) _offSinceMs = nowMs;
            if (_ceiling != _meter.TotalMwMs && nowMs - _offSinceMs >= SettleMs) Save(_meter.TotalMwMs, nowMs);
        }

        private void Reserve(long nowMs)
        {
            long least = _settings[ChargerSettings.EnergyReserveWh] * EnergyMeter.PerWh;
            long minute = (long)_meter.PowerMw * (ReserveMs + ReserveMs / (LeftPart - 1));
            _reserve = minute > least ? minute : least;
            Save(_meter.TotalMwMs + _reserve, nowMs);
        }

        private void Save(long ceiling, long nowMs)
        {
            byte[] payload = _store.Work;
            Bytes.PutInt64(payload, SlotStore.HeaderBytes, _meter.TotalMwMs);
            Bytes.PutInt64(payload, SlotStore.HeaderBytes + CeilingAt, ceiling);
            Failing = !_store.Save(FormatVersion, payload, SlotStore.HeaderBytes, PayloadBytes);
            Writes++;
            _pauseMs = Failing ? FlashRetry.Longer(_pauseMs) : 0;
            if (Failing) _retryMs = nowMs + _pauseMs;
            else _ceiling = ceiling;
        }

        private void Load()
        {
            if (_store.Load(_store.Work, SlotStore.HeaderBytes, PayloadBytes) != PayloadBytes) return;
            _ceiling = Bytes.Int64(_store.Work, SlotStore.HeaderBytes + CeilingAt);
            _meter.TotalMwMs = _ceiling;
        }
    }
}
