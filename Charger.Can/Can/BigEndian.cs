namespace Charger.Can
{
    /// <summary>Numbers as both buses carry them: most significant byte first.</summary>
    public static class BigEndian
    {
        /// <summary>What <see cref="FloatMilli"/> returns for NaN, infinities and negative numbers beyond an int.</summary>
        public const int NotANumber = int.MinValue;

        private const int ExponentBias = 150;
        private const int ExponentSpecial = 255;
        private const int MostLeftShift = 24;
        private const int MostRightShift = 40;

        /// <summary>
        /// Four bytes from <paramref name="at"/> on as an unsigned number. They must lie within <paramref name="data"/>; none of these
        /// methods checks it.
        /// </summary>
        public static uint U32(byte[] data, int at)
        {
            return ((uint)data[at] << 24) | ((uint)data[at + 1] << 16) | ((uint)data[at + 2] << 8) | data[at + 3];
        }

        /// <summary>
        /// Signed. Computed from ints: the interpreter treats the result of a cast from uint as unsigned, so that widening it to a long after
        /// a cast to int would lose the sign.
        /// </summary>
        public static int I32(byte[] data, int at)
        {
            return (data[at] << 24) | (data[at + 1] << 16) | (data[at + 2] << 8) | data[at + 3];
        }

        /// <summary>Writes <paramref name="value"/> as four bytes from <paramref name="at"/> on.</summary>
        public static void PutU32(byte[] data, int at, uint value)
        {
            data[at] = (byte)(value >> 24);
            data[at + 1] = (byte)(value >> 16);
            data[at + 2] = (byte)(value >> 8);
            data[at + 3] = (byte)value;
        }

        /// <summary>Two bytes from <paramref name="at"/> on, 0 to 65535.</summary>
        public static int U16(byte[] data, int at)
        {
            return (data[at] << 8) | data[at + 1];
        }

        /// <summary>Writes the low 16 bits of <paramref name="value"/> as two bytes from <paramref name="at"/> on.</summary>
        public static void PutU16(byte[] data, int at, int value)
        {
            data[at] = (byte)(value >> 8);
            data[at + 1] = (byte)value;
        }

        /// <summary>
        /// An IEEE-754 single times 1000, rounded to nearest, in integers alone: the interpreter's floating point is slow and
        /// the wire may carry a value that is not a number.
        /// </summary>
        public static int FloatMilli(byte[] data, int at)
        {
            uint bits = ((uint)data[at] << 24) | ((uint)data[at + 1] << 16) | ((uint)data[at + 2] << 8) | data[at + 3];
            int exponent = (int)(bits >> 23) & 0xFF;
            if (exponent == 0) return 0;
            if (exponent == ExponentSpecial) return NotANumber;
            long milli = (long)((bits & 0x7FFFFF) | 0x800000) * 1000;
            int shift = exponent - ExponentBias;
            if (shift > MostLeftShift) return Beyond(bits);
            if (shift >= 0) milli <<= shift;
            else if (shift < -MostRightShift) milli = 0;
            else milli = (milli + (1L << (-shift - 1))) >> -shift;
            if (milli > int.MaxValue) return Beyond(bits);
            return (bits & 0x80000000) == 0 ? (int)milli : -(int)milli;
        }

        // A value that is too high becomes the highest int, which exceeds every limit.
        private static int Beyond(uint bits) => (bits & 0x80000000) == 0 ? int.MaxValue : NotANumber;
    }
}
