using System;
using Charger.Runtime;

namespace Ocpp.Client.Authorization
{
    /// <summary>
    /// Local list and authorization cache in one file on flash, "ids.a" or "ids.b" (docs/adr/0050). Created for each use: it is read
    /// through one small buffer and nothing of it stays on the heap. A file is records between a Header and a Commit, then
    /// what was cached since, appended; a new list, or a cache that is full, is written to the other file, whose Commit puts it
    /// in force: a power cut anywhere leaves the old list or the new one.
    /// </summary>
    public sealed class IdTagFile
    {
        /// <summary>Name of the two files; ".a" or ".b" follows.</summary>
        public const string Name = "ids";
        /// <summary>Version of the file's format, in its Header record; a file with another version is not read.</summary>
        public const int FormatVersion = 1;

        /// <summary>LocalAuthListMaxLength.</summary>
        public const int MostListed = 40;

        /// <summary>Ids the cache holds at most; when one more comes, only the newest half is kept.</summary>
        public const int MostCached = 31;

        /// <summary>One block of flash: the list, the cache, Header and Commit.</summary>
        public const int MostFileBytes = (MostListed + MostCached + 2) * IdTagRecord.Size;

        private const int KeptCached = 15;
        private const int ChunkRecords = 4;

        private readonly IStorage _storage;
        private readonly Crc32 _crc;
        private readonly byte[] _chunk = new byte[ChunkRecords * IdTagRecord.Size];
        private string _file;
        private int _generation;
        private int _records;
        private bool _torn;

        /// <summary>Reads both files and takes the newer whole one. Without one the list and the cache are empty.</summary>
        public IdTagFile(IStorage storage, Crc32 crc)
        {
            _storage = storage;
            _crc = crc;
            Open(Name + ".a");
            Open(Name + ".b");
        }

        /// <summary>Version of the list; 0 while it is empty (S 5.10).</summary>
        public int Version { get; private set; }

        /// <summary>Ids in the list.</summary>
        public int ListCount { get; private set; }

        /// <summary>Records that are not of the list: cached ids, and listed ids whose status is disputed.</summary>
        public int CacheCount { get; private set; }

        /// <summary>Looks for an id among records of these kinds; returns the kind found, or 0. A record of the list comes first, then the newest one.</summary>
        public int Find(string idTag, int kinds, IdTagInfo into)
        {
            byte[] wanted = new byte[IdTagRecord.Size];
            int found = 0;
            if (_file == null || !IdTagRecord.TryWrite(wanted, 0, 0, idTag, null)) return 0;
            for (int index = 0; index < _records && found != IdTagRecord.Listed; index++)
            {
                int at = At(_file, index);
                int kind = IdTagRecord.Kind(_chunk, at);
                if ((kind & kinds) == 0 || !IdTagRecord.HasSameId(_chunk, at, wanted, 0) || !IdTagRecord.IsWhole(_chunk, at, _crc)) continue;
                IdTagRecord.Read(_chunk, at, into);
                found = kind;
            }
            return found;
        }

        /// <summary>Adds a record that is not of the list: one write of 56 bytes, rarely a copy of the file. False when the id is too long or the flash refused.</summary>
        public bool Put(int kind, string idTag, IdTagInfo info)
        {
            byte[] record = new byte[IdTagRecord.Size];
            if (!IdTagRecord.TryWrite(record, 0, kind, idTag, info)) return false;
            bool full = CacheCount >= MostCached;
            if ((_file == null || _torn || full) && !Copy(IdTagRecord.Listed | IdTagRecord.Cached | IdTagRecord.Disputed, full ? CacheCount - KeptCached : 0, Version, null)) return false;
            IdTagRecord.Seal(record, 0, _generation, _crc);
            if (!_storage.Append(_file, record, 0, IdTagRecord.Size)) return false;
            _records++;
            CacheCount++;
            return true;
        }

        /// <summary>Forgets all cached ids; false when the flash refused.</summary>
        public bool ClearCache() => CacheCount == 0 || Copy(IdTagRecord.Listed | IdTagRecord.Disputed, 0, Version, null);

        /// <summary>Carries out an update of the list; false when it grows too long or the flash refused: the old list is in force then.</summary>
        /// <param name="full">The entries are the whole list; else they change it.</param>
        public bool Update(bool full, int version, ListChanges changes)
        {
            return Copy(full ? IdTagRecord.Cached : IdTagRecord.Listed | IdTagRecord.Cached | IdTagRecord.Disputed, 0, version, changes);
        }

        /// <summary>Damaged records of the file in force; all records when no file is in force. Checks every record; used at boot.</summary>
        public static int CountDamaged(IStorage storage, Crc32 crc, out int records)
        {
            IdTagFile ids = new IdTagFile(storage, crc);
            string file = ids._file == null ? Name + ".a" : ids._file;
            records = Records(storage, file);
            if (ids._file == null && records == 0) records = Records(storage, file = Name + ".b");
            return ids.DamagedIn(file, records);
        }

        private static int Records(IStorage storage, string file)
        {
            int length = storage.Length(file);
            return length < 0 ? 0 : (length < MostFileBytes ? length : MostFileBytes) / IdTagRecord.Size;
        }

