namespace Charger.Can
{
    /// <summary>
    /// CAN1, the power module: identifiers, functions and bits as charger-protocol.md, "CAN1: firmware to power module" lists them. The 0x0681xxxx identifiers
    /// are bits 28-23 protocol 0x0D, 22-16 address 1, 15-8 command, bit 7 source (1 = controller), bits 6-1 0x3F, bit 0 more.
    /// </summary>
    public static class ModuleProtocol
    {
        public const int FrameBytes = 8;

        public const uint ControlId = 0x068181FE;
        public const uint QueryId = 0x068182FE;
        public const uint ControlAnswerId = 0x0681817E;
        public const uint QueryAnswerId = 0x0681827E;
        public const uint TerminalPowerId = 0x00433F01;
        public const uint TerminalStatusId = 0x00473F01;
        public const uint HeartbeatId = 0x18FF50E5;

        /// <summary>d0 of every request and good answer: the upper nibble is the status, the lower the signal's top nibble.</summary>
        public const byte Good = 0x01;
        public const byte StatusMask = 0xF0;
        public const byte StatusError = 0x20;

        public const byte PowerFunction = 0x32;
        public const byte PowerOn = 0x00;
        public const byte PowerOff = 0x01;
        public const byte VoltageLimitFunction = 0x00;
        public const byte CurrentLimitFunction = 0x03;

        public const byte OutputVoltageFunction = 0x84;
        public const byte OutputCurrentFunction = 0x82;
        public const byte MainsVoltageFunction = 0x79;
        public const byte InletTemperatureFunction = 0x80;
        public const byte AlarmFunction = 0x83;
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

        /// <summary>Plausible ranges (charger-protocol.md, "Decisions").</summary>
        public const int MostMv = 120_000;
        public const int MostMa = 300_000;
        public const int MostMainsMv = 300_000;

        /// <summary>Terminal voltage and current down to this far below zero count as 0.</summary>
        public const int NoiseMilli = 1_000;
        public const int LeastMilliC = -40_000;
        public const int MostMilliC = 125_000;

        /// <summary>The d1 that the query cycle asks for at a position, 0 to <see cref="QueryCount"/> - 1.</summary>
        public const int QueryCount = 6;

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
