namespace Charger.Can
{
    /// <summary>Names, bounds and meaning of every setting: rows live in code, so the table costs no heap.</summary>
    public static class ChargerSettingTable
    {
        public const int Count = 42;

        /// <summary>Fills the row at an index from 0; false beyond the end.</summary>
        public static bool Describe(ChargerSettings of, int index, ChargerSetting into)
        {
            switch (index)
            {
                case 0: return Row(into, "RatedMa", of.RatedMa, 1000, 200000, "rated current of one module in mA");
                case 1: return Row(into, "Modules", of.Modules, 1, 20, "modules behind address 1");
                case 2: return Row(into, "ModuleFreshMs", of.ModuleFreshMs, 500, 10000, "module offline after so many ms");
                case 3: return Row(into, "ReadingFreshMs", of.ReadingFreshMs, 1000, 30000, "temperatures and alarms are unknown when older, in ms");
                case 4: return Row(into, "AckMs", of.AckMs, 500, 10000, "time for the module to echo a changed limit, in ms");
                case 5: return Row(into, "StartMs", of.StartMs, 1000, 30000, "time for the module to read back ON, in ms");
                case 6: return Row(into, "MostRefusals", of.MostRefusals, 1, 20, "refusals of one command that make a fault");
                case 7: return Row(into, "CeilingMv", of.CeilingMv, 20000, 120000, "highest voltage ever asked for, in mV");
                case 8: return Row(into, "CeilingMa", of.CeilingMa, 1000, 300000, "highest current ever asked for, in mA");
                case 9: return Row(into, "CeilingMilliC", of.CeilingMilliC, 30000, 120000, "temperature that stops the output, in 0.001 degC");
                case 10: return Row(into, "HysteresisMilliC", of.HysteresisMilliC, 1000, 40000, "cooling that is wanted before it resumes, in 0.001 degC");
                case 11: return Row(into, "OverMv", of.OverMv, 100, 10000, "measured voltage above the ceiling that trips, in mV");
                case 12: return Row(into, "OverMa", of.OverMa, 100, 20000, "measured current above the ceiling that trips, in mA");
                case 13: return Row(into, "OverMs", of.OverMs, 0, 2000, "for how long, in ms");
                case 14: return Row(into, "Profile", of.Profile, 0, 2, "vehicle profile: 0 A, 1 B, 2 Daly");
                case 15: return Row(into, "BmsFreshMs", of.BmsFreshMs, 1000, 10000, "power off when the BMS is silent for so long, in ms");
                case 16: return Row(into, "BmsSilentMs", of.BmsSilentMs, 1000, 60000, "transaction ends when the BMS is silent for so long, in ms");
                case 17: return Row(into, "PlugFrames", of.PlugFrames, 1, 10, "plausible BMS frames that make a plug");
                case 18: return Row(into, "PlugDebounceMs", of.PlugDebounceMs, 0, 10000, "debounce of the plug, in ms");
                case 19: return Row(into, "PlugLostMs", of.PlugLostMs, 1000, 30000, "unplugged after so long without a BMS frame, in ms");
                case 20: return Row(into, "ZeroCurrentMa", of.ZeroCurrentMa, 0, 5000, "below this the vehicle takes nothing, in mA");
                case 21: return Row(into, "ZeroCurrentMs", of.ZeroCurrentMs, 1000, 600000, "for how long until SuspendedEV, in ms");
                case 22: return Row(into, "ClassicMostMa", of.ClassicMostMa, 1000, 300000, "highest request of a Classic, in mA");
                case 23: return Row(into, "ProMostMa", of.ProMostMa, 1000, 300000, "highest request of a Pro, in mA");
                case 24: return Row(into, "ClassicMah", of.ClassicMah, 1000, 1000000, "capacity of a Classic, in mAh");
                case 25: return Row(into, "ProMah", of.ProMah, 1000, 1000000, "capacity of a Pro, in mAh");
                case 26: return Row(into, "MaxMah", of.MaxMah, 1000, 1000000, "capacity of a Max, in mAh");
                case 27: return Row(into, "RangeMetersPerAh", of.RangeMetersPerAh, 100, 20000, "range per Ah, in m");
                case 28: return Row(into, "LimitEndMs", of.LimitEndMs, 0, 86400000, "a limit of 0 ends the transaction after so many ms, 0 never");
                case 29: return Row(into, "BusEndMs", of.BusEndMs, 0, 86400000, "a lost bus ends it after so many ms, 0 never");
                case 30: return Row(into, "ModuleEndMs", of.ModuleEndMs, 0, 86400000, "a module offline ends it after so many ms, 0 never");
                case 31: return Row(into, "RefusalEndMs", of.RefusalEndMs, 0, 86400000, "a refusing BMS ends it after so many ms, 0 never");
                case 32: return Row(into, "HeatEndMs", of.HeatEndMs, 0, 86400000, "over-temperature ends it after so many ms, 0 never");
                case 33: return Row(into, "FaultLockMs", of.FaultLockMs, 10000, 600000, "output locked after a fault, in ms");
                case 34: return Row(into, "ContactorSettleMs", of.ContactorSettleMs, 0, 2000, "from closing the contactor to START, in ms");
                case 35: return Row(into, "ContactorOpenMa", of.ContactorOpenMa, 0, 20000, "an ordinary stop opens it below so many mA");
                case 36: return Row(into, "ContactorOpenMs", of.ContactorOpenMs, 0, 2000, "and at the latest after so many ms");
                case 37: return Row(into, "GunClosedHigh", of.GunClosedHigh, 0, 1, "1: a closed gun switch reads high");
                case 38: return Row(into, "EmergencyHigh", of.EmergencyHigh, 0, 1, "1: a pressed emergency stop reads high");
                case 39: return Row(into, "EnergyGapMs", of.EnergyGapMs, 200, 10000, "no energy is counted across a longer gap, in ms");
                case 40: return Row(into, "EnergyGapPercent", of.EnergyGapPercent, 1, 100, "share of gaps in a session that warns");
                case 41: return Row(into, "EnergyReserveWh", of.EnergyReserveWh, 1, 1000, "least energy between two writes of the register, in Wh");
                default: return false;
            }
        }

