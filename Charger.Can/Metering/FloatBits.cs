namespace Charger.Metering
{
    /// <summary>An IEEE 754 single as integer: by its bits alone, so that no floating-point arithmetic rounds what is billed.</summary>
    public static class FloatBits
    {
        /// <summary>The bits are no number, or one beyond <see cref="MostBits"/>.</summary>
        public const long NoNumber = long.MinValue;

        private const int FractionBits = 23;
        private const int ExponentMask = 0xFF;
        private const int Bias = 127;

        /// <summary>Values of 2^39 and more are refused: scaled by a thousand they still fit.</summary>
        private const int MostBits = 39;

        /// <summary>The value times <paramref name="scale"/>, rounded to the nearest integer, halves away from zero.</summary>
        /// <param name="scale">1 to 1000.</param>
        public static long Scaled(int bits, int scale)
        {
            int exponent = bits >> FractionBits & ExponentMask;
            if (exponent - Bias >= MostBits) return NoNumber;
            // Zero, and values so small that the result rounds to 0.
            if (exponent < Bias - FractionBits) return 0;
            long value = (long)(bits & (1 << FractionBits) - 1 | 1 << FractionBits) * scale;
            int right = Bias + FractionBits - exponent;
            if (right > 0) value = value + (1L << right - 1) >> right;
            else value <<= -right;
            return bits < 0 ? -value : value;
        }
    }
}
