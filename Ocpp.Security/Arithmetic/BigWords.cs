namespace Ocpp.Security.Arithmetic
{
    /// <summary>Natural numbers as words of 32 bits, the least significant first; the caller knows how many words count.</summary>
    public static class BigWords
    {
        private const int WordBytes = 4;

        /// <summary>Reads big-endian bytes into all words of <paramref name="into"/>; false when the number has no room there.</summary>
        public static bool Read(byte[] from, int at, int count, uint[] into)
        {
            while (count > 0 && from[at] == 0)
            {
                at++;
                count--;
            }
            if (count > into.Length * WordBytes) return false;
            for (int i = 0; i < into.Length; i++) into[i] = 0;
            for (int i = 0; i < count; i++) into[i / WordBytes] |= (uint)from[at + count - 1 - i] << (8 * (i % WordBytes));
            return true;
        }

        /// <summary>Writes all words as big-endian bytes, four a word.</summary>
        public static void Write(uint[] from, byte[] into, int at)
        {
            int count = from.Length * WordBytes;
            for (int i = 0; i < count; i++) into[at + count - 1 - i] = (byte)(from[i / WordBytes] >> (8 * (i % WordBytes)));
        }

        /// <summary>Copies all words of <paramref name="into"/>.</summary>
        public static void Copy(uint[] from, uint[] into)
        {
            for (int i = 0; i < into.Length; i++) into[i] = from[i];
        }

        /// <summary>All words are 0.</summary>
        internal static bool IsZero(uint[] a)
        {
            uint any = 0;
            for (int i = 0; i < a.Length; i++) any |= a[i];
            return any == 0;
        }

        /// <summary>Below 0, 0 or above 0, as a is less than, equal to or greater than b; both have as many words.</summary>
        public static int Compare(uint[] a, uint[] b)
        {
            for (int i = a.Length - 1; i >= 0; i--)
                if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
            return 0;
        }

        /// <summary>a + b; the carry, 0 or 1. The result may be one of both.</summary>
        public static uint Add(uint[] a, uint[] b, uint[] into)
        {
            ulong carry = 0;
            for (int i = 0; i < into.Length; i++)
            {
                carry += (ulong)a[i] + b[i];
                into[i] = (uint)carry;
                carry >>= 32;
            }
            return (uint)carry;
        }

        /// <summary>a - b modulo the words; the borrow, 0 or 1. The result may be one of both.</summary>
        public static uint Subtract(uint[] a, uint[] b, uint[] into)
        {
            ulong borrow = 0;
            for (int i = 0; i < into.Length; i++)
            {
                ulong difference = (ulong)a[i] - b[i] - borrow;
                into[i] = (uint)difference;
                borrow = (difference >> 32) & 1;
            }
            return (uint)borrow;
        }

        /// <summary>Bits from the first 1 on: 0 for zero.</summary>
        public static int Bits(uint[] a)
        {
            for (int i = a.Length - 1; i >= 0; i--)
            {
                if (a[i] == 0) continue;
                int bits = 32 * i;
                for (uint word = a[i]; word != 0; word >>= 1) bits++;
                return bits;
            }
            return 0;
        }

        /// <summary>The bit with this number is 1; bit 0 is the least significant.</summary>
        public static bool Bit(uint[] a, int bit) => (a[bit >> 5] >> (bit & 31) & 1) != 0;
    }
}
