namespace Firmware
{
    /// <summary>What a pin of the board does; its name for the operator is <see cref="PinRoles.NameOf"/>.</summary>
    public enum PinRole
    {
        SpiClock,
        SpiMiso,
        SpiMosi,
        ModuleChipSelect,
        ModuleInterrupt,
        BmsChipSelect,
        BmsInterrupt,
        ConsoleTransmit,
        ConsoleReceive,
        OutputEnable,
        Watchdog,
        StartButton,
        StopButton,
        GunSwitch,
        EmergencyStop,
        ContactorContact,
        LightRed,
        LightGreen,
        LightBlue,
        Buzzer,
        ReaderTransmit,
        ReaderReceive,

        // Boards have them in images of the flavour Meter=Modbus alone.
        MeterTransmit,
        MeterReceive,

        /// <summary>High while the meter's line is driven: DE and /RE of the RS-485 transceiver.</summary>
        MeterDirection,
    }

    /// <summary>The roles of pins in words.</summary>
    public static partial class PinRoles
    {
        public const int Count = 25;

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
