namespace Charger.Can
{
    /// <summary>The eleven conditions of the gate as bits: bit n-1 is condition n of charger-protocol.md, "The gate".</summary>
    public static class GateConditions
    {
        /// <summary>A transaction is running, and the charger has not ended it.</summary>
        public const int Transaction = 1;
        /// <summary>The permit allows energy, no limit is 0, and no call that freezes all threads is waiting or granted.</summary>
        public const int EnergyPermitted = 1 << 1;
        /// <summary>A vehicle is plugged in, and the gun switch is not open where one is fitted.</summary>
        public const int Plugged = 1 << 2;
        /// <summary>The BMS permits charging, and its request is fresh.</summary>
        public const int Bms = 1 << 3;
        /// <summary>Voltage and current are plausible and above zero, and the module has acknowledged them.</summary>
        public const int Request = 1 << 4;
        /// <summary>The module is healthy, and its alarms are fresh and none of them trips.</summary>
        public const int Module = 1 << 5;
        /// <summary>Temperatures are fresh and below the limit, with hysteresis.</summary>
        public const int Temperature = 1 << 6;
        /// <summary>Voltage and current are fresh, and neither is above ceiling plus margin for too long.</summary>
        public const int Measured = 1 << 7;
        /// <summary>CAN1 and CAN2 are up.</summary>
        public const int Buses = 1 << 8;
        /// <summary>No fault locks the output, and no emergency stop.</summary>
        public const int NoFault = 1 << 9;
        /// <summary>No firmware install is under way.</summary>
        public const int NoInstall = 1 << 10;

        /// <summary>How many conditions there are.</summary>
        public const int Count = 11;
        /// <summary>All bits: the gate is open.</summary>
        public const int All = (1 << Count) - 1;

        /// <summary>4, 6, 7, 8 and 10: the contactor opens together with the STOP.</summary>
        public const int Safety = Bms | Module | Temperature | Measured | NoFault;

        /// <summary>Number of the first condition that does not hold, 0 when all do.</summary>
        public static int FirstFalse(int conditions)
        {
            for (int n = 1; n <= Count; n++)
            {
                if ((conditions & (1 << (n - 1))) == 0) return n;
            }
            return 0;
        }

        /// <summary>The reason as the log and the console tell it, for a condition's number from 1.</summary>
        public static string Describe(int number)
        {
            switch (number)
            {
                case 1: return "no transaction is running";
                case 2: return "OCPP does not permit energy";
                case 3: return "not plugged in";
                case 4: return "the BMS is silent or refuses";
                case 5: return "no plausible request, or the module has not acknowledged its limits";
                case 6: return "the module is offline or has an alarm";
                case 7: return "too hot, or no temperature known";
                case 8: return "measured voltage or current above the ceiling, or none measured";
                case 9: return "a CAN bus is down";
                case 10: return "fault lock or emergency stop";
                case 11: return "a firmware install is under way";
                default: return "open";
            }
        }
    }
}
