namespace Charger.Can
{
    /// <summary>One setting of the charger as a table row; made once and filled again and again.</summary>
    public sealed class ChargerSetting
    {
        public string Name;
        public int Value;
        public int Least;
        public int Most;
        public string Text;
    }

    /// <summary>
    /// Everything about the charger that is configuration: defaults from charger-can ("Decisions", "Only a bench can settle").
    /// Plain fields for the control's sake; <see cref="ChargerSettingTable"/> names, bounds and sets them.
    /// </summary>
    public sealed class ChargerSettings
    {
        // The power module.
        public int RatedMa = 33_570;
        public int Modules = 3;
        public int ModuleFreshMs = 3_000;
        public int ReadingFreshMs = 5_000;
        public int AckMs = 3_000;
        public int StartMs = 5_000;
        public int MostRefusals = 3;

        // Limits.
        public int CeilingMv = 85_500;
        public int CeilingMa = 100_000;
        public int CeilingMilliC = 70_000;
        public int HysteresisMilliC = 10_000;
        public int OverMv = 1_000;
        public int OverMa = 2_000;
        public int OverMs = 200;

        // The vehicle.
        public int Profile = (int)VehicleProfile.A;
        public int BmsFreshMs = 3_000;
        public int BmsSilentMs = 5_000;
        public int PlugFrames = 2;
        public int PlugDebounceMs = 1_000;
        public int PlugLostMs = 3_000;
        public int ZeroCurrentMa = 200;
        public int ZeroCurrentMs = 5_000;
        public int ClassicMostMa = 30_000;
        public int ProMostMa = 60_000;
        public int ClassicMah = 30_000;
        public int ProMah = 60_000;
        public int MaxMah = 90_000;
        public int RangeMetersPerAh = 2_700;

        // What a false condition does to the transaction; 0 never ends it.
        public int LimitEndMs;
        public int BusEndMs = 120_000;
        public int ModuleEndMs = 120_000;
        public int RefusalEndMs = 60_000;
        public int HeatEndMs = 900_000;
        public int FaultLockMs = 10_000;

        // Contactor and inputs.
        public int ContactorSettleMs = 100;
        public int ContactorOpenMa = 2_000;
        public int ContactorOpenMs = 500;
        public int GunClosedHigh = 1;
        public int EmergencyHigh = 1;

        // Energy.
        public int EnergyGapMs = 2_000;
        public int EnergyGapPercent = 5;
        public int EnergyReserveWh = 25;

        /// <summary>What all modules behind address 1 give together, in mA.</summary>
        public int GroupMa => RatedMa * Modules;
    }
}
