namespace Firmware
{
    /// <summary>The boards this firmware knows: a new one is a new case here.</summary>
    public static partial class BoardTable
    {
        /// <summary>How many boards there are.</summary>
        public const int Count = 6;

        private const long EthernetPins = 1L << 0 | 1L << 18 | 1L << 19 | 1L << 21 | 1L << 22 | 1L << 23 | 1L << 25 | 1L << 26 | 1L << 27;
        private const long PsramPins = 1L << 16 | 1L << 17;
        private const long OctalPsramPins = 1L << 33 | 1L << 34 | 1L << 35 | 1L << 36 | 1L << 37;

        /// <summary>Fills in board number <paramref name="index"/>; false when there is none.</summary>
        public static bool Describe(int index, BoardProfile into)
        {
            if (index < 0 || index >= Count) return false;
            Reference(into);
            switch (index)
            {
                case 1:
                    into.Name = "int34";
                    into.Set(PinRole.BmsInterrupt, 34);
                    break;
                case 2:
                    into.Name = "psram";
                    into.ReservedPins = PsramPins;
                    into.ReservedFor = "the module's PSRAM";
                    break;
                case 3:
                    Ethernet(into);
                    break;
                case 4:
                    S3(into);
                    break;
                case 5:
                    Panel(into);
                    break;
            }
            AddMeter(into);
            return true;
        }

        // Elsewhere than in images of the flavour Meter=Modbus the call is not compiled.
        static partial void AddMeter(BoardProfile into);

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
            Begin(into, "default", ChipKind.Esp32);
            Spi(into, 18, 19, 23);
            Can(into, 27, 35, 5, 4);
            Rest(into, 33, 32, 25, 26);
            into.Set(PinRole.StartButton, 36);
            into.Set(PinRole.StopButton, 39);
        }

        /// <summary>The reference board with light, buzzer and card reader, on pins that boards with PSRAM have too.</summary>
        private static void Panel(BoardProfile into)
        {
            into.Name = "panel";
            into.ReservedPins = PsramPins;
            into.ReservedFor = "the module's PSRAM";
            into.Set(PinRole.LightRed, 21);
            into.Set(PinRole.LightGreen, 22);
            into.Set(PinRole.Buzzer, 14);
            into.Set(PinRole.ReaderTransmit, 13);
            into.Set(PinRole.ReaderReceive, 34);
        }

        /// <summary>Boards with an RMII transceiver, which takes most of the reference board's pins for itself.</summary>
        private static void Ethernet(BoardProfile into)
        {
            into.Name = "ethernet";
            into.Network = NetworkKind.Ethernet;
            into.ReservedPins = EthernetPins;
            into.ReservedFor = "the Ethernet transceiver";
            Spi(into, 14, 35, 13);
            Can(into, 15, 34, 5, 4);
            Rest(into, 33, 32, 16, 17);
        }

        /// <summary>An ESP32-S3-DevKitC-1 with two MCP2515 modules; the pins of octal PSRAM stay free, whichever memory the module has.</summary>
        private static void S3(BoardProfile into)
        {
            Begin(into, "s3", ChipKind.Esp32S3);
            into.ReservedPins = OctalPsramPins;
            into.ReservedFor = "the module's PSRAM";
            Spi(into, 12, 13, 11);
            Can(into, 10, 9, 14, 21);
            Rest(into, 17, 18, 4, 5);
            into.Set(PinRole.StartButton, 6);
            into.Set(PinRole.StopButton, 7);
        }

        private static void Begin(BoardProfile into, string name, ChipKind chip)
        {
            into.Name = name;
            into.Network = NetworkKind.Wifi;
            into.Chip = chip;
            into.CrystalMhz = 8;
            into.ReservedPins = 0;
            into.ReservedFor = "";
            into.Clear();
        }

        private static void Spi(BoardProfile into, int clock, int miso, int mosi)
        {
            into.Set(PinRole.SpiClock, clock);
            into.Set(PinRole.SpiMiso, miso);
            into.Set(PinRole.SpiMosi, mosi);
        }

        private static void Can(BoardProfile into, int moduleChipSelect, int moduleInterrupt, int bmsChipSelect, int bmsInterrupt)
        {
            into.Set(PinRole.ModuleChipSelect, moduleChipSelect);
            into.Set(PinRole.ModuleInterrupt, moduleInterrupt);
            into.Set(PinRole.BmsChipSelect, bmsChipSelect);
            into.Set(PinRole.BmsInterrupt, bmsInterrupt);
        }

        private static void Rest(BoardProfile into, int consoleTransmit, int consoleReceive, int outputEnable, int watchdog)
        {
            into.Set(PinRole.ConsoleTransmit, consoleTransmit);
            into.Set(PinRole.ConsoleReceive, consoleReceive);
            into.Set(PinRole.OutputEnable, outputEnable);
            into.Set(PinRole.Watchdog, watchdog);
        }
    }
}
