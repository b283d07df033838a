namespace Charger.Can
{
    /// <summary>One setting of the charger as a table row; one object is reused for all rows.</summary>
    public sealed class ChargerSetting
    {
        public string Name;
        public int Default;
        public int Least;
        public int Most;
        public string Text;
    }

    /// <summary>
    /// All settings of the charger (charger-protocol.md, "Decisions", "Only a bench can settle"): the only list
    /// of names, defaults, bounds and meanings. The values are one array of whole numbers, indexed by the constants; rows are
    /// filled by code, so that they cost no heap.
    /// </summary>
    public static class ChargerSettings
    {
        // The power module.
        public const int RatedMa = 0;
        public const int Modules = 1;
        public const int ModuleFreshMs = 2;
        public const int ReadingFreshMs = 3;
        public const int AckMs = 4;
        public const int StartMs = 5;
        public const int MostRefusals = 6;

        // Limits.
        public const int CeilingMv = 7;
        public const int CeilingMa = 8;
        public const int CeilingMilliC = 9;
        public const int HysteresisMilliC = 10;
        public const int OverMv = 11;
        public const int OverMa = 12;
        public const int OverMs = 13;

        // The vehicle.
        public const int Profile = 14;
        public const int BmsFreshMs = 15;
        public const int BmsSilentMs = 16;
        public const int PlugFrames = 17;
        public const int PlugDebounceMs = 18;
        public const int PlugLostMs = 19;
        public const int ZeroCurrentMa = 20;
        public const int ZeroCurrentMs = 21;
        public const int ClassicMostMa = 22;
        public const int ProMostMa = 23;
        public const int ClassicMah = 24;
        public const int ProMah = 25;
        public const int MaxMah = 26;
        public const int RangeMetersPerAh = 27;

        // After how long a false condition ends the transaction; 0 for never.
        public const int LimitEndMs = 28;
        public const int BusEndMs = 29;
        public const int ModuleEndMs = 30;
        public const int RefusalEndMs = 31;
        public const int HeatEndMs = 32;
        public const int FaultLockMs = 33;

        // Contactor and inputs.
        public const int ContactorSettleMs = 34;
        public const int ContactorOpenMa = 35;
        public const int ContactorOpenMs = 36;
        public const int GunClosedHigh = 37;
        public const int EmergencyHigh = 38;

        // Energy.
        public const int EnergyGapMs = 39;
        public const int EnergyGapPercent = 40;
        public const int EnergyReserveWh = 41;

        // The power module again: a new setting gets a new index at the end.
        public const int TemperatureSensors = 42;

        public const int Count = 43;

        /// <summary>Bits of <see cref="TemperatureSensors"/>: which of the module's sensors count.</summary>
        public const int InletFitted = 1;
        public const int InternalFitted = 2;
        private const int BothSensors = InletFitted | InternalFitted;

        /// <summary>Fills the row at an index from 0; false beyond the end.</summary>
        public static bool Describe(int index, ChargerSetting into)
        {
            switch (index)
            {
                case RatedMa: return Row(into, "RatedMa", 33_570, 1000, 200000, "rated current of one module in mA");
                case Modules: return Row(into, "Modules", 3, 1, 20, "modules behind address 1");
                case ModuleFreshMs: return Row(into, "ModuleFreshMs", 3_000, 500, 10000, "module offline after so many ms");
                case ReadingFreshMs: return Row(into, "ReadingFreshMs", 5_000, 1000, 30000, "temperatures and alarms are unknown when older, in ms");
                case AckMs: return Row(into, "AckMs", 3_000, 500, 10000, "time for the module to echo a changed limit, in ms");
                case StartMs: return Row(into, "StartMs", 5_000, 1000, 30000, "time for the module to read back ON, in ms");
                case MostRefusals: return Row(into, "MostRefusals", 3, 1, 20, "refusals of one command that make a fault");
                case CeilingMv: return Row(into, "CeilingMv", 85_500, 20000, 120000, "highest voltage ever asked for, in mV");
                case CeilingMa: return Row(into, "CeilingMa", 100_000, 1000, 300000, "highest current ever asked for, in mA");
                case CeilingMilliC: return Row(into, "CeilingMilliC", 70_000, 30000, 120000, "temperature that stops the output, in 0.001 degC");
                case HysteresisMilliC: return Row(into, "HysteresisMilliC", 10_000, 1000, 40000, "cooling that is wanted before it resumes, in 0.001 degC");
                case OverMv: return Row(into, "OverMv", 1_000, 100, 10000, "measured voltage above the ceiling that trips, in mV");
                case OverMa: return Row(into, "OverMa", 2_000, 100, 20000, "measured current above the ceiling that trips, in mA");
                case OverMs: return Row(into, "OverMs", 200, 0, 2000, "for how long, in ms");
                case Profile: return Row(into, "Profile", (int)VehicleProfile.A, 0, 2, "vehicle profile: 0 A, 1 B, 2 Daly");
                case BmsFreshMs: return Row(into, "BmsFreshMs", 3_000, 1000, 10000, "power off when the BMS is silent for so long, in ms");
                case BmsSilentMs: return Row(into, "BmsSilentMs", 5_000, 1000, 60000, "transaction ends when the BMS is silent for so long, in ms");
                case PlugFrames: return Row(into, "PlugFrames", 2, 1, 10, "plausible BMS frames that make a plug");
                case PlugDebounceMs: return Row(into, "PlugDebounceMs", 1_000, 0, 10000, "debounce of the plug, in ms");
                case PlugLostMs: return Row(into, "PlugLostMs", 3_000, 1000, 30000, "unplugged after so long without a BMS frame, in ms");
                case ZeroCurrentMa: return Row(into, "ZeroCurrentMa", 200, 0, 5000, "below this the vehicle takes nothing, in mA");
                case ZeroCurrentMs: return Row(into, "ZeroCurrentMs", 5_000, 1000, 600000, "for how long until SuspendedEV, in ms");
                case ClassicMostMa: return Row(into, "ClassicMostMa", 30_000, 1000, 300000, "highest request of a Classic, in mA");
                case ProMostMa: return Row(into, "ProMostMa", 60_000, 1000, 300000, "highest request of a Pro, in mA");
                case ClassicMah: return Row(into, "ClassicMah", 30_000, 1000, 1000000, "capacity of a Classic, in mAh");
                case ProMah: return Row(into, "ProMah", 60_000, 1000, 1000000, "capacity of a Pro, in mAh");
                case MaxMah: return Row(into, "MaxMah", 90_000, 1000, 1000000, "capacity of a Max, in mAh");
                case RangeMetersPerAh: return Row(into, "RangeMetersPerAh", 2_700, 100, 20000, "range per Ah, in m");
                case LimitEndMs: return Row(into, "LimitEndMs", 0, 0, 86400000, "a limit of 0 ends the transaction after so many ms, 0 never");
                case BusEndMs: return Row(into, "BusEndMs", 120_000, 0, 86400000, "a lost bus ends it after so many ms, 0 never");
                case ModuleEndMs: return Row(into, "ModuleEndMs", 120_000, 0, 86400000, "a module offline ends it after so many ms, 0 never");
                case RefusalEndMs: return Row(into, "RefusalEndMs", 60_000, 0, 86400000, "a refusing BMS ends it after so many ms, 0 never");
                case HeatEndMs: return Row(into, "HeatEndMs", 900_000, 0, 86400000, "over-temperature ends it after so many ms, 0 never");
                case FaultLockMs: return Row(into, "FaultLockMs", 10_000, 10000, 600000, "output locked after a fault, in ms");
                case ContactorSettleMs: return Row(into, "ContactorSettleMs", 100, 0, 2000, "from closing the contactor to START, in ms");
                case ContactorOpenMa: return Row(into, "ContactorOpenMa", 2_000, 0, 20000, "an ordinary stop opens it below so many mA");
                case ContactorOpenMs: return Row(into, "ContactorOpenMs", 500, 0, 2000, "and at the latest after so many ms");
                case GunClosedHigh: return Row(into, "GunClosedHigh", 1, 0, 1, "1: a closed gun switch reads high");
                case EmergencyHigh: return Row(into, "EmergencyHigh", 1, 0, 1, "1: a pressed emergency stop reads high");
                case EnergyGapMs: return Row(into, "EnergyGapMs", 2_000, 200, 10000, "no energy is counted across a longer gap, in ms");
                case EnergyGapPercent: return Row(into, "EnergyGapPercent", 5, 1, 100, "share of gaps in a session that warns");
                case EnergyReserveWh: return Row(into, "EnergyReserveWh", 25, 1, 1000, "least energy between two writes of the register, in Wh");
                case TemperatureSensors: return Row(into, "TemperatureSensors", BothSensors, 1, 3, "sensors a module has: 1 inlet, 2 internal, 3 both");
                default: return false;
            }
        }

        /// <summary>Every setting at its default.</summary>
        public static int[] Defaults()
        {
            int[] values = new int[Count];
            ChargerSetting row = new ChargerSetting();
            for (int i = 0; Describe(i, row); i++) values[i] = row.Default;
            return values;
        }

        /// <summary>Sets one value; false, and nothing changed, when it is out of bounds or there is no such row.</summary>
        public static bool TrySet(int[] of, int index, int value)
        {
            ChargerSetting row = new ChargerSetting();
            if (!Describe(index, row) || value < row.Least || value > row.Most) return false;
            of[index] = value;
            return true;
        }

        /// <summary>Null when all is within bounds and fits together, otherwise the first setting that does not fit, its value and what is allowed.</summary>
        public static string Check(int[] of)
        {
            ChargerSetting row = new ChargerSetting();
            for (int i = 0; Describe(i, row); i++)
                if (of[i] < row.Least || of[i] > row.Most) return row.Name + " '" + of[i] + "' is not allowed: " + row.Least + " to " + row.Most;
            if (of[BmsSilentMs] < of[BmsFreshMs]) return "BmsSilentMs '" + of[BmsSilentMs] + "' is not allowed: at least BmsFreshMs " + of[BmsFreshMs];
            if (of[ProMostMa] <= of[ClassicMostMa]) return "ProMostMa '" + of[ProMostMa] + "' is not allowed: above ClassicMostMa " + of[ClassicMostMa];
            return null;
        }

        /// <summary>Rated current of all modules behind address 1 together, in mA.</summary>
        public static int GroupMa(int[] of) => of[RatedMa] * of[Modules];

        private static bool Row(ChargerSetting into, string name, int standard, int least, int most, string text)
        {
            into.Name = name;
            into.Default = standard;
            into.Least = least;
            into.Most = most;
            into.Text = text;
            return true;
        }
    }
}