        private int DamagedIn(string file, int records)
        {
            int damaged = 0;
            for (int index = 0; index < records; index++)
                if (!IdTagRecord.IsWhole(_chunk, At(file, index), _crc)) damaged++;
            return damaged;
        }

        private void Open(string file)
        {
            int records = Records(_storage, file);
            int first = 0;
            int at = 0;
            // Any whole record names the generation; the first one is the Header, unless that is damaged.
            while (first < records && !IdTagRecord.IsWhole(_chunk, at = At(file, first), _crc)) first++;
            if (first == records || (first == 0 && (IdTagRecord.Kind(_chunk, at) != IdTagRecord.Header || IdTagRecord.Value(_chunk, at) != FormatVersion))) return;
            int generation = IdTagRecord.Generation(_chunk, at);
            // Unsigned difference: the number may wrap.
            if (_file != null && ((generation - _generation) & 0xFFFF) > 0x7FFF) return;
            int listed = 0, cached = 0, version = -1;
            for (int index = 0; index < records; index++)
            {
                at = At(file, index);
                int kind = IdTagRecord.Kind(_chunk, at);
                if (kind == IdTagRecord.Commit && IdTagRecord.IsWhole(_chunk, at, _crc)) version = IdTagRecord.Value(_chunk, at);
                else if (kind == IdTagRecord.Listed) listed++;
                else if (index > 0 && kind != IdTagRecord.Commit) cached++;
            }
            // A file without its Commit is an incomplete copy. Exception: the Commit is there but damaged, and there is no other file: the ids
            // are kept, as version 0, so that the central system sends its list again.
            if (version < 0 && (_storage.Length(file == Name + ".a" ? Name + ".b" : Name + ".a") >= 0 || DamagedIn(file, records) == 0)) return;
            if (version < 0) version = 0;
            _file = file;
            _generation = generation;
            _records = records;
            _torn = _storage.Length(file) != records * IdTagRecord.Size;
            Version = version;
            ListCount = listed;
            CacheCount = cached;
        }

        /// <summary>Index of the record in the buffer.</summary>
        private int At(string file, int index)
        {
            int place = index % ChunkRecords * IdTagRecord.Size;
            // Records are read in order, from the first on: the first record of a chunk refills the buffer.
            if (place == 0)
            {
                Array.Clear(_chunk, 0, _chunk.Length);
                int read = _storage.Read(file, index * IdTagRecord.Size, _chunk, 0, _chunk.Length);
                int torn = read < 0 ? 0 : read % IdTagRecord.Size;
                if (torn > 0) Array.Clear(_chunk, read - torn, torn);
            }
            return place;
        }

        /// <summary>Writes the other file and puts it in force.</summary>
        /// <param name="keeps">Kinds that are copied.</param>
        /// <param name="leaves">How many of the oldest records that are not of the list are left out.</param>
        private bool Copy(int keeps, int leaves, int version, ListChanges changes)
        {
            string other = _file == Name + ".a" ? Name + ".b" : Name + ".a";
            int generation = (_generation + 1) & 0xFFFF;
            if (!_storage.Delete(other)) return false;
            int listed = changes == null ? 0 : changes.Count - changes.Deleting;
            int cached = 0;
            if (!Mark(other, IdTagRecord.Header, FormatVersion, generation)) return false;
            for (int index = 0; index < _records; index += ChunkRecords)
            {
                int length = 0;
                for (int i = index; i < _records && i < index + ChunkRecords; i++)
                {
                    int at = At(_file, i);
                    int kind = IdTagRecord.Kind(_chunk, at);
                    if (kind == IdTagRecord.Cached || kind == IdTagRecord.Disputed) leaves--;
                    bool kept = (kind & keeps) != 0 && (kind == IdTagRecord.Listed || leaves < 0) && IdTagRecord.IsWhole(_chunk, at, _crc);
                    if (!kept || (changes != null && changes.Holds(_chunk, at))) continue;
                    if (kind == IdTagRecord.Listed) listed++;
                    else cached++;
                    if (at != length) Array.Copy(_chunk, at, _chunk, length, IdTagRecord.Size);
                    IdTagRecord.Seal(_chunk, length, generation, _crc);
                    length += IdTagRecord.Size;
                }
                if (length > 0 && !_storage.Append(other, _chunk, 0, length)) return false;
            }
            if (listed > MostListed)
            {
                _storage.Delete(other);
                return false;
            }
            if (changes != null && !changes.AppendTo(_storage, other, generation, _crc)) return false;
            if (listed == 0) version = 0;
            if (!Mark(other, IdTagRecord.Commit, version, generation)) return false;
            if (_file != null) _storage.Delete(_file);
            _file = other;
            _generation = generation;
            _records = listed + cached + 2;
            _torn = false;
            Version = version;
            ListCount = listed;
            CacheCount = cached;
            return true;
        }

        private bool Mark(string file, int kind, int value, int generation)
        {
            byte[] mark = new byte[IdTagRecord.Size];
            IdTagRecord.WriteMark(mark, 0, kind, value);
            IdTagRecord.Seal(mark, 0, generation, _crc);
            return _storage.Append(file, mark, 0, mark.Length);
        }
    }
}
