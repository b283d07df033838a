namespace Firmware
{
    /// <summary>What a pin of the board does; its name for the operator is <see cref="PinRoles.NameOf"/>.</summary>
    public enum PinRole
    {
        /// <summary>SCK of the bus that both MCP2515s share.</summary>
        SpiClock,
        /// <summary>Data from the MCP2515s.</summary>
        SpiMiso,
        /// <summary>Data to the MCP2515s.</summary>
        SpiMosi,
        /// <summary>CS of CAN1's MCP2515, low while it is spoken to.</summary>
        ModuleChipSelect,
        /// <summary>INT of CAN1's MCP2515, low while a frame waits.</summary>
        ModuleInterrupt,
        /// <summary>CS of CAN2's MCP2515.</summary>
        BmsChipSelect,
        /// <summary>INT of CAN2's MCP2515.</summary>
        BmsInterrupt,
        /// <summary>TX of the serial console, COM2.</summary>
        ConsoleTransmit,
        /// <summary>RX of the serial console.</summary>
        ConsoleReceive,
        /// <summary>The contactor's driver: high closes.</summary>
        OutputEnable,
        /// <summary>External watchdog chip, toggled while all threads are healthy.</summary>
        Watchdog,
        /// <summary>START, to ground: low is pressed.</summary>
        StartButton,
        /// <summary>STOP, to ground: low is pressed.</summary>
        StopButton,
        /// <summary>Switch of the plug; setting GunClosedHigh tells its level.</summary>
        GunSwitch,
        /// <summary>Emergency stop; setting EmergencyHigh tells its level.</summary>
        EmergencyStop,
        /// <summary>Auxiliary contact of the contactor: low is closed.</summary>
        ContactorContact,
        /// <summary>Red of the status light, as the other two: high is on.</summary>
        LightRed,
        /// <summary>Green of the status light.</summary>
        LightGreen,
        /// <summary>Blue of the status light; green stands in where it is not fitted.</summary>
        LightBlue,
        /// <summary>Sounds while high.</summary>
        Buzzer,
        /// <summary>TX to the card reader.</summary>
        ReaderTransmit,
        /// <summary>RX from the card reader.</summary>
        ReaderReceive,

        // Boards have them in images of the flavour Meter=Modbus alone.
        /// <summary>TX to the meter's RS-485 transceiver.</summary>
        MeterTransmit,
        /// <summary>RX from the meter's RS-485 transceiver.</summary>
        MeterReceive,

        /// <summary>High while the meter's line is driven: DE and /RE of the RS-485 transceiver.</summary>
        MeterDirection,
    }

    /// <summary>The roles of pins in words.</summary>
    public static partial class PinRoles
    {
        /// <summary>How many roles there are.</summary>
        public const int Count = 25;

        /// <summary>The role in words, for the refusal of a board.</summary>
        public static string NameOf(PinRole role)
        {
            switch (role)
            {
                case PinRole.SpiClock: return "SPI clock";
                case PinRole.SpiMiso: return "SPI MISO";
                case PinRole.SpiMosi: return "SPI MOSI";
                case PinRole.ModuleChipSelect: return "CAN1 chip select";
                case PinRole.ModuleInterrupt: return "CAN1 interrupt";
                case PinRole.BmsChipSelect: return "CAN2 chip select";
                case PinRole.BmsInterrupt: return "CAN2 interrupt";
                case PinRole.ConsoleTransmit: return "console transmit";
                case PinRole.ConsoleReceive: return "console receive";
                case PinRole.OutputEnable: return "output enable";
                case PinRole.Watchdog: return "external watchdog";
                case PinRole.StartButton: return "START button";
                case PinRole.StopButton: return "STOP button";
                case PinRole.GunSwitch: return "gun switch";
                case PinRole.EmergencyStop: return "emergency stop";
                case PinRole.ContactorContact: return "contactor's contact";
                case PinRole.LightRed: return "red light";
                case PinRole.LightGreen: return "green light";
                case PinRole.LightBlue: return "blue light";
                case PinRole.Buzzer: return "buzzer";
                case PinRole.ReaderTransmit: return "reader transmit";
                default:
                    string name = "reader receive";
                    NameOfMeter(role, ref name);
                    return name;
            }
        }

        // Elsewhere than in images of the flavour Meter=Modbus the call is not compiled.
        static partial void NameOfMeter(PinRole role, ref string name);

        /// <summary>The charger drives the pin; false where it reads it.</summary>
        public static bool Drives(PinRole role)
        {
            const int Driven = 1 << (int)PinRole.SpiClock | 1 << (int)PinRole.SpiMosi | 1 << (int)PinRole.ModuleChipSelect | 1 << (int)PinRole.BmsChipSelect
                | 1 << (int)PinRole.ConsoleTransmit | 1 << (int)PinRole.OutputEnable | 1 << (int)PinRole.Watchdog
                | 1 << (int)PinRole.LightRed | 1 << (int)PinRole.LightGreen | 1 << (int)PinRole.LightBlue | 1 << (int)PinRole.Buzzer | 1 << (int)PinRole.ReaderTransmit
                | 1 << (int)PinRole.MeterTransmit | 1 << (int)PinRole.MeterDirection;
            return (Driven >> (int)role & 1) != 0;
        }

        /// <summary>The pin is high from the reset on, by the pull-up that a chip select has.</summary>
        public static bool IsChipSelect(PinRole role)
        {
            return role == PinRole.ModuleChipSelect || role == PinRole.BmsChipSelect;
        }
    }
}
