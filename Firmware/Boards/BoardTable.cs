namespace Firmware
{
    /// <summary>The boards this firmware knows: a new one is a new case here.</summary>
    public static class BoardTable
    {
        public const int Count = 4;

        private const long EthernetPins = 1L << 0 | 1L << 18 | 1L << 19 | 1L << 21 | 1L << 22 | 1L << 23 | 1L << 25 | 1L << 26 | 1L << 27;
        private const long PsramPins = 1L << 16 | 1L << 17;

        /// <summary>Fills in board number <paramref name="index"/>; false when there is none.</summary>
        public static bool Describe(int index, BoardProfile into)
        {
            if (index < 0 || index >= Count) return false;
            Reference(into);
            switch (index)
            {
                case 1:
                    into.Name = "int34";
                    into.BmsInterrupt = 34;
                    break;
                case 2:
                    into.Name = "psram";
                    into.ReservedPins = PsramPins;
                    into.ReservedFor = "the module's PSRAM";
                    break;
                case 3:
                    Ethernet(into);
                    break;
            }
            return true;
        }

        /// <summary>Fills in the board of that name; false, and the reference board, when there is none.</summary>
        public static bool Find(string name, BoardProfile into)
        {
            for (int i = 0; i < Count; i++)
                if (Describe(i, into) && into.Name == name) return true;
            Reference(into);
            return false;
        }

        /// <summary>The reference board (charger-protocol.md, "Default board profile"): two MCP2515 with 8 MHz crystals on one SPI bus.</summary>
        private static void Reference(BoardProfile into)
        {
            into.Name = "default";
            into.Network = NetworkKind.Wifi;
            into.CrystalMhz = 8;
            into.ReservedPins = 0;
            into.ReservedFor = "";
            into.SpiClock = 18;
            into.SpiMiso = 19;
            into.SpiMosi = 23;
            into.ModuleChipSelect = 27;
            into.ModuleInterrupt = 35;
            into.BmsChipSelect = 5;
            into.BmsInterrupt = 4;
            into.ConsoleTransmit = 33;
            into.ConsoleReceive = 32;
            into.OutputEnable = 25;
            into.Watchdog = 26;
            into.StartButton = 36;
            into.StopButton = 39;
            into.GunSwitch = BoardProfile.NotFitted;
            into.EmergencyStop = BoardProfile.NotFitted;
            into.ContactorContact = BoardProfile.NotFitted;
        }

        /// <summary>Boards with an RMII transceiver, which takes most of the reference board's pins for itself.</summary>
        private static void Ethernet(BoardProfile into)
        {
            into.Name = "ethernet";
            into.Network = NetworkKind.Ethernet;
            into.ReservedPins = EthernetPins;
            into.ReservedFor = "the Ethernet transceiver";
            into.SpiClock = 14;
            into.SpiMiso = 35;
            into.SpiMosi = 13;
            into.ModuleChipSelect = 15;
            into.ModuleInterrupt = 34;
            into.OutputEnable = 16;
            into.Watchdog = 17;
        }
    }
}
