namespace Ocpp.Security.Arithmetic
{
    /// <summary>
    /// The numbers of curve P-256 (FIPS 186-4 D.1.2.3). Each call makes an array: nothing of them stays on the heap. Those "in form"
    /// are times 2^256 modulo the prime, as <see cref="Montgomery"/> works with them.
    /// </summary>
    internal static class CurveP256
    {
        public const int Words = 8;
        public const int Bytes = 32;

        /// <summary>An uncompressed point (SEC 1 2.3.3): 4, x, y.</summary>
        public const int PointBytes = 1 + 2 * Bytes;

        public static uint[] Prime() => new uint[] { 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0, 0, 0, 1, 0xFFFFFFFF };

        public static uint[] Order() => new uint[] { 0xFC632551, 0xF3B9CAC2, 0xA7179E84, 0xBCE6FAAD, 0xFFFFFFFF, 0xFFFFFFFF, 0, 0xFFFFFFFF };

        /// <summary>2^512 modulo the prime: a product with it brings a number into form.</summary>
        public static uint[] PrimeForm() => new uint[] { 3, 0, 0xFFFFFFFF, 0xFFFFFFFB, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 4 };

        /// <summary>2^512 modulo the order.</summary>
        public static uint[] OrderForm() => new uint[] { 0xBE79EEA2, 0x83244C95, 0x49BD6FA6, 0x4699799C, 0x2B6BEC59, 0x2845B239, 0xF3D95620, 0x66E12D94 };

        /// <summary>1 in form: 2^256 modulo the prime.</summary>
        public static uint[] One() => new uint[] { 1, 0, 0, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE, 0 };

        public static uint[] B() => new uint[] { 0x27D2604B, 0x3BCE3C3E, 0xCC53B0F6, 0x651D06B0, 0x769886BC, 0xB3EBBD55, 0xAA3A93E7, 0x5AC635D8 };

        public static uint[] BaseX() => new uint[] { 0xD898C296, 0xF4A13945, 0x2DEB33A0, 0x77037D81, 0x63A440F2, 0xF8BCE6E5, 0xE12C4247, 0x6B17D1F2 };

        public static uint[] BaseY() => new uint[] { 0x37BF51F5, 0xCBB64068, 0x6B315ECE, 0x2BCE3357, 0x7C0F9E16, 0x8EE7EB4A, 0xFE1A7F9B, 0x4FE342E2 };
    }
}
