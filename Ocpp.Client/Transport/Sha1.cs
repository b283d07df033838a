using System;

namespace Ocpp.Client.Transport
{
    /// <summary>
    /// SHA-1 (FIPS 180-4) of a short text: what Sec-WebSocket-Accept asks for (RFC 6455 4.2.2), and used for nothing else.
    /// </summary>
    public static class Sha1
    {
        /// <summary>Bytes of a hash.</summary>
        public const int HashBytes = 20;
        private const int BlockBytes = 64;

        /// <summary>Hash of at most 119 bytes, into <paramref name="hash"/>.</summary>
        public static void Compute(byte[] data, int count, byte[] hash)
        {
            int blocks = (count + 8) / BlockBytes + 1;
            byte[] padded = new byte[blocks * BlockBytes];
            Array.Copy(data, 0, padded, 0, count);
            padded[count] = 0x80;
            int bits = count * 8;
            padded[padded.Length - 1] = (byte)bits;
            padded[padded.Length - 2] = (byte)(bits >> 8);
            uint[] state = new uint[] { 0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0 };
            uint[] words = new uint[80];
            for (int block = 0; block < blocks; block++) Mix(padded, block * BlockBytes, words, state);
            for (int i = 0; i < HashBytes; i++) hash[i] = (byte)(state[i >> 2] >> (24 - 8 * (i & 3)));
        }

        private static void Mix(byte[] data, int at, uint[] words, uint[] state)
        {
            for (int i = 0; i < 16; i++, at += 4)
                words[i] = ((uint)data[at] << 24) | ((uint)data[at + 1] << 16) | ((uint)data[at + 2] << 8) | data[at + 3];
            for (int i = 16; i < 80; i++) words[i] = Rotate(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
            uint a = state[0];
            uint b = state[1];
            uint c = state[2];
            uint d = state[3];
            uint e = state[4];
            for (int i = 0; i < 80; i++)
            {
                uint f = i < 20 ? ((b & c) | (~b & d)) + 0x5A827999
                    : i < 40 ? (b ^ c ^ d) + 0x6ED9EBA1
                    : i < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDC
                    : (b ^ c ^ d) + 0xCA62C1D6;
                uint next = Rotate(a, 5) + f + e + words[i];
                e = d;
                d = c;
                c = Rotate(b, 30);
                b = a;
                a = next;
            }
            state[0] += a;
            state[1] += b;
            state[2] += c;
            state[3] += d;
            state[4] += e;
        }

        private static uint Rotate(uint value, int bits) => (value << bits) | (value >> (32 - bits));
    }
}
