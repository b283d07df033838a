using Charger.Metering;

namespace Firmware
{
    public sealed partial class FirmwarePorts
    {
        /// <summary>The meter that energy is billed by; null: the power module's readings count. Only in images of the flavour Meter=Modbus.</summary>
        public ModbusMeter Meter;
    }
}
