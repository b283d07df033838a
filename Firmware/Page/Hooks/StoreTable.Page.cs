using Firmware.Page;

namespace Firmware
{
    public static partial class StoreTable
    {
        /// <summary>The first row that flavours add.</summary>
        private const int FirstAdded = 30;
        private const int RowsOfMeter = 2;

        /// <summary>Behind the meter's rows where the image has them. Another owner begins without a page.</summary>
        static partial void DescribePage(int index, StoreRow into, ref bool known)
        {
            if (known) return;
            bool meter = false;
            DescribeMeter(FirstAdded, into, ref meter);
            if (index == (meter ? FirstAdded + RowsOfMeter : FirstAdded)) known = Row(into, PageAccess.File, 1, false);
        }
    }
}
