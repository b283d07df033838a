using System;

namespace Ocpp.Client.Certificates
{
    /// <summary>SHA-256 (FIPS 180-4) of bytes that come in pieces. Made for one hash and released: nothing of it stays on the heap.</summary>
    public sealed class Sha256
    {
        /// <summary>Bytes of a hash.</summary>
        public const int HashBytes = 32;
        private const int BlockBytes = 64;
        private const int LengthAt = 56;

        private readonly byte[] _block = new byte[BlockBytes];
        private readonly uint[] _words = new uint[64];
        private readonly uint[] _constants = Constants();
        private readonly uint[] _state = new uint[] { 0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19 };
        private int _held;
        private int _total;

        /// <summary>Adds bytes to what is hashed. Not after <see cref="Finish"/>.</summary>
        public void Update(byte[] buffer, int offset, int count)
        {
            _total += count;
            while (count > 0)
            {
                int part = BlockBytes - _held;
                if (part > count) part = count;
                Array.Copy(buffer, offset, _block, _held, part);
                _held += part;
                offset += part;
                count -= part;
                if (_held == BlockBytes) Mix();
            }
        }

        /// <summary>Ends it: the hash into 32 bytes of <paramref name="into"/>. At most 256 MB have gone in.</summary>
        public void Finish(byte[] into, int at)
        {
            int bits = _total << 3;
            _block[_held++] = 0x80;
            if (_held > LengthAt)
            {
                Array.Clear(_block, _held, BlockBytes - _held);
                Mix();
            }
            Array.Clear(_block, _held, BlockBytes - _held);
            for (int i = 0; i < 4; i++) _block[BlockBytes - 1 - i] = (byte)(bits >> (8 * i));
            Mix();
            for (int i = 0; i < HashBytes; i++) into[at + i] = (byte)(_state[i >> 2] >> (24 - 8 * (i & 3)));
        }

        private void Mix()
        {
            _held = 0;
            // Rotations are written out and arrays are locals: a call costs more than the arithmetic of one round.
            uint[] w = _words;
            uint[] k = _constants;
            for (int i = 0, at = 0; i < 16; i++, at += 4)
                w[i] = ((uint)_block[at] << 24) | ((uint)_block[at + 1] << 16) | ((uint)_block[at + 2] << 8) | _block[at + 3];
            for (int i = 16; i < 64; i++)
            {
                uint x = w[i - 15];
                uint y = w[i - 2];
                w[i] = w[i - 16] + (((x >> 7) | (x << 25)) ^ ((x >> 18) | (x << 14)) ^ (x >> 3)) + w[i - 7] + (((y >> 17) | (y << 15)) ^ ((y >> 19) | (y << 13)) ^ (y >> 10));
            }
            uint a = _state[0], b = _state[1], c = _state[2], d = _state[3], e = _state[4], f = _state[5], g = _state[6], h = _state[7];
            for (int i = 0; i < 64; i++)
            {
                uint one = h + (((e >> 6) | (e << 26)) ^ ((e >> 11) | (e << 21)) ^ ((e >> 25) | (e << 7))) + ((e & f) ^ (~e & g)) + k[i] + w[i];
                uint two = (((a >> 2) | (a << 30)) ^ ((a >> 13) | (a << 19)) ^ ((a >> 22) | (a << 10))) + ((a & b) ^ (a & c) ^ (b & c));
                h = g;
                g = f;
                f = e;
                e = d + one;
                d = c;
                c = b;
                b = a;
                a = one + two;
            }
            _state[0] += a;
            _state[1] += b;
            _state[2] += c;
            _state[3] += d;
            _state[4] += e;
            _state[5] += f;
            _state[6] += g;
            _state[7] += h;
        }

        private static uint[] Constants()
        {
            return new uint[]
            {
                0x428A2F98, 0x71374491, 0xB5C0FBCF, 0xE9B5DBA5, 0x3956C25B, 0x59F111F1, 0x923F82A4, 0xAB1C5ED5, 0xD807AA98, 0x12835B01, 0x243185BE, 0x550C7DC3,
                0x72BE5D74, 0x80DEB1FE, 0x9BDC06A7, 0xC19BF174, 0xE49B69C1, 0xEFBE4786, 0x0FC19DC6, 0x240CA1CC, 0x2DE92C6F, 0x4A7484AA, 0x5CB0A9DC, 0x76F988DA,
                0x983E5152, 0xA831C66D, 0xB00327C8, 0xBF597FC7, 0xC6E00BF3, 0xD5A79147, 0x06CA6351, 0x14292967, 0x27B70A85, 0x2E1B2138, 0x4D2C6DFC, 0x53380D13,
                0x650A7354, 0x766A0ABB, 0x81C2C92E, 0x92722C85, 0xA2BFE8A1, 0xA81A664B, 0xC24B8B70, 0xC76C51A3, 0xD192E819, 0xD6990624, 0xF40E3585, 0x106AA070,
                0x19A4C116, 0x1E376C08, 0x2748774C, 0x34B0BCB5, 0x391C0CB3, 0x4ED8AA4A, 0x5B9CCA4F, 0x682E6FF3, 0x748F82EE, 0x78A5636F, 0x84C87814, 0x8CC70208,
                0x90BEFFFA, 0xA4506CEB, 0xBEF9A3F7, 0xC67178F2,
            };
        }
    }
}
