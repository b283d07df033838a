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
        /// <summary>Each value is an IEEE 754 single in two registers of 16 bits, the higher one first.</summary>
        public const int RegistersAValue = 2;

        private const int ImportEnergy = 0x0048;

        /// <summary>Address of a value's first register, from 0; below 0x100, so that one byte of a request holds it.</summary>
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

        /// <summary>The model's name as in the settings file and the log.</summary>
        public static string NameOf(MeterKind kind)
        {
            return kind == MeterKind.Sdm630 ? "SDM630" : "SDM120";
        }
    }
}
