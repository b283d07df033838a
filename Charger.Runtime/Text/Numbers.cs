namespace Charger.Runtime
{
    /// <summary>Numbers into bytes without a string in between; fixed-point, since binary floats print their tail.</summary>
    public static class Numbers
    {
        /// <summary>Bytes <see cref="WriteFixed"/> will write.</summary>
        public static int LengthOfFixed(long value, int decimals)
        {
            int digits = 1;
            for (long rest = value / 10; rest != 0; rest /= 10) digits++;
            if (digits <= decimals) digits = decimals + 1;
            return digits + (decimals > 0 ? 1 : 0) + (value < 0 ? 1 : 0);
        }

        /// <summary>Writes value / 10^decimals with exactly that many decimals; returns the bytes written. The room must be there.</summary>
        public static int WriteFixed(long value, int decimals, byte[] into, int offset)
        {
            int length = LengthOfFixed(value, decimals);
            int at = offset + length;
            int written = 0;
            long rest = value;
            int first = value < 0 ? offset + 1 : offset;
            while (at > first)
            {
                if (decimals > 0 && written == decimals)
                {
                    into[--at] = (byte)'.';
                    written++;
                    continue;
                }
                // The remainder has the value's sign: long.MinValue has no positive counterpart.
                int digit = (int)(rest % 10);
                into[--at] = (byte)('0' + (digit < 0 ? -digit : digit));
                rest /= 10;
                written++;
            }
            if (value < 0) into[offset] = (byte)'-';
            return length;
        }
    }
}