        /// <summary>Sets one value; false, and nothing changed, when it is out of bounds or there is no such row.</summary>
        public static bool TrySet(ChargerSettings of, int index, int value)
        {
            ChargerSetting row = new ChargerSetting();
            if (!Describe(of, index, row) || value < row.Least || value > row.Most) return false;
            switch (index)
            {
                case 0: of.RatedMa = value; break;
                case 1: of.Modules = value; break;
                case 2: of.ModuleFreshMs = value; break;
                case 3: of.ReadingFreshMs = value; break;
                case 4: of.AckMs = value; break;
                case 5: of.StartMs = value; break;
                case 6: of.MostRefusals = value; break;
                case 7: of.CeilingMv = value; break;
                case 8: of.CeilingMa = value; break;
                case 9: of.CeilingMilliC = value; break;
                case 10: of.HysteresisMilliC = value; break;
                case 11: of.OverMv = value; break;
                case 12: of.OverMa = value; break;
                case 13: of.OverMs = value; break;
                case 14: of.Profile = value; break;
                case 15: of.BmsFreshMs = value; break;
                case 16: of.BmsSilentMs = value; break;
                case 17: of.PlugFrames = value; break;
                case 18: of.PlugDebounceMs = value; break;
                case 19: of.PlugLostMs = value; break;
                case 20: of.ZeroCurrentMa = value; break;
                case 21: of.ZeroCurrentMs = value; break;
                case 22: of.ClassicMostMa = value; break;
                case 23: of.ProMostMa = value; break;
                case 24: of.ClassicMah = value; break;
                case 25: of.ProMah = value; break;
                case 26: of.MaxMah = value; break;
                case 27: of.RangeMetersPerAh = value; break;
                case 28: of.LimitEndMs = value; break;
                case 29: of.BusEndMs = value; break;
                case 30: of.ModuleEndMs = value; break;
                case 31: of.RefusalEndMs = value; break;
                case 32: of.HeatEndMs = value; break;
                case 33: of.FaultLockMs = value; break;
                case 34: of.ContactorSettleMs = value; break;
                case 35: of.ContactorOpenMa = value; break;
                case 36: of.ContactorOpenMs = value; break;
                case 37: of.GunClosedHigh = value; break;
                case 38: of.EmergencyHigh = value; break;
                case 39: of.EnergyGapMs = value; break;
                case 40: of.EnergyGapPercent = value; break;
                case 41: of.EnergyReserveWh = value; break;
            }
            return true;
        }

        /// <summary>Null when all is within bounds and fits together, else the first setting that does not, its value and what is allowed.</summary>
        public static string Check(ChargerSettings of)
        {
            ChargerSetting row = new ChargerSetting();
            for (int i = 0; Describe(of, i, row); i++)
            {
                if (row.Value < row.Least || row.Value > row.Most) return row.Name + " '" + row.Value + "' is not allowed: " + row.Least + " to " + row.Most;
            }
            if (of.BmsSilentMs < of.BmsFreshMs) return "BmsSilentMs '" + of.BmsSilentMs + "' is not allowed: at least BmsFreshMs " + of.BmsFreshMs;
            if (of.ProMostMa <= of.ClassicMostMa) return "ProMostMa '" + of.ProMostMa + "' is not allowed: above ClassicMostMa " + of.ClassicMostMa;
            return null;
        }

        private static bool Row(ChargerSetting into, string name, int value, int least, int most, string text)
        {
            into.Name = name;
            into.Value = value;
            into.Least = least;
            into.Most = most;
            into.Text = text;
            return true;
        }
    }
}
