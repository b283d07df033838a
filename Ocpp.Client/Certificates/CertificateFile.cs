using Charger.Runtime;

namespace Ocpp.Client.Certificates
{
    /// <summary>
    /// A certificate (DER) on flash, followed by its CRC-32; files of earlier firmware have none. A reader takes
    /// as many bytes as the index names.
    /// </summary>
    public static class CertificateFile
    {
        /// <summary>Bytes of the CRC-32 that follows the certificate.</summary>
        public const int CrcBytes = 4;
        private const int HeadBytes = 4;

        /// <summary>Writes the certificate and its CRC-32, which is put into <paramref name="der"/>; false when the flash refused.</summary>
        /// <param name="der">With room for the CRC after its length.</param>
        public static bool Write(IStorage storage, string file, byte[] der, int length, Crc32 crc)
        {
            Bytes.PutUInt32(der, length, crc.Compute(der, 0, length));
            return storage.Write(file, der, 0, length + CrcBytes);
        }

        /// <summary>False for a damaged file; of a file without a CRC only the outer length is checked.</summary>
        public static bool IsWhole(IStorage storage, string file, Crc32 crc)
        {
            int length = storage.Length(file);
            if (length < 0) return true;
            byte[] bytes = new byte[length];
            if (length <= HeadBytes + CrcBytes || storage.Read(file, 0, bytes, 0, length) != length) return false;
            int der = length - CrcBytes;
            if (Bytes.UInt32(bytes, der) == crc.Compute(bytes, 0, der)) return true;
            // SEQUENCE with a length of two bytes: a certificate is longer than 255 bytes.
            return bytes[0] == 0x30 && bytes[1] == 0x82 && Bytes.UInt16(bytes, 2) + HeadBytes == length;
        }
    }
}
