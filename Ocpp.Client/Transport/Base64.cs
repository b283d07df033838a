namespace Ocpp.Client.Transport
{
    /// <summary>Base64 (RFC 4648 section 4) into a buffer.</summary>
    public static class Base64
    {
        private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

        /// <summary>Bytes that the text of so many bytes takes, padding included.</summary>
        public static int EncodedLength(int count) => (count + 2) / 3 * 4;

        /// <summary>Bytes written.</summary>
        public static int Encode(byte[] from, int offset, int count, byte[] into, int at)
        {
            int start = at;
            for (int i = 0; i < count; i += 3)
            {
                int left = count - i;
                int bits = (from[offset + i] << 16) | (left > 1 ? from[offset + i + 1] << 8 : 0) | (left > 2 ? from[offset + i + 2] : 0);
                into[at++] = (byte)Alphabet[bits >> 18];
                into[at++] = (byte)Alphabet[(bits >> 12) & 63];
                into[at++] = left > 1 ? (byte)Alphabet[(bits >> 6) & 63] : (byte)'=';
                into[at++] = left > 2 ? (byte)Alphabet[bits & 63] : (byte)'=';
            }
            return at - start;
        }
    }
}
