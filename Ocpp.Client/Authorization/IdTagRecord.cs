using System;
using System.Text;
using Charger.Runtime;

namespace Ocpp.Client.Authorization
{
    /// <summary>
    /// An id with its idTagInfo as it is on flash, always <see cref="Size"/> bytes: id (20, zeroes behind it), parent (20),
    /// expiry in ms (8), status (1), kind (1), generation of the file (2), CRC-32 of all before it (4). Letters are stored in lower case:
    /// ids are compared without regard to case (rule 32).
    /// </summary>
    public static class IdTagRecord
    {
        /// <summary>Bytes of one record.</summary>
        public const int Size = 56;

        /// <summary>Bytes an id or a parent may take.</summary>
        public const int MaxIdBytes = 20;

        // Kinds, as bits so that several can be asked for at once.
        /// <summary>The id is in the local list.</summary>
        public const int Listed = 1;
        /// <summary>The id is in the authorization cache.</summary>
        public const int Cached = 2;

        /// <summary>The central system's last status of a listed id that once differed from the list's status.</summary>
        public const int Disputed = 4;

        /// <summary>First record of a file: its format's version in place of the id.</summary>
        public const int Header = 8;

        /// <summary>The records before it are whole: the list's version in place of the id.</summary>
        public const int Commit = 16;

        /// <summary>An entry without idTagInfo, which deletes; never on flash.</summary>
        public const int Deleting = 32;

        private const int ParentAt = 20;
        private const int ExpiryAt = 40;
        private const int StatusAt = 48;
        private const int KindAt = 49;
        private const int GenerationAt = 50;
        private const int CrcAt = 52;

        /// <summary>Fills a record except for generation and checksum; false when the id or its parent takes more than <see cref="MaxIdBytes"/>.</summary>
        /// <param name="info">Null where only the id matters.</param>
        public static bool TryWrite(byte[] into, int at, int kind, string idTag, IdTagInfo info)
        {
            Array.Clear(into, at, Size);
            into[at + KindAt] = (byte)kind;
            if (info != null) into[at + StatusAt] = (byte)info.Status;
            if (info != null) Bytes.PutInt64(into, at + ExpiryAt, info.ExpiryMs);
            return TryId(into, at, idTag) && (info == null || TryId(into, at + ParentAt, info.ParentIdTag));
        }

        /// <summary>A record that holds a number: <see cref="Header"/> or <see cref="Commit"/>.</summary>
        public static void WriteMark(byte[] into, int at, int kind, int value)
        {
            Array.Clear(into, at, Size);
            into[at + KindAt] = (byte)kind;
            Bytes.PutUInt32(into, at, (uint)value);
        }

        /// <summary>Stamps a record with the generation of its file and its checksum.</summary>
        public static void Seal(byte[] into, int at, int generation, Crc32 crc)
        {
            Bytes.PutUInt16(into, at + GenerationAt, generation);
            Bytes.PutUInt32(into, at + CrcAt, crc.Compute(into, at, CrcAt));
        }

        /// <summary>The checksum fits the record: it was written to its end and is not damaged.</summary>
        public static bool IsWhole(byte[] from, int at, Crc32 crc) => Bytes.UInt32(from, at + CrcAt) == crc.Compute(from, at, CrcAt);

        /// <summary>The record's kind: one of the bits above.</summary>
        public static int Kind(byte[] from, int at) => from[at + KindAt];

        /// <summary>The generation of the file that the record belongs to, 0 to 65535.</summary>
        internal static int Generation(byte[] from, int at) => Bytes.UInt16(from, at + GenerationAt);

        /// <summary>The number of a mark. Computed from ints: the interpreter loses the sign in a cast from uint.</summary>
        public static int Value(byte[] from, int at) => (from[at] << 24) | (from[at + 1] << 16) | (from[at + 2] << 8) | from[at + 3];

        /// <summary>Both records have the same id; letter case does not count, since both are stored in lower case.</summary>
        internal static bool HasSameId(byte[] a, int at, byte[] b, int bAt)
        {
            for (int i = 0; i < MaxIdBytes; i++)
                if (a[at + i] != b[bAt + i]) return false;
            return true;
        }

        /// <summary>Reads status, expiry and parent; the parent is in lower case.</summary>
        public static void Read(byte[] from, int at, IdTagInfo into)
        {
            into.Status = (AuthorizationStatus)from[at + StatusAt];
            into.ExpiryMs = Bytes.Int64(from, at + ExpiryAt);
            int length = 0;
            while (length < MaxIdBytes && from[at + ParentAt + length] != 0) length++;
            into.ParentIdTag = length == 0 ? "" : Encoding.UTF8.GetString(from, at + ParentAt, length);
        }

        private static bool TryId(byte[] into, int at, string idTag)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(idTag);
            if (bytes.Length > MaxIdBytes) return false;
            for (int i = 0; i < bytes.Length; i++)
            {
                byte c = bytes[i];
                into[at + i] = c >= (byte)'A' && c <= (byte)'Z' ? (byte)(c | 0x20) : c;
            }
            return true;
        }
    }
}
