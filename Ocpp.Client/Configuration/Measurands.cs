namespace Ocpp.Client.Configuration
{
    /// <summary>A list of measurands as a set: one bit each, in the order of <see cref="OcppKeyTable.Measurands"/>.</summary>
    public static class Measurands
    {
        /// <summary>Energy.Active.Import.Register, in Wh.</summary>
        public const int Energy = 1;
        /// <summary>Power.Active.Import, in W.</summary>
        public const int Power = 2;
        /// <summary>Voltage, in V.</summary>
        public const int Voltage = 4;
        /// <summary>Current.Import, in A.</summary>
        public const int Current = 8;
        /// <summary>Current.Offered, in A.</summary>
        public const int Offered = 16;
        /// <summary>SoC, in percent.</summary>
        public const int StateOfCharge = 32;
        /// <summary>Temperature, in degrees Celsius.</summary>
        public const int Temperature = 64;
        /// <summary>All measurands that this charger has.</summary>
        public const int All = 127;

        /// <summary>The set that a value of a measurand key names: blanks around an item and repeated items do not matter.</summary>
        public static int Of(string list)
        {
            string[] names = OcppKeyTable.Measurands.Split(',');
            string[] items = list.Split(',');
            int set = 0;
            for (int i = 0; i < items.Length; i++)
            {
                string item = items[i].Trim();
                for (int n = 0; n < names.Length; n++)
                    if (names[n] == item) set |= 1 << n;
            }
            return set;
        }
    }
}
