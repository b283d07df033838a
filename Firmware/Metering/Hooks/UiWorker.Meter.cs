using Charger.Metering;

namespace Firmware
{
    internal sealed partial class UiWorker
    {
        /// <summary>The meter's requests and answers, between the console's own work: this thread waits for nobody.</summary>
        partial void StepMeter(long nowMs, ref long next)
        {
            ModbusMeter meter = _firmware.Ports.Meter;
            if (meter == null) return;
            long due = meter.Step(nowMs);
            if (due < next) next = due;
        }
    }
}
