namespace Charger.Can
{
    /// <summary>
    /// CAN1, the power module: identifiers, functions and bits as charger-protocol.md, "CAN1: firmware to power module" lists them. The 0x0681xxxx identifiers
    /// are bits 28-23 protocol 0x0D, 22-16 address 1, 15-8 command, bit 7 source (1 = controller), bits 6-1 0x3F, bit 0 more.
    /// </summary>
    public static class ModuleProtocol
    {
        /// <summary>DLC of every frame; one of another length is dropped and counted.</summary>
        public const int FrameBytes = 8;

        /// <summary>Firmware to module: START, STOP and limits.</summary>
        public const uint ControlId = 0x068181FE;
        /// <summary>Firmware to module: asks for one reading.</summary>
        public const uint QueryId = 0x068182FE;
        /// <summary>Module to firmware: the answer to <see cref="ControlId"/>.</summary>
        public const uint ControlAnswerId = 0x0681817E;
        /// <summary>Module to firmware: the answer to <see cref="QueryId"/>.</summary>
        public const uint QueryAnswerId = 0x0681827E;
        /// <summary>Module, unsolicited: terminal voltage and current as two IEEE 754 singles.</summary>
        public const uint TerminalPowerId = 0x00433F01;
        /// <summary>Module, unsolicited: used as a sign of life only.</summary>
        public const uint TerminalStatusId = 0x00473F01;
        /// <summary>Module, unsolicited: used as a sign of life only. On CAN2 the firmware sends the same identifier.</summary>
        public const uint HeartbeatId = 0x18FF50E5;

        /// <summary>d0 of every request and good answer: the upper nibble is the status, the lower the signal's top nibble.</summary>
        public const byte Good = 0x01;
        /// <summary>The status in d0.</summary>
        public const byte StatusMask = 0xF0;
        /// <summary>Status of an answer that refuses the request.</summary>
        public const byte StatusError = 0x20;

        /// <summary>d1: START, STOP and their answer.</summary>
        public const byte PowerFunction = 0x32;
        /// <summary>d3 of <see cref="PowerFunction"/>: START, or the module is on.</summary>
        public const byte PowerOn = 0x00;
        /// <summary>d3 of <see cref="PowerFunction"/>: STOP. In an answer every value but <see cref="PowerOn"/> is off.</summary>
        public const byte PowerOff = 0x01;
        /// <summary>d1: limit, volt x <see cref="Scale"/>.</summary>
        public const byte VoltageLimitFunction = 0x00;
        /// <summary>d1: limit, ampere x <see cref="Scale"/> / rated current.</summary>
        public const byte CurrentLimitFunction = 0x03;

        /// <summary>d1: output voltage, unsigned, V.</summary>
        public const byte OutputVoltageFunction = 0x84;
        /// <summary>d1: output current, unsigned, A.</summary>
        public const byte OutputCurrentFunction = 0x82;
        /// <summary>d1: AC line voltage, unsigned, V.</summary>
        public const byte MainsVoltageFunction = 0x79;
        /// <summary>d1: inlet temperature, signed, degC.</summary>
        public const byte InletTemperatureFunction = 0x80;
        /// <summary>d1: alarms, a bit field and not scaled.</summary>
        public const byte AlarmFunction = 0x83;
        /// <summary>d1: internal temperature, signed, degC.</summary>
        public const byte InternalTemperatureFunction = 0x7F;

        /// <summary>Analogue values are value / 1024.</summary>
        public const int Scale = 1024;

        /// <summary>0x83 bits 0-3, 6, 7, 12, 17, 22, 23, 29: the output is tripped.</summary>
        public const int TrippingAlarms = 0x20C2_10CF;

        /// <summary>0x83 bits 9 (module is off) and 28 (current limit or constant voltage): states, no alarms.</summary>
        public const int StateBits = 0x1000_0200;

        /// <summary>0x83 bits 17, 18, 19, 22, 29: a fault of the mains.</summary>
        public const int MainsAlarms = 0x204E_0000;

        /// <summary>0x83 bits 1 and 12: too hot.</summary>
        public const int HeatAlarms = 0x0000_1002;

        /// <summary>Tripping alarms that come from the module's own output: neither mains nor temperature.</summary>
        public const int OwnFaultAlarms = TrippingAlarms & ~MainsAlarms & ~HeatAlarms;

        /// <summary>Highest plausible voltage (charger-protocol.md, "Decisions").</summary>
        public const int MostMv = 120_000;
        /// <summary>Highest plausible current.</summary>
        public const int MostMa = 300_000;
        /// <summary>Highest plausible mains voltage.</summary>
        public const int MostMainsMv = 300_000;

        /// <summary>Terminal voltage and current down to this far below zero count as 0.</summary>
        public const int NoiseMilli = 1_000;
        /// <summary>Lowest plausible temperature; a lower one is unknown.</summary>
        public const int LeastMilliC = -40_000;
        /// <summary>Highest plausible temperature; a higher one counts as over the limit.</summary>
        public const int MostMilliC = 125_000;

        /// <summary>Readings that the query cycle asks for in turn.</summary>
        public const int QueryCount = 6;

        /// <summary>
        /// The d1 that the query cycle asks for at a position, 0 to <see cref="QueryCount"/> - 1; any other gives that of the last
        /// position.
        /// </summary>
        public static byte QueryAt(int position)
        {
            switch (position)
            {
                case 0: return OutputVoltageFunction;
                case 1: return OutputCurrentFunction;
                case 2: return MainsVoltageFunction;
                case 3: return InletTemperatureFunction;
                case 4: return AlarmFunction;
                default: return InternalTemperatureFunction;
            }
        }
    }
}
