namespace Charger.Can
{
    /// <summary>One setting of the charger as a table row; made once and filled again and again.</summary>
    public sealed class ChargerSetting
    {
        public string Name;
        public int Default;
        public int Least;
        public int Most;
        public string Text;
    }

    /// <summary>
    /// Everything about the charger that is configuration (charger-protocol.md, "Decisions", "Only a bench can settle"). Plain fields
    /// for the control's sake; <see cref="ChargerSettingTable"/> has their names, defaults and bounds.
    /// </summary>
    public sealed class ChargerSettings
    {
        /// <summary>Everything at its default.</summary>
        public ChargerSettings()
        {
            ChargerSettingTable.SetDefaults(this);
        }

        // The power module.
        public int RatedMa;
        public int Modules;
        public int ModuleFreshMs;
        public int ReadingFreshMs;
        public int AckMs;
        public int StartMs;
        public int MostRefusals;
        public int TemperatureSensors;

        // Limits.
        public int CeilingMv;
        public int CeilingMa;
        public int CeilingMilliC;
        public int HysteresisMilliC;
        public int OverMv;
        public int OverMa;
        public int OverMs;

        // The vehicle.
        public int Profile;
        public int BmsFreshMs;
        public int BmsSilentMs;
        public int PlugFrames;
        public int PlugDebounceMs;
        public int PlugLostMs;
        public int ZeroCurrentMa;
        public int ZeroCurrentMs;
        public int ClassicMostMa;
        public int ProMostMa;
        public int ClassicMah;
        public int ProMah;
        public int MaxMah;
        public int RangeMetersPerAh;

        // What a false condition does to the transaction; 0 never ends it.
        public int LimitEndMs;
        public int BusEndMs;
        public int ModuleEndMs;
        public int RefusalEndMs;
        public int HeatEndMs;
        public int FaultLockMs;

        // Contactor and inputs.
        public int ContactorSettleMs;
        public int ContactorOpenMa;
        public int ContactorOpenMs;
        public int GunClosedHigh;
        public int EmergencyHigh;

        // Energy.
        public int EnergyGapMs;
        public int EnergyGapPercent;
        public int EnergyReserveWh;

        /// <summary>What all modules behind address 1 give together, in mA.</summary>
        public int GroupMa => RatedMa * Modules;
    }
}
