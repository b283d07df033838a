using System;
using Charger.Runtime;

namespace Ocpp.Client.Authorization
{
    /// <summary>The entries of one SendLocalList, as records; exists only while the call is handled.</summary>
    public sealed class ListChanges
    {
        private readonly byte[] _records;

        /// <summary>Takes no entries at first.</summary>
        /// <param name="most">SendLocalListMaxLength.</param>
        public ListChanges(int most)
        {
            _records = new byte[most * IdTagRecord.Size];
        }

        /// <summary>Entries so far, those that delete included.</summary>
        public int Count { get; private set; }

        /// <summary>Entries without idTagInfo.</summary>
        public int Deleting { get; private set; }

        /// <summary>Why the update cannot be used; null while it can.</summary>
        public string Wrong { get; set; }

        /// <summary>Adds an entry of localAuthorizationList; one that cannot be stored sets <see cref="Wrong"/> (rule 39).</summary>
        /// <param name="info">Null for an entry that deletes.</param>
        public void Add(string idTag, IdTagInfo info)
        {
            int at = Count * IdTagRecord.Size;
            if (at >= _records.Length) Wrong = "more than " + Count + " entries";
            else if (!IdTagRecord.TryWrite(_records, at, info == null ? IdTagRecord.Deleting : IdTagRecord.Listed, idTag, info)) Wrong = "'" + idTag + "' or its parent takes more than " + IdTagRecord.MaxIdBytes + " bytes";
            else if (Holds(_records, at)) Wrong = "'" + idTag + "' is there twice";
            if (Wrong != null) return;
            Count++;
            if (info == null) Deleting++;
        }

        /// <summary>Whether an entry has the id of this record.</summary>
        public bool Holds(byte[] record, int at)
        {
            for (int i = 0; i < Count; i++)
                if (IdTagRecord.HasSameId(record, at, _records, i * IdTagRecord.Size)) return true;
            return false;
        }

        /// <summary>Appends the entries that do not delete, in one write; false when the flash refused.</summary>
        public bool AppendTo(IStorage storage, string file, int generation, Crc32 crc)
        {
            int length = 0;
            for (int i = 0; i < Count; i++)
            {
                int at = i * IdTagRecord.Size;
                if (IdTagRecord.Kind(_records, at) != IdTagRecord.Listed) continue;
                if (at != length) Array.Copy(_records, at, _records, length, IdTagRecord.Size);
                IdTagRecord.Seal(_records, length, generation, crc);
                length += IdTagRecord.Size;
            }
            return length == 0 || storage.Append(file, _records, 0, length);
        }
    }
}
