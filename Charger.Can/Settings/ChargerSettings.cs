namespace Charger.Can
{
    /// <summary>One setting of the charger as a table row; one object is reused for all rows.</summary>
    public sealed class ChargerSetting
    {
        /// <summary>As in the configuration key Charger.NAME and in <see cref="ChargerSettings.Check"/>.</summary>
        public string Name;
        /// <summary>Value until it is configured.</summary>
        public int Default;
        /// <summary>Lowest value allowed.</summary>
        public int Least;
        /// <summary>Highest value allowed.</summary>
        public int Most;
        /// <summary>What it means and its unit, as docs/configuration.md shows it.</summary>
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
        /// <summary>Rated current of one module: the unit of its current limit.</summary>
        public const int RatedMa = 0;
        /// <summary>Modules behind address 1; with <see cref="RatedMa"/> the group's current.</summary>
        public const int Modules = 1;
        /// <summary>Age up to which a sign of life counts.</summary>
        public const int ModuleFreshMs = 2;
        /// <summary>Age up to which measured values and alarms count.</summary>
        public const int ReadingFreshMs = 3;
        /// <summary>Time for the echo of a changed limit: start-up begins again, or gate condition 5 is false.</summary>
        public const int AckMs = 4;
        /// <summary>Time from START to ON read back.</summary>
        public const int StartMs = 5;
        /// <summary>Refusals of one command in a row that make fault <see cref="ChargerFaults.ModuleRefuses"/>.</summary>
        public const int MostRefusals = 6;

        // Limits.
        /// <summary>Highest voltage that is ever asked for.</summary>
        public const int CeilingMv = 7;
        /// <summary>Highest current that is ever asked for, of the whole group.</summary>
        public const int CeilingMa = 8;
        /// <summary>Temperature, 0.001 degC, from which the output is stopped.</summary>
        public const int CeilingMilliC = 9;
        /// <summary>So far below <see cref="CeilingMilliC"/> every sensor must be before the output resumes.</summary>
        public const int HysteresisMilliC = 10;
        /// <summary>Margin above <see cref="CeilingMv"/> that a measured voltage may have.</summary>
        public const int OverMv = 11;
        /// <summary>Margin above <see cref="CeilingMa"/> that a measured current may have.</summary>
        public const int OverMa = 12;
        /// <summary>How long a measured value may be above its limit and margin.</summary>
        public const int OverMs = 13;

        // The vehicle.
        /// <summary>A <see cref="VehicleProfile"/>.</summary>
        public const int Profile = 14;
        /// <summary>Age up to which a BMS request counts.</summary>
        public const int BmsFreshMs = 15;
        /// <summary>Silence of the BMS that ends the transaction; at least <see cref="BmsFreshMs"/>.</summary>
        public const int BmsSilentMs = 16;
        /// <summary>Plausible BMS requests that a plug-in takes.</summary>
        public const int PlugFrames = 17;
        /// <summary>Time from the first of them to the plug-in; also how long an open gun switch counts before it unplugs.</summary>
        public const int PlugDebounceMs = 18;
        /// <summary>Silence of the BMS that unplugs where no gun switch is fitted.</summary>
        public const int PlugLostMs = 19;
        /// <summary>Below this measured current the vehicle takes nothing.</summary>
        public const int ZeroCurrentMa = 20;
        /// <summary>How long it takes nothing before the transaction is SuspendedEV.</summary>
        public const int ZeroCurrentMs = 21;
        /// <summary>Highest Imax of model Classic.</summary>
        public const int ClassicMostMa = 22;
        /// <summary>Highest Imax of model Pro, above <see cref="ClassicMostMa"/>; what asks for more is a Max.</summary>
        public const int ProMostMa = 23;
        /// <summary>Battery of a Classic in mAh.</summary>
        public const int ClassicMah = 24;
        /// <summary>Battery of a Pro in mAh.</summary>
        public const int ProMah = 25;
        /// <summary>Battery of a Max in mAh.</summary>
        public const int MaxMah = 26;
        /// <summary>Range in metres per ampere-hour.</summary>
        public const int RangeMetersPerAh = 27;

        // After how long a false condition ends the transaction; 0 for never.
        /// <summary>For a smart-charging limit of 0; reason Other.</summary>
        public const int LimitEndMs = 28;
        /// <summary>For a bus that is down; reason Other.</summary>
        public const int BusEndMs = 29;
        /// <summary>For a module that is offline or off, or measured values that are missing; reason Other.</summary>
        public const int ModuleEndMs = 30;
        /// <summary>For a BMS that refuses; reason EmergencyStop.</summary>
        public const int RefusalEndMs = 31;
        /// <summary>For over-temperature; reason EmergencyStop.</summary>
        public const int HeatEndMs = 32;
        /// <summary>How long a latching fault locks the output after its cause has ended.</summary>
        public const int FaultLockMs = 33;

        // Contactor and inputs.
        /// <summary>From closing the contactor to START.</summary>
        public const int ContactorSettleMs = 34;
        /// <summary>After an ordinary STOP the contactor opens below this current.</summary>
        public const int ContactorOpenMa = 35;
        /// <summary>The longest that it waits for that.</summary>
        public const int ContactorOpenMs = 36;
        /// <summary>1: the pin of a closed gun switch reads high; 0: low.</summary>
        public const int GunClosedHigh = 37;
        /// <summary>
        /// 1: the pin of a pressed emergency stop reads high; 0: low.
        /// </summary>
        public const int EmergencyHigh = 38;

        // Energy.
        /// <summary>Longest time between two terminal frames across which energy is counted.</summary>
        public const int EnergyGapMs = 39;
        /// <summary>Share of gaps in a session's charging time above which fault <see cref="ChargerFaults.MeterGaps"/> warns.</summary>
        public const int EnergyGapPercent = 40;
        /// <summary>Least energy that the register on flash is ahead while charging.</summary>
        public const int EnergyReserveWh = 41;

        // The power module again: a new setting gets a new index at the end.
        /// <summary>Sensors of a module, the bits below.</summary>
        public const int TemperatureSensors = 42;

        /// <summary>Settings there are: the length of an array of values.</summary>
        public const int Count = 43;

        /// <summary>Bit of <see cref="TemperatureSensors"/>: the inlet sensor, 0x80.</summary>
        public const int InletFitted = 1;
        /// <summary>The internal sensor, 0x7F.</summary>
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
