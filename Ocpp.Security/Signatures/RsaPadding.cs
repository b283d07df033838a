using Ocpp.Client.Certificates;

namespace Ocpp.Security.Signatures
{
    /// <summary>Checks the decrypted block of an RSA signature: the paddings of RFC 8017 over a SHA-256 hash.</summary>
    internal static class RsaPadding
    {
        private const int LeastFill = 8;
        private const int Trailer = 0xBC;

        /// <summary>PKCS #1 v1.5 (9.2): 0, 1, bytes of 255, 0, the algorithm's name, the hash. The whole is compared, nothing is skipped.</summary>
        public static bool IsPkcs1(byte[] message, byte[] hash)
        {
            byte[] name = new byte[] { 0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20 };
            int fill = message.Length - 3 - name.Length - hash.Length;
            if (fill < LeastFill || message[0] != 0 || message[1] != 1 || message[2 + fill] != 0) return false;
            int wrong = 0;
            for (int i = 0; i < fill; i++) wrong |= message[2 + i] ^ 0xFF;
            for (int i = 0; i < name.Length; i++) wrong |= message[3 + fill + i] ^ name[i];
            for (int i = 0; i < hash.Length; i++) wrong |= message[3 + fill + name.Length + i] ^ hash[i];
            return wrong == 0;
        }

        /// <summary>PSS (9.1.2) with mask generation function 1 and SHA-256 and a salt of any length, mostly 32 bytes.</summary>
        public static bool IsPss(byte[] message, byte[] hash)
        {
            // The message has one bit less than the modulus.
            int masked = message.Length - Sha256.HashBytes - 1;
            if (masked < 1 || message[message.Length - 1] != Trailer || message[0] >= 0x80) return false;
            byte[] block = new byte[masked];
            System.Array.Copy(message, 0, block, 0, masked);
            Unmask(block, message, masked);
            block[0] &= 0x7F;
            int at = 0;
            while (at < masked && block[at] == 0) at++;
            if (at == masked || block[at] != 1) return false;
            Sha256 sha = new Sha256();
            byte[] own = new byte[Sha256.HashBytes];
            sha.Update(new byte[8], 0, 8);
            sha.Update(hash, 0, hash.Length);
            sha.Update(block, at + 1, masked - at - 1);
            sha.Finish(own, 0);
            int wrong = 0;
            for (int i = 0; i < own.Length; i++) wrong |= own[i] ^ message[masked + i];
            return wrong == 0;
        }

        private static void Unmask(byte[] block, byte[] message, int seedAt)
        {
            byte[] counter = new byte[4];
            byte[] mask = new byte[Sha256.HashBytes];
            for (int from = 0; from < block.Length; from += mask.Length)
            {
                Sha256 sha = new Sha256();
                sha.Update(message, seedAt, Sha256.HashBytes);
                sha.Update(counter, 0, counter.Length);
                sha.Finish(mask, 0);
                counter[3]++;
                for (int i = 0; i < mask.Length && from + i < block.Length; i++) block[from + i] ^= mask[i];
            }
        }
    }
}
