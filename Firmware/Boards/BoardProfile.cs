namespace Firmware
{
    /// <summary>How a board reaches the network.</summary>
    public enum NetworkKind
    {
        Wifi,
        Ethernet,
    }

    /// <summary>
    /// One board: which pin does what. Data only, filled by <see cref="BoardTable"/>; <see cref="Conflict"/> is asked before
    /// any pin is opened. A pin is the ESP32's GPIO number, or <see cref="NotFitted"/>.
    /// </summary>
    public sealed class BoardProfile
    {
        public const int NotFitted = -1;
        public const int HighestPin = 39;

        /// <summary>GPIO 34 to 39 have no output driver.</summary>
        private const int FirstInputOnlyPin = 34;

        /// <summary>GPIO 6 to 11 are the flash chip's own.</summary>
        private const long FlashPins = 0xFC0;

        public string Name;
        public NetworkKind Network;

        /// <summary>Crystal of both MCP2515 in MHz: 8 or 16.</summary>
        public int CrystalMhz;

        /// <summary>Bit n set: GPIO n belongs to the module itself (RMII, PSRAM); <see cref="ReservedFor"/> says to what.</summary>
        public long ReservedPins;
        public string ReservedFor;

        public int SpiClock;
        public int SpiMiso;
        public int SpiMosi;
        public int ModuleChipSelect;
        public int ModuleInterrupt;
        public int BmsChipSelect;
        public int BmsInterrupt;
        public int ConsoleTransmit;
        public int ConsoleReceive;
        public int OutputEnable;
        public int Watchdog;
        public int StartButton;
        public int StopButton;
        public int GunSwitch;
        public int EmergencyStop;
        public int ContactorContact;

        /// <summary>How many roles <see cref="Role"/> knows.</summary>
        public const int Roles = 16;

        /// <summary>Role number <paramref name="index"/>: its pin, its name as the operator reads it, and whether it drives the pin.</summary>
        public int Role(int index, out string name, out bool drives)
        {
            drives = false;
            switch (index)
            {
                case 0: drives = true; name = "SPI clock"; return SpiClock;
                case 1: name = "SPI MISO"; return SpiMiso;
                case 2: drives = true; name = "SPI MOSI"; return SpiMosi;
                case 3: drives = true; name = "CAN1 chip select"; return ModuleChipSelect;
                case 4: name = "CAN1 interrupt"; return ModuleInterrupt;
                case 5: drives = true; name = "CAN2 chip select"; return BmsChipSelect;
                case 6: name = "CAN2 interrupt"; return BmsInterrupt;
                case 7: drives = true; name = "console transmit"; return ConsoleTransmit;
                case 8: name = "console receive"; return ConsoleReceive;
                case 9: drives = true; name = "output enable"; return OutputEnable;
                case 10: drives = true; name = "external watchdog"; return Watchdog;
                case 11: name = "START button"; return StartButton;
                case 12: name = "STOP button"; return StopButton;
                case 13: name = "gun switch"; return GunSwitch;
                case 14: name = "emergency stop"; return EmergencyStop;
                default: name = "contactor's contact"; return ContactorContact;
            }
        }

        /// <summary>Null when the board can work, else one sentence with the pin and both names that claim it.</summary>
        public string Conflict()
        {
            for (int i = 0; i < Roles; i++)
            {
                int pin = Role(i, out string name, out bool drives);
                if (pin == NotFitted) continue;
                string wrong = Misuse(pin, name, drives);
                if (wrong == null) wrong = Shared(i, pin, name);
                if (wrong != null) return "board '" + Name + "': " + wrong;
            }
            return null;
        }

        private string Misuse(int pin, string name, bool drives)
        {
            if (pin < 0 || pin > HighestPin) return "pin " + pin + " of " + name + " does not exist (0 to 39, -1 for not fitted)";
            long bit = 1L << pin;
            if ((FlashPins & bit) != 0) return "pin " + pin + " is used by " + name + " and by the flash chip";
            if ((ReservedPins & bit) != 0) return "pin " + pin + " is used by " + name + " and by " + ReservedFor;
            if (drives && pin >= FirstInputOnlyPin) return "pin " + pin + " of " + name + " is an input only (34 to 39 are)";
            return null;
        }

        private string Shared(int first, int pin, string name)
        {
            for (int i = first + 1; i < Roles; i++)
                if (Role(i, out string other, out _) == pin) return "pin " + pin + " is used by " + name + " and by " + other;
            return null;
        }
    }
}
