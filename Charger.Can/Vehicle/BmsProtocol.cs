namespace Charger.Can
{
    /// <summary>CAN2, the vehicle's battery management system: identifiers, bits and ranges as charger-protocol.md, "CAN2: vehicle BMS" lists them.</summary>
    public static class BmsProtocol
    {
        public const int FrameBytes = 8;

        /// <summary>BMS to firmware, every 1 s: requested voltage and current, and whether it permits charging.</summary>
        public const uint RequestId = 0x1806E5F4;

        /// <summary>Firmware to BMS, every 500 ms.</summary>
        public const uint FeedbackId = 0x18FF50E5;

        public const uint ChargeCounterQueryId = 0x160B0180;
        public const uint ChargeCounterId = 0x160B8001;
        public const uint DischargeCounterQueryId = 0x160D0180;
        public const uint DischargeCounterId = 0x160D8001;
        public const uint DalyQueryId = 0x18900140;
        public const uint DalyId = 0x18904001;

        /// <summary>Bits of d4 of the request: why charging is refused.</summary>
        public const int RefusesOverCurrent = 0x01;
        public const int RefusesCellVoltage = 0x02;
        public const int RefusesThermal = 0x04;
        public const int RefusesCommunication = 0x08;
        public const int RefusesEmergency = 0x80;

        /// <summary>d5 of the request in profile A.</summary>
        public const byte Heating = 0x01;

        /// <summary>Flags in d4 of the feedback.</summary>
        public const int FlagHardware = 0x01;
        public const int FlagOverTemperature = 0x02;
        public const int FlagInputVoltage = 0x04;
        public const int FlagNoBattery = 0x08;
        public const int FlagTimeout = 0x10;

        /// <summary>Wire unit of voltages and currents: 0.1 V and 0.1 A.</summary>
        public const int MilliPerUnit = 100;
        public const int DalyCurrentZero = 30_000;

        /// <summary>Plausible ranges (charger-protocol.md, "Decisions").</summary>
        public const int LeastMv = 20_000;
        public const int MostMv = 120_000;
        public const int MostMa = 300_000;
        public const int FullDeciPercent = 1000;

        /// <summary>The vehicle's name (charger-protocol.md, "CAN2: vehicle BMS").</summary>
        /// <param name="model">1 to 3; any other gives "-" for unknown.</param>
        public static string ModelName(int model)
        {
            switch (model)
            {
                case 1: return "Classic";
                case 2: return "Pro";
                case 3: return "Max";
                default: return "-";
            }
        }
    }
}
