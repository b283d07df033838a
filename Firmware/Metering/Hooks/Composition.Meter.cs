using Charger.Metering;

namespace Firmware
{
    public sealed partial class Composition
    {
        partial void AddMeter(int mostW)
        {
            ModbusMeter meter = Ports.Meter;
            if (meter == null) return;
            meter.Log = Log;
            Control.BillBy(new MeterBilling(meter, Slot(Ports.StorageAtOnce, MeterBilling.Name, MeterBilling.PayloadBytes), Log, mostW));
        }
    }
}
