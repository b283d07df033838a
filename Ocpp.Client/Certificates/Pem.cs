using System.Text;
using Ocpp.Client.Transport;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Certificates
{
    /// <summary>One certificate as PEM text (RFC 7468): to DER directly from a JSON string or a file, and back.</summary>
    public static class Pem
    {
        private const string Begin = "-----BEGIN CERTIFICATE-----";
        private const string End = "-----END CERTIFICATE-----";
        private const int LineBytes = 48;
        private const int LineChars = 64;

        /// <summary>
        /// Reads the text between <paramref name="at"/> and its end; line breaks may be plain or escaped as JSON
        /// escapes them. Bytes written, or -1 when it is not exactly one certificate or has no room. May be written over the text
        /// itself, from its beginning on.
        /// </summary>
        /// <param name="most">Bytes that may be written from <paramref name="intoAt"/> on.</param>
        public static int ToDer(byte[] text, int at, int count, byte[] into, int intoAt, int most)
        {
            int end = at + count;
            at = Blanks(text, at, end);
            if (!StartsWith(text, at, end, Begin)) return -1;
            at += Begin.Length;
            int written = FromBase64(text, at, end, into, intoAt, most, out at);
            bool whole = written > 0 && StartsWith(text, at, end, End) && Blanks(text, at + End.Length, end) == end;
            return whole ? written : -1;
        }

        /// <summary>
        /// Reads base64 up to a hyphen or the end, blanks and line breaks left out, escaped as JSON escapes them or not. Bytes
        /// written, or -1 when it is none or has no room.
        /// </summary>
        public static int FromBase64(byte[] text, int at, int end, byte[] into, int intoAt, int most, out int stop)
        {
            int written = 0;
            int bits = 0;
            int held = 0;
            int padding = 0;
            stop = at;
            for (at = Blanks(text, at, end); at < end && text[at] != '-'; at = Blanks(text, at, end))
            {
                int six = SixBits(Character(text, at, end));
                if (six < 0 || (six != Padding && padding > 0)) return -1;
                at += Length(text, at);
                if (six == Padding) padding++;
                bits = (bits << 6) | (six & 63);
                if (++held < 4) continue;
                if (padding > 2 || written + 3 - padding > most) return -1;
                into[intoAt + written++] = (byte)(bits >> 16);
                if (padding < 2) into[intoAt + written++] = (byte)(bits >> 8);
                if (padding < 1) into[intoAt + written++] = (byte)bits;
                bits = held = 0;
            }
            stop = at;
            return held == 0 ? written : -1;
        }

        /// <summary>Bytes that <see cref="Write"/> needs for a certificate of so many.</summary>
        public static int LengthOf(int derBytes)
        {
            int chars = Base64.EncodedLength(derBytes);
            return Begin.Length + End.Length + 2 + chars + (chars + LineChars - 1) / LineChars;
        }

        /// <summary>Writes it as text with lines of 64; the place after it.</summary>
        public static int Write(byte[] der, int count, byte[] into, int at)
        {
            at += Encoding.UTF8.GetBytes(Begin, 0, Begin.Length, into, at);
            into[at++] = (byte)'\n';
            for (int from = 0; from < count; from += LineBytes)
            {
                at += Base64.Encode(der, from, count - from < LineBytes ? count - from : LineBytes, into, at);
                into[at++] = (byte)'\n';
            }
            at += Encoding.UTF8.GetBytes(End, 0, End.Length, into, at);
            into[at++] = (byte)'\n';
            return at;
        }

        private const int Padding = 64;

        private static int SixBits(int c)
        {
            if (c >= 'A' && c <= 'Z') return c - 'A';
            if (c >= 'a' && c <= 'z') return c - 'a' + 26;
            if (c >= '0' && c <= '9') return c - '0' + 52;
            return c == '+' ? 62 : c == '/' ? 63 : c == '=' ? Padding : -1;
        }

        /// <summary>The character at that place, escaped or not; -1 for an invalid escape.</summary>
        private static int Character(byte[] text, int at, int end)
        {
            if (text[at] != '\\') return text[at];
            if (at + 1 >= end) return -1;
            switch (text[at + 1])
            {
                case (byte)'n': return '\n';
                case (byte)'r': return '\r';
                case (byte)'t': return '\t';
                case (byte)'u': return JsonText.Hex4(text, at + 2, end);
                default: return text[at + 1];
            }
        }

        /// <summary>Bytes that the character takes.</summary>
        private static int Length(byte[] text, int at) => text[at] != '\\' ? 1 : text[at + 1] == 'u' ? 6 : 2;

        /// <summary>The place of the next character that is no blank and no line break, escaped or not.</summary>
        public static int Blanks(byte[] text, int at, int end)
        {
            while (at < end)
            {
                int c = Character(text, at, end);
                if (c < 0 || c > ' ') break;
                at += Length(text, at);
            }
            return at;
        }

        private static bool StartsWith(byte[] text, int at, int end, string ascii)
        {
            if (at + ascii.Length > end) return false;
            for (int i = 0; i < ascii.Length; i++)
                if (text[at + i] != ascii[i]) return false;
            return true;
        }
    }
}
