namespace Charger.Metering
{
    /// <summary>The meters that this firmware reads.</summary>
    public enum MeterKind
    {
        /// <summary>Eastron SDM120: one phase.</summary>
        Sdm120,

        /// <summary>Eastron SDM630: three phases.</summary>
        Sdm630,
    }

    /// <summary>What is read of a meter.</summary>
    public enum MeterValue
    {
        /// <summary>Import active energy, kWh.</summary>
        Energy,

        /// <summary>Active power of all phases, W.</summary>
        Power,

        /// <summary>V; of three phases the mean to neutral.</summary>
        Voltage,

        /// <summary>A; of three phases the sum.</summary>
        Current,
    }

    /// <summary>Addresses of the input registers (function 4) by the makers' protocol documents; each value takes two registers.</summary>
    public static class MeterRegisters
    {
        public const int RegistersAValue = 2;

        private const int ImportEnergy = 0x0048;

        public static int Of(MeterKind kind, MeterValue value)
        {
            bool three = kind == MeterKind.Sdm630;
            switch (value)
            {
                case MeterValue.Energy: return ImportEnergy;
                case MeterValue.Power: return three ? 0x0034 : 0x000C;
                case MeterValue.Voltage: return three ? 0x002A : 0x0000;
                default: return three ? 0x0030 : 0x0006;
            }
        }

        public static string NameOf(MeterKind kind)
        {
            return kind == MeterKind.Sdm630 ? "SDM630" : "SDM120";
        }
    }
}
