using System;
using Charger.Runtime;
using Ocpp.Client.Certificates;
using Ocpp.Security.Arithmetic;
using Ocpp.Security.Certificates;

namespace Ocpp.Security.Keys
{
    /// <summary>
    /// The charger's own key and certificate on flash, not encrypted: the platform has no protected storage. One file has the key whose certificate
    /// was requested, the other the pair in use; both: secret (32 bytes), public point (65), certificates as DER, CRC-32.
    /// </summary>
    public static class KeyFile
    {
        /// <summary>Name of the file with the key whose certificate was requested.</summary>
        public const string Asked = "newkey";
        /// <summary>Name of the file with the key and certificates in use.</summary>
        public const string InUse = "devkey";

        /// <summary>The public point.</summary>
        public const int PointAt = CurveP256.Bytes;
        /// <summary>Where the certificates begin: each with its length (2 bytes) before it.</summary>
        internal const int CertificatesAt = CurveP256.Bytes + CurveP256.PointBytes;
        private const int CrcBytes = 4;
        /// <summary>Most bytes of a file, its CRC included.</summary>
        public const int MostBytes = 8192;

        /// <summary>Writes the content and its CRC-32; false when the flash refused.</summary>
        public static bool Write(IStorage storage, Crc32 crc, string file, byte[] content, int count)
        {
            byte[] bytes = new byte[count + CrcBytes];
            Array.Copy(content, bytes, count);
            Bytes.PutUInt32(bytes, count, crc.Compute(bytes, 0, count));
            return storage.Write(file, bytes, 0, bytes.Length);
        }

        /// <summary>The content without its CRC; null when there is none or it is damaged.</summary>
        public static byte[] Read(IStorage storage, Crc32 crc, string file)
        {
            int bytes = storage.Length(file);
            if (bytes < CertificatesAt + CrcBytes || bytes > MostBytes) return null;
            byte[] all = new byte[bytes];
            int count = bytes - CrcBytes;
            if (storage.Read(file, 0, all, 0, bytes) != bytes || Bytes.UInt32(all, count) != crc.Compute(all, 0, count)) return null;
            byte[] content = new byte[count];
            Array.Copy(all, content, count);
            return content;
        }

        /// <summary>The secret key of a content as ECPrivateKey (RFC 5915), which TLS libraries take.</summary>
        public static byte[] PrivateKey(byte[] content)
        {
            DerWriter w = new DerWriter(160);
            int end = w.At;
            int tagged = w.At;
            int point = w.At;
            w.Raw(content, CurveP256.Bytes, CurveP256.PointBytes);
            w.Byte(0);
            w.Close(DerReader.BitString, point);
            w.Close(0xA1, tagged);
            tagged = w.At;
            w.Oid(ObjectIds.P256(), 0);
            w.Close(0xA0, tagged);
            byte[] secret = new byte[CurveP256.Bytes];
            Array.Copy(content, secret, secret.Length);
            w.Element(DerReader.OctetString, secret);
            w.Byte(1);
            w.Byte(1);
            w.Byte(DerReader.Integer);
            w.Close(DerReader.Sequence, end);
            byte[] key = new byte[w.Count];
            Array.Copy(w.Buffer, w.At, key, 0, key.Length);
            return key;
        }

        /// <summary>The certificates of a content as PEM with a zero byte at the end, as TLS libraries want it; the charger's own one first. Null for none.</summary>
        public static byte[] Certificates(byte[] content)
        {
            int room = 1;
            for (int at = CertificatesAt; at + 2 <= content.Length; at += 2 + Bytes.UInt16(content, at)) room += Pem.LengthOf(Bytes.UInt16(content, at));
            if (room == 1) return null;
            byte[] text = new byte[room];
            int to = 0;
            for (int at = CertificatesAt; at + 2 <= content.Length; at += 2 + Bytes.UInt16(content, at))
            {
                byte[] der = new byte[Bytes.UInt16(content, at)];
                Array.Copy(content, at + 2, der, 0, der.Length);
                to = Pem.Write(der, der.Length, text, to);
            }
            return text;
        }
    }
}
