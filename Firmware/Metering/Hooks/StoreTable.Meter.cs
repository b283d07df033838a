using Charger.Metering;

namespace Firmware
{
    public static partial class StoreTable
    {
        private const int MeterRow = 30;

        /// <summary>Which meter there is does not change with the owner, nor does its register.</summary>
        static partial void DescribeMeter(int index, StoreRow into, ref bool known)
        {
            if (index == MeterRow) known = Slots(into, MeterBilling.Name, true);
            else if (index == MeterRow + 1) known = Row(into, MeterSettings.File, 1, true);
        }
    }
}
