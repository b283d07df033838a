using Ocpp.Client.Configuration;
using Ocpp.Client.Queue;

namespace Ocpp.Client.Session
{
    /// <content>Its meter values: sampled, clock-aligned, and the first and last for the stop.</content>
    public sealed partial class TransactionControl
    {
        /// <summary>Stored in a record for a reading above every plausible value.</summary>
        private const int MostCenti = 65_000;
        private const int MostDeciC = 32_000;
        private const long DayMs = 86400000;

        /// <summary>Bits of <see cref="ReadingContexts"/>: Periodic, Begin and End.</summary>
        private const int SampledContexts = 25;

        private long _nextSampleMs;
        private long _nextAlignedUtcMs;

        /// <summary>The newest clock-aligned value of a time without a transaction, until it is sent; null for none.</summary>
        public TransactionRecord IdleValue { get; set; }

        /// <summary>A changed interval counts at once, from the transaction's start (rule 45) and from midnight (rule 46).</summary>
        public void Reschedule()
        {
            _nextAlignedUtcMs = 0;
            ScheduleSample();
        }

        private void ScheduleSample()
        {
            long intervalMs = _c.Configuration.Whole(OcppKeys.MeterValueSampleInterval) * 1000L;
            // None while there is no interval: one that is set later begins with its own first time.
            _nextSampleMs = intervalMs == 0 ? long.MaxValue : _startMs + ((_c.NowMs - _startMs) / intervalMs + 1) * intervalMs;
        }

        private void Sample()
        {
            // After a refusal by flash it waits; values that became due meanwhile are read then, once.
            if (_c.NowMs < _flashMs)
            {
                _c.Due(_flashMs);
                return;
            }
            if (_c.NowMs >= _nextSampleMs && StoreValue(ReadingContexts.Periodic, 0, OcppKeys.MeterValuesSampledData, OcppKeys.StopTxnSampledData)) ScheduleSample();
            _c.Due(_nextSampleMs);
        }

        /// <summary>A clock-aligned value: during a transaction a message on flash; otherwise the newest value waits in memory until it can be sent.</summary>
        private void Align()
        {
            int interval = _c.Configuration.Whole(OcppKeys.ClockAlignedDataInterval);
            if (interval == 0 || !_c.Clock.IsKnown || (Running ? _c.NowMs < _flashMs : _c.Measurands(OcppKeys.MeterValuesAlignedData) == 0)) return;
            long utcMs = _c.Clock.UtcNowMs;
            // Slots count from midnight UTC (rule 46); a clock that stepped starts a new count.
            long slotMs = interval * 1000L;
            long inDay = utcMs % DayMs;
            long due = utcMs - inDay + inDay / slotMs * slotMs;
            long next = due + slotMs;
            if (_nextAlignedUtcMs == 0) _nextAlignedUtcMs = next;
            if (_nextAlignedUtcMs > next) _nextAlignedUtcMs = next;
            if (utcMs >= _nextAlignedUtcMs && (!Running ? ReadIdleValue(due) : StoreValue(ReadingContexts.Clock, due, OcppKeys.MeterValuesAlignedData, OcppKeys.StopTxnAlignedData))) _nextAlignedUtcMs = next;
            _c.Due(_c.NowMs + _nextAlignedUtcMs - utcMs);
        }

        private bool ReadIdleValue(long utcMs)
        {
            IdleValue = new TransactionRecord();
            FillReading(IdleValue, ReadingContexts.Clock);
            IdleValue.TimeMs = utcMs;
            return true;
        }

        /// <summary>Selects the values for StopTransaction by the settings, which may change during a transaction.</summary>
        private void KeepForStop()
        {
            int contexts = _c.Measurands(OcppKeys.StopTxnSampledData) != 0 ? SampledContexts : 0;
            if (_c.Measurands(OcppKeys.StopTxnAlignedData) != 0) contexts |= 1 << ReadingContexts.Clock;
            _c.Queue.Keep(contexts, _c.Configuration.Whole(OcppKeys.StopTransactionMaxMeterValues));
        }

        /// <summary>
        /// Stores the first or last value of a transaction, for its stop only. Not tried again when flash refuses: the start and the
        /// stop have the register too.
        /// </summary>
        private void KeepEdge(int context)
        {
            if (_c.Measurands(OcppKeys.StopTxnSampledData) == 0) return;
            TransactionRecord value = new TransactionRecord();
            FillReading(value, context);
            value.Kind = RecordKind.Kept;
            value.Serial = Serial;
            Stamp(value, 0);
            _c.Queue.Append(value);
        }

        /// <summary>Stores a value as a message, for the stop only, or not at all, depending on the two lists of measurands.</summary>
        private bool StoreValue(int context, long utcMs, int sentKey, int keptKey)
        {
            bool sent = _c.Measurands(sentKey) != 0;
            if (!sent && _c.Measurands(keptKey) == 0) return true;
            FillReading(_record, context);
            if (!sent) _record.Kind = RecordKind.Kept;
            Stamp(_record, utcMs);
            if (_c.Queue.Append(_record))
            {
                Stored();
                return true;
            }
            Refused();
            return false;
        }

        /// <summary>Fills the record with the present reading of the meter; its time and serial are set by the caller.</summary>
        public void FillReading(TransactionRecord into, int context)
        {
            ConnectorInputs i = _c.Inputs;
            into.Kind = RecordKind.Meter;
            into.Detail = context;
            into.IdTag = "";
            into.RegisterWh = i.RegisterWh;
            into.PowerW = i.PowerW > 65000 ? 65000 : i.PowerW;
            into.VoltageCentiV = Centi(i.VoltageMv);
            into.CurrentCentiA = Centi(i.CurrentMa);
            into.OfferedCentiA = Centi(i.OfferedMa);
            into.SocDeciPercent = i.SocDeciPercent;
            int deci = i.TemperatureMilliC / 100;
            into.TemperatureDeciC = i.TemperatureMilliC == int.MinValue ? short.MinValue : deci > MostDeciC ? MostDeciC : deci;
        }

        private static int Centi(int milli)
        {
            return milli < 0 ? -1 : milli > MostCenti * 10 ? MostCenti : (milli + 5) / 10;
        }
    }
}
