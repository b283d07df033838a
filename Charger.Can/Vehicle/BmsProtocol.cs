namespace Charger.Can
{
    /// <summary>CAN2, the vehicle's battery management system: identifiers, bits and ranges as charger-protocol.md, "CAN2: vehicle BMS" lists them.</summary>
    public static class BmsProtocol
    {
        /// <summary>DLC of every frame; one of another length is dropped and counted.</summary>
        public const int FrameBytes = 8;

        /// <summary>BMS to firmware, every 1 s: requested voltage and current, and whether it permits charging.</summary>
        public const uint RequestId = 0x1806E5F4;

        /// <summary>Firmware to BMS, every 500 ms.</summary>
        public const uint FeedbackId = 0x18FF50E5;

        /// <summary>Firmware to BMS, every 2 s, 8 zero bytes: asks for <see cref="ChargeCounterId"/>.</summary>
        public const uint ChargeCounterQueryId = 0x160B0180;
        /// <summary>BMS to firmware: charge of the battery's life, d0-3 in mAh.</summary>
        public const uint ChargeCounterId = 0x160B8001;
        /// <summary>Firmware to BMS, 0.1 s after the query before: asks for <see cref="DischargeCounterId"/>.</summary>
        public const uint DischargeCounterQueryId = 0x160D0180;
        /// <summary>BMS to firmware: discharge of the battery's life, d0-3 in mAh.</summary>
        public const uint DischargeCounterId = 0x160D8001;
        /// <summary>Firmware to BMS in profile Daly, 0.1 s after the query before: asks for <see cref="DalyId"/>.</summary>
        public const uint DalyQueryId = 0x18900140;
        /// <summary>BMS to firmware: d0-1 voltage, d4-5 current, d6-7 state of charge.</summary>
        public const uint DalyId = 0x18904001;

        /// <summary>Bit of d4 of the request: charging is refused because of over-current. The other Refuses bits stand in d4 too.</summary>
        public const int RefusesOverCurrent = 0x01;
        /// <summary>A cell's voltage is out of its limits.</summary>
        public const int RefusesCellVoltage = 0x02;
        /// <summary>The battery is too hot or too cold.</summary>
        public const int RefusesThermal = 0x04;
        /// <summary>Communication inside the vehicle has failed.</summary>
        public const int RefusesCommunication = 0x08;
        /// <summary>Emergency stop: ends the transaction at once.</summary>
        public const int RefusesEmergency = 0x80;

        /// <summary>d5 of the request in profile A.</summary>
        public const byte Heating = 0x01;

        /// <summary>Bit of d4 of the feedback, as the other Flag bits: the module or its bus has failed, or a fault locks the output.</summary>
        public const int FlagHardware = 0x01;
        /// <summary>The module is too hot, by its sensors or its alarms.</summary>
        public const int FlagOverTemperature = 0x02;
        /// <summary>The mains voltage is out of range, by reading or alarm.</summary>
        public const int FlagInputVoltage = 0x04;
        /// <summary>The measured voltage is not that of a battery.</summary>
        public const int FlagNoBattery = 0x08;
        /// <summary>No request for BmsSilentMs.</summary>
        public const int FlagTimeout = 0x10;

        /// <summary>Wire unit of voltages and currents: 0.1 V and 0.1 A.</summary>
        public const int MilliPerUnit = 100;
        /// <summary>Raw value that stands for 0 A in the Daly answer.</summary>
        public const int DalyCurrentZero = 30_000;

        /// <summary>Lowest plausible voltage, but when the BMS refuses (charger-protocol.md, "Decisions").</summary>
        public const int LeastMv = 20_000;
        /// <summary>Highest plausible voltage.</summary>
        public const int MostMv = 120_000;
        /// <summary>Highest plausible current, either way.</summary>
        public const int MostMa = 300_000;
        /// <summary>State of charge of a full battery; a higher one is unknown.</summary>
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
