using Charger.Runtime;

namespace Charger.Can
{
    public static partial class ChargerFaults
    {
        static partial void DescribeMeter(int number, Fault into, ref bool known)
        {
            if (number == MeterSilent) known = Own(into, number, "PowerMeterFailure", "MeterSilent", "The meter does not answer: check its supply, wires, address and baud.");
        }
    }
}
