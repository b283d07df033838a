namespace Firmware
{
    public static partial class BoardTable
    {
        /// <summary>The meter's pins on boards that have three left; its line is COM3, which on board "panel" is the card reader's.</summary>
        static partial void AddMeter(BoardProfile into)
        {
            if (into.Pin(PinRole.ReaderTransmit) != BoardProfile.NotFitted || into.Network == NetworkKind.Ethernet) return;
            bool s3 = into.Chip == ChipKind.Esp32S3;
            into.Set(PinRole.MeterTransmit, s3 ? 15 : 13);
            into.Set(PinRole.MeterReceive, s3 ? 16 : 22);
            into.Set(PinRole.MeterDirection, s3 ? 8 : 21);
        }
    }

    public static partial class PinRoles
    {
        static partial void NameOfMeter(PinRole role, ref string name)
        {
            if (role == PinRole.MeterTransmit) name = "meter transmit";
            else if (role == PinRole.MeterReceive) name = "meter receive";
            else if (role == PinRole.MeterDirection) name = "meter direction";
        }
    }
}
