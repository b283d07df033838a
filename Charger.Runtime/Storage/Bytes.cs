namespace Charger.Runtime
{
    /// <summary>Integers in records on flash: big-endian, at any offset.</summary>
    public static class Bytes
    {
        /// <summary>Writes the low 16 bits of a value.</summary>
        public static void PutUInt16(byte[] into, int at, int value)
        {
            into[at] = (byte)(value >> 8);
            into[at + 1] = (byte)value;
        }

        /// <summary>Reads 16 bits, 0 to 65535.</summary>
        public static int UInt16(byte[] from, int at) => (from[at] << 8) | from[at + 1];

        /// <summary>Writes 32 bits.</summary>
        public static void PutUInt32(byte[] into, int at, uint value)
        {
            into[at] = (byte)(value >> 24);
            into[at + 1] = (byte)(value >> 16);
            into[at + 2] = (byte)(value >> 8);
            into[at + 3] = (byte)value;
        }

        /// <summary>Reads 32 bits, unsigned.</summary>
        public static uint UInt32(byte[] from, int at) => ((uint)from[at] << 24) | ((uint)from[at + 1] << 16) | ((uint)from[at + 2] << 8) | from[at + 3];

        /// <summary>Writes 64 bits.</summary>
        public static void PutInt64(byte[] into, int at, long value)
        {
            PutUInt32(into, at, (uint)(value >> 32));
            PutUInt32(into, at + 4, (uint)value);
        }

        /// <summary>Reads 64 bits, signed.</summary>
        public static long Int64(byte[] from, int at) => ((long)UInt32(from, at) << 32) | UInt32(from, at + 4);
    }
}
