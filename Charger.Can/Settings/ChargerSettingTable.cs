namespace Charger.Can
{
    /// <summary>Names, defaults, bounds and meaning of every setting: rows live in code, so the table costs no heap.</summary>
    public static class ChargerSettingTable
    {
        public const int Count = 43;

        /// <summary>Bits of the setting TemperatureSensors: which of the module's sensors count.</summary>
        public const int InletFitted = 1;
        public const int InternalFitted = 2;
        private const int BothSensors = InletFitted | InternalFitted;

        /// <summary>Fills the row at an index from 0; false beyond the end.</summary>
        public static bool Describe(int index, ChargerSetting into)
        {
            switch (index)
            {
                case 0: return Row(into, "RatedMa", 33_570, 1000, 200000, "rated current of one module in mA");
                case 1: return Row(into, "Modules", 3, 1, 20, "modules behind address 1");
                case 2: return Row(into, "ModuleFreshMs", 3_000, 500, 10000, "module offline after so many ms");
                case 3: return Row(into, "ReadingFreshMs", 5_000, 1000, 30000, "temperatures and alarms are unknown when older, in ms");
                case 4: return Row(into, "AckMs", 3_000, 500, 10000, "time for the module to echo a changed limit, in ms");
                case 5: return Row(into, "StartMs", 5_000, 1000, 30000, "time for the module to read back ON, in ms");
                case 6: return Row(into, "MostRefusals", 3, 1, 20, "refusals of one command that make a fault");
                case 7: return Row(into, "CeilingMv", 85_500, 20000, 120000, "highest voltage ever asked for, in mV");
                case 8: return Row(into, "CeilingMa", 100_000, 1000, 300000, "highest current ever asked for, in mA");
                case 9: return Row(into, "CeilingMilliC", 70_000, 30000, 120000, "temperature that stops the output, in 0.001 degC");
                case 10: return Row(into, "HysteresisMilliC", 10_000, 1000, 40000, "cooling that is wanted before it resumes, in 0.001 degC");
                case 11: return Row(into, "OverMv", 1_000, 100, 10000, "measured voltage above the ceiling that trips, in mV");
                case 12: return Row(into, "OverMa", 2_000, 100, 20000, "measured current above the ceiling that trips, in mA");
                case 13: return Row(into, "OverMs", 200, 0, 2000, "for how long, in ms");
                case 14: return Row(into, "Profile", (int)VehicleProfile.A, 0, 2, "vehicle profile: 0 A, 1 B, 2 Daly");
                case 15: return Row(into, "BmsFreshMs", 3_000, 1000, 10000, "power off when the BMS is silent for so long, in ms");
                case 16: return Row(into, "BmsSilentMs", 5_000, 1000, 60000, "transaction ends when the BMS is silent for so long, in ms");
                case 17: return Row(into, "PlugFrames", 2, 1, 10, "plausible BMS frames that make a plug");
                case 18: return Row(into, "PlugDebounceMs", 1_000, 0, 10000, "debounce of the plug, in ms");
                case 19: return Row(into, "PlugLostMs", 3_000, 1000, 30000, "unplugged after so long without a BMS frame, in ms");
                case 20: return Row(into, "ZeroCurrentMa", 200, 0, 5000, "below this the vehicle takes nothing, in mA");
                case 21: return Row(into, "ZeroCurrentMs", 5_000, 1000, 600000, "for how long until SuspendedEV, in ms");
                case 22: return Row(into, "ClassicMostMa", 30_000, 1000, 300000, "highest request of a Classic, in mA");
                case 23: return Row(into, "ProMostMa", 60_000, 1000, 300000, "highest request of a Pro, in mA");
                case 24: return Row(into, "ClassicMah", 30_000, 1000, 1000000, "capacity of a Classic, in mAh");
                case 25: return Row(into, "ProMah", 60_000, 1000, 1000000, "capacity of a Pro, in mAh");
                case 26: return Row(into, "MaxMah", 90_000, 1000, 1000000, "capacity of a Max, in mAh");
                case 27: return Row(into, "RangeMetersPerAh", 2_700, 100, 20000, "range per Ah, in m");
                case 28: return Row(into, "LimitEndMs", 0, 0, 86400000, "a limit of 0 ends the transaction after so many ms, 0 never");
                case 29: return Row(into, "BusEndMs", 120_000, 0, 86400000, "a lost bus ends it after so many ms, 0 never");
                case 30: return Row(into, "ModuleEndMs", 120_000, 0, 86400000, "a module offline ends it after so many ms, 0 never");
                case 31: return Row(into, "RefusalEndMs", 60_000, 0, 86400000, "a refusing BMS ends it after so many ms, 0 never");
                case 32: return Row(into, "HeatEndMs", 900_000, 0, 86400000, "over-temperature ends it after so many ms, 0 never");
                case 33: return Row(into, "FaultLockMs", 10_000, 10000, 600000, "output locked after a fault, in ms");
                case 34: return Row(into, "ContactorSettleMs", 100, 0, 2000, "from closing the contactor to START, in ms");
                case 35: return Row(into, "ContactorOpenMa", 2_000, 0, 20000, "an ordinary stop opens it below so many mA");
                case 36: return Row(into, "ContactorOpenMs", 500, 0, 2000, "and at the latest after so many ms");
                case 37: return Row(into, "GunClosedHigh", 1, 0, 1, "1: a closed gun switch reads high");
                case 38: return Row(into, "EmergencyHigh", 1, 0, 1, "1: a pressed emergency stop reads high");
                case 39: return Row(into, "EnergyGapMs", 2_000, 200, 10000, "no energy is counted across a longer gap, in ms");
                case 40: return Row(into, "EnergyGapPercent", 5, 1, 100, "share of gaps in a session that warns");
                case 41: return Row(into, "EnergyReserveWh", 25, 1, 1000, "least energy between two writes of the register, in Wh");
                case 42: return Row(into, "TemperatureSensors", BothSensors, 1, 3, "sensors a module has: 1 inlet, 2 internal, 3 both");
                default: return false;
            }
        }

        /// <summary>Puts every setting at its default.</summary>
        public static void SetDefaults(ChargerSettings of)
        {
            ChargerSetting row = new ChargerSetting();
            for (int i = 0; Describe(i, row); i++) Field(of, i) = row.Default;
        }

        /// <summary>Sets one value; false, and nothing changed, when it is out of bounds or there is no such row.</summary>
        public static bool TrySet(ChargerSettings of, int index, int value)
        {
            ChargerSetting row = new ChargerSetting();
            if (!Describe(index, row) || value < row.Least || value > row.Most) return false;
            Field(of, index) = value;
            return true;
        }

        /// <summary>The value at an index from 0 to <see cref="Count"/> - 1.</summary>
        public static int Value(ChargerSettings of, int index) => Field(of, index);

        /// <summary>Null when all is within bounds and fits together, else the first setting that does not, its value and what is allowed.</summary>
        public static string Check(ChargerSettings of)
        {
            ChargerSetting row = new ChargerSetting();
            for (int i = 0; Describe(i, row); i++)
            {
                int value = Field(of, i);
                if (value < row.Least || value > row.Most) return row.Name + " '" + value + "' is not allowed: " + row.Least + " to " + row.Most;
            }
            if (of.BmsSilentMs < of.BmsFreshMs) return "BmsSilentMs '" + of.BmsSilentMs + "' is not allowed: at least BmsFreshMs " + of.BmsFreshMs;
            if (of.ProMostMa <= of.ClassicMostMa) return "ProMostMa '" + of.ProMostMa + "' is not allowed: above ClassicMostMa " + of.ClassicMostMa;
            return null;
        }

        private static ref int Field(ChargerSettings of, int index)
        {
            switch (index)
            {
                case 0: return ref of.RatedMa;
                case 1: return ref of.Modules;
                case 2: return ref of.ModuleFreshMs;
                case 3: return ref of.ReadingFreshMs;
                case 4: return ref of.AckMs;
                case 5: return ref of.StartMs;
                case 6: return ref of.MostRefusals;
                case 7: return ref of.CeilingMv;
                case 8: return ref of.CeilingMa;
                case 9: return ref of.CeilingMilliC;
                case 10: return ref of.HysteresisMilliC;
                case 11: return ref of.OverMv;
                case 12: return ref of.OverMa;
                case 13: return ref of.OverMs;
                case 14: return ref of.Profile;
                case 15: return ref of.BmsFreshMs;
                case 16: return ref of.BmsSilentMs;
                case 17: return ref of.PlugFrames;
                case 18: return ref of.PlugDebounceMs;
                case 19: return ref of.PlugLostMs;
                case 20: return ref of.ZeroCurrentMa;
                case 21: return ref of.ZeroCurrentMs;
                case 22: return ref of.ClassicMostMa;
                case 23: return ref of.ProMostMa;
                case 24: return ref of.ClassicMah;
                case 25: return ref of.ProMah;
                case 26: return ref of.MaxMah;
                case 27: return ref of.RangeMetersPerAh;
                case 28: return ref of.LimitEndMs;
                case 29: return ref of.BusEndMs;
                case 30: return ref of.ModuleEndMs;
                case 31: return ref of.RefusalEndMs;
                case 32: return ref of.HeatEndMs;
                case 33: return ref of.FaultLockMs;
                case 34: return ref of.ContactorSettleMs;
                case 35: return ref of.ContactorOpenMa;
                case 36: return ref of.ContactorOpenMs;
                case 37: return ref of.GunClosedHigh;
                case 38: return ref of.EmergencyHigh;
                case 39: return ref of.EnergyGapMs;
                case 40: return ref of.EnergyGapPercent;
                case 41: return ref of.EnergyReserveWh;
                default: return ref of.TemperatureSensors;
            }
        }

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
