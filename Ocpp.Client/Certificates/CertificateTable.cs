using System;
using System.Text;
using Charger.Runtime;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Certificates
{
    /// <summary>
    /// The index of the installed certificates as it is on flash, in memory only while a call is handled: a header of one byte
    /// (1 while the platform's store must be updated), then one row per certificate.
    /// Row: use (1, 0 for a free one), name hash (32), key hash (32), bytes of the certificate (2), of its serial (1), serial (20).
    /// </summary>
    public sealed class CertificateTable
    {
        /// <summary>Most certificates: CertificateStoreMaxLength.</summary>
        public const int Rows = 3;
        /// <summary>Version of the record's format; a table with another version counts as empty.</summary>
        public const int FormatVersion = 1;
        private const int KeyHashAt = 1 + Sha256.HashBytes;
        private const int LengthAt = KeyHashAt + Sha256.HashBytes;
        private const int SerialBytesAt = LengthAt + 2;
        private const int SerialAt = SerialBytesAt + 1;
        private const int MostSerial = 20;
        private const int RowBytes = SerialAt + MostSerial;
        /// <summary>Bytes of the record's payload on flash.</summary>
        public const int TableBytes = 1 + Rows * RowBytes;

        // One row more than on flash: it holds a new certificate while the table is searched for it.
        private readonly byte[] _bytes = new byte[TableBytes + RowBytes];
        private readonly SlotStore _slots;

        /// <summary>Reads the table from flash; empty when there is none, or none that is whole.</summary>
        public CertificateTable(IStorage storage, Crc32 crc)
        {
            _slots = new SlotStore(storage, "certs", crc, new byte[SlotStore.HeaderBytes + TableBytes]);
            if (_slots.Load(_bytes, 0, TableBytes) != TableBytes || _slots.FormatVersion != FormatVersion) Array.Clear(_bytes, 0, TableBytes);
        }

        /// <summary>The platform's store must be updated: it may not hold what the index says.</summary>
        public bool StoreDue
        {
            get => _bytes[0] != 0;
            set => _bytes[0] = (byte)(value ? 1 : 0);
        }

        /// <summary>What the certificate of this row is used for; <see cref="CertificateUse.None"/> for a free row.</summary>
        internal CertificateUse UseOf(int row) => (CertificateUse)_bytes[At(row)];

        /// <summary>Bytes of this row's certificate in DER.</summary>
        public int LengthOf(int row) => Bytes.UInt16(_bytes, At(row) + LengthAt);

        /// <summary>Rows of this use.</summary>
        public int Count(CertificateUse use)
        {
            int count = 0;
            for (int row = 0; row < Rows; row++)
                if (UseOf(row) == use) count++;
            return count;
        }

        /// <summary>A row of this use, or -1.</summary>
        public int Find(CertificateUse use)
        {
            for (int row = 0; row < Rows; row++)
                if (UseOf(row) == use) return row;
            return -1;
        }

        /// <summary>The row with these hashes and this serial, as hexadecimal digits in either case; -1 for none.</summary>
        public int Find(string nameHash, string keyHash, string serial)
        {
            for (int row = 0; row < Rows; row++)
            {
                int at = At(row);
                if (UseOf(row) != CertificateUse.None && Hex(at + 1, Sha256.HashBytes) == nameHash.ToLower()
                    && Hex(at + KeyHashAt, Sha256.HashBytes) == keyHash.ToLower() && Serial(row) == serial.ToLower()) return row;
            }
            return -1;
        }

        /// <summary>Fills the spare row after the table with what identifies a certificate; false when its serial number is longer than X.509 allows (RFC 5280 4.1.2.2).</summary>
        public bool Prepare(CertificateUse use, byte[] der, int count, DerCertificate read)
        {
            int skip = 0;
            while (skip < read.SerialBytes - 1 && der[read.SerialAt + skip] == 0) skip++;
            int serial = read.SerialBytes - skip;
            if (serial > MostSerial) return false;
            int at = At(Rows);
            Hash(der, read.IssuerAt, read.IssuerBytes, at + 1);
            Hash(der, read.KeyAt, read.KeyBytes, at + KeyHashAt);
            Bytes.PutUInt16(_bytes, at + LengthAt, count);
            _bytes[at + SerialBytesAt] = (byte)serial;
            Array.Copy(der, read.SerialAt + skip, _bytes, at + SerialAt, serial);
            _bytes[at] = (byte)use;
            return true;
        }

        /// <summary>The table already has the certificate that was prepared.</summary>
        public bool HasPrepared()
        {
            for (int row = 0; row < Rows; row++)
            {
                int i = 0;
                while (i < RowBytes && _bytes[At(row) + i] == _bytes[At(Rows) + i]) i++;
                if (i == RowBytes) return true;
            }
            return false;
        }

        /// <summary>Copies the prepared certificate into a row.</summary>
        public void PutPrepared(int row) => Array.Copy(_bytes, At(Rows), _bytes, At(row), RowBytes);

        /// <summary>Frees a row; <see cref="Save"/> makes it last.</summary>
        public void Clear(int row) => Array.Clear(_bytes, At(row), RowBytes);

        /// <summary>Writes the table to flash; false when it refused: the former table is in force at the next start.</summary>
        public bool Save() => _slots.Save(FormatVersion, _bytes, 0, TableBytes);

        /// <summary>CertificateHashDataType (W 5.3).</summary>
        public void Write(JsonWriter w, int row)
        {
            w.Raw("{\"hashAlgorithm\":\"SHA256\",\"issuerNameHash\":\"");
            w.Raw(Hex(At(row) + 1, Sha256.HashBytes));
            w.Raw("\",\"issuerKeyHash\":\"");
            w.Raw(Hex(At(row) + KeyHashAt, Sha256.HashBytes));
            w.Raw("\",\"serialNumber\":\"");
            w.Raw(Serial(row));
            w.Raw("\"}");
        }

        /// <summary>Hexadecimal digits without leading zeros (W 5.3).</summary>
        private string Serial(int row)
        {
            string digits = Hex(At(row) + SerialAt, _bytes[At(row) + SerialBytesAt]);
            return digits.Length > 1 && digits[0] == '0' ? digits.Substring(1) : digits;
        }

        private string Hex(int at, int count)
        {
            const string digits = "0123456789abcdef";
            StringBuilder text = new StringBuilder(count * 2);
            for (int i = at; i < at + count; i++) text.Append(digits[_bytes[i] >> 4]).Append(digits[_bytes[i] & 15]);
            return text.ToString();
        }

        private void Hash(byte[] from, int at, int count, int into)
        {
            Sha256 hash = new Sha256();
            hash.Update(from, at, count);
            hash.Finish(_bytes, into);
        }

        private static int At(int row) => 1 + row * RowBytes;
    }
}
