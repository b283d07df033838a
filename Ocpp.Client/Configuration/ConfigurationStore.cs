using System;
using System.Text;
using Charger.Runtime;

namespace Ocpp.Client.Configuration
{
    /// <summary>Outcome of a change, as ChangeConfiguration answers it (S 7.22).</summary>
    public enum ConfigurationStatus
    {
        /// <summary>The value is in force and on flash.</summary>
        Accepted,
        /// <summary>The value is on flash and in force after the next start.</summary>
        RebootRequired,
        /// <summary>The value is not allowed, the key is read-only, or the flash refused: nothing changed.</summary>
        Rejected,
        /// <summary>There is no such key.</summary>
        NotSupported,
    }

    /// <summary>Checks changes that depend on more than the key's own row.</summary>
    public interface IConfigurationGuard
    {
        /// <summary>Null when the value may be set, else why not.</summary>
        string WhyNot(int key, string value);

        /// <summary>A new value is in force.</summary>
        void Changed(int key);
    }

    /// <summary>
    /// All keys with their values, persisted over power cuts. Values that differ from their default are kept on flash as
    /// lines of text, so that a record survives a change of the tables. One owner thread (OCPP); other threads read single values,
    /// which are never half written.
    /// </summary>
    public sealed class ConfigurationStore
    {
        /// <summary>Format version of its record.</summary>
        public const int FormatVersion = 1;

        /// <summary>Most bytes on flash.</summary>
        public const int RecordBytes = 1200;

        /// <summary>Name of its files.</summary>
        private const string Name = "config";

        /// <summary>Of a whole number with its sign.</summary>
        private const int MostDigits = 11;

        /// <summary>The key has a text and not a number; the bits below are its place among the texts.</summary>
        private const byte TextFlag = 0x80;

        /// <summary>A read-only text: it is in the table and not on the heap.</summary>
        private const byte TableText = 0xFF;

        private readonly IKeyTable _ocpp;
        private readonly IKeyTable _vendor;
        private readonly ILog _log;
        private readonly IStorage _storage;
        private readonly Crc32 _crc;
        private readonly int[] _numbers;
        private readonly string[] _texts;

        /// <summary>The index of each key's number or text; no key has both.</summary>
        private readonly byte[] _at;
        private bool _batch;

        /// <summary>Sets all defaults, then the values on flash; a stored value that is not allowed any more is logged and its default stays.</summary>
        /// <param name="vendor">The charger's own keys, or null.</param>
        public ConfigurationStore(IStorage storage, Crc32 crc, ILog log, IKeyTable ocpp, IKeyTable vendor)
        {
            _ocpp = ocpp;
            _vendor = vendor;
            _log = log;
            _storage = storage;
            _crc = crc;
            VendorBase = ocpp.Count;
            Count = VendorBase + (vendor == null ? 0 : vendor.Count);
            _at = new byte[Count];
            int texts = PlaceAll(out int numbers);
            _numbers = new int[numbers];
            _texts = new string[texts];
            SetDefaults();
            Load();
        }

        /// <summary>Keys of both tables together.</summary>
        public readonly int Count;

        /// <summary>Asked for each single change; null for none. A batch is checked as a whole, afterwards.</summary>
        public IConfigurationGuard Guard { get; set; }

        /// <summary>Index of the first vendor key.</summary>
        public readonly int VendorBase;

        /// <summary>Rises with every change: who caches a value compares.</summary>
        public int Version { get; private set; }

        /// <summary>Why the last <see cref="Set"/> was not accepted: the key, the value and what is allowed.</summary>
        public string Refusal { get; private set; } = "";

        /// <summary>The value of a whole number, in the key's own unit. Any thread may call it.</summary>
        public int Whole(int index) => _numbers[_at[index]];

        /// <summary>The value of a key that is true or false. Any thread may call it.</summary>
        public bool Truth(int index) => _numbers[_at[index]] != 0;

        /// <summary>The value of a text; empty for a key that is none. Any thread may call it; a read-only text is created at each call.</summary>
        public string Text(int index)
        {
            int at = _at[index];
            if (at < TextFlag) return "";
            if (at != TableText) return _texts[at - TextFlag];
            // A new row object, since any thread may call.
            ConfigurationKey row = new ConfigurationKey();
            Describe(index, row);
            return row.DefaultText;
        }

        /// <summary>Fills in the row of a key: its name, kind and bounds, not its value.</summary>
        public void Describe(int index, ConfigurationKey into)
        {
            into.Clear();
            if (index < VendorBase) _ocpp.Describe(index, into);
            else _vendor.Describe(index - VendorBase, into);
        }

        /// <summary>Index of a key, case-insensitive (S 7.29: CiString), or -1.</summary>
        public int IndexOf(string name)
        {
            string lower = name.ToLower();
            ConfigurationKey row = new ConfigurationKey();
            for (int i = 0; i < Count; i++)
            {
                Describe(i, row);
                if (row.Name.Length == name.Length && row.Name.ToLower() == lower) return i;
            }
            return -1;
        }

        /// <summary>The value as it is shown; null for a write-only key.</summary>
        public string Show(int index)
        {
            ConfigurationKey row = Row(index);
            if (row.WriteOnly) return null;
            if (row.Kind == KeyKind.Whole) return Whole(index).ToString();
            return row.Kind == KeyKind.Truth ? (Truth(index) ? "true" : "false") : Text(index);
        }

        /// <summary>Whether <see cref="Set"/> would take it, with nothing changed; <see cref="Refusal"/> says why not.</summary>
        public ConfigurationStatus Check(string name, string value)
        {
            int index = IndexOf(name);
            if (index < 0)
            {
                Refusal = "no key '" + name + "'";
                return ConfigurationStatus.NotSupported;
            }
            ConfigurationKey row = Row(index);
            string allowed = row.ReadOnly ? "it is read-only" : KeyValue.Check(row, value);
            Refusal = allowed == null ? "" : row.Name + (row.WriteOnly ? "" : " = '" + value + "'") + " is not allowed: " + allowed;
            return allowed == null ? ConfigurationStatus.Accepted : ConfigurationStatus.Rejected;
        }

        /// <summary>Several values in one write to flash: between these calls <see cref="Set"/> keeps them in memory alone.</summary>
        public void BeginBatch()
        {
            _batch = true;
        }

        /// <summary>Ends a batch; false when the flash refused: the next start then loads the values stored before.</summary>
        public bool EndBatch()
        {
            _batch = false;
            return Save();
        }

        /// <summary>A change from outside: checked, kept on flash, then in force.</summary>
        public ConfigurationStatus Set(string name, string value)
        {
            ConfigurationStatus status = Check(name, value);
            if (status != ConfigurationStatus.Accepted) return status;
            int index = IndexOf(name);
            string wrong = Guard == null || _batch ? null : Guard.WhyNot(index, value);
            ConfigurationKey row = Row(index);
            if (wrong != null)
            {
                Refusal = row.Name + (row.WriteOnly ? "" : " = '" + value + "'") + " is not allowed: " + wrong;
                return ConfigurationStatus.Rejected;
            }
            int number = row.IsNumber ? Whole(index) : 0;
            string text = Text(index);
            Apply(row, index, value);
            if ((!row.IsNumber || Whole(index) == number) && Text(index) == text) return row.NeedsReboot ? ConfigurationStatus.RebootRequired : ConfigurationStatus.Accepted;
            if (!_batch && !Save())
            {
                if (row.IsNumber) _numbers[_at[index]] = number;
                SetText(index, text);
                Refusal = name + " could not be stored on flash";
                return ConfigurationStatus.Rejected;
            }
            Version++;
            Refusal = "";
            if (Guard != null) Guard.Changed(index);
            return row.NeedsReboot ? ConfigurationStatus.RebootRequired : ConfigurationStatus.Accepted;
        }

        /// <summary>Sets a whole number that the firmware itself changes, bounds kept (BootNotification's interval). A read-only one is set by the image at each start and not stored.</summary>
        public void SetWhole(int index, int value)
        {
            ConfigurationKey row = Row(index);
            if (value < row.Min) value = row.Min;
            if (value > row.Max) value = row.Max;
            if (Whole(index) == value) return;
            _numbers[_at[index]] = value;
            Version++;
            if (!row.ReadOnly) Save();
        }

        /// <summary>A row for one use: rows are needed rarely, and a field would keep one on the heap.</summary>
        private ConfigurationKey Row(int index)
        {
            ConfigurationKey row = new ConfigurationKey();
            Describe(index, row);
            return row;
        }

        /// <summary>How many texts there are to keep.</summary>
        private int PlaceAll(out int numbers)
        {
            int texts = 0;
            numbers = 0;
            ConfigurationKey row = new ConfigurationKey();
            for (int i = 0; i < Count; i++)
            {
                Describe(i, row);
                if (row.IsNumber) _at[i] = (byte)numbers++;
                else _at[i] = row.ReadOnly ? TableText : (byte)(TextFlag + texts++);
            }
            return texts;
        }

        private void SetText(int index, string text)
        {
            if (_at[index] >= TextFlag && _at[index] != TableText) _texts[_at[index] - TextFlag] = text;
        }

        private void SetDefaults()
        {
            ConfigurationKey row = new ConfigurationKey();
            for (int i = 0; i < Count; i++)
            {
                Describe(i, row);
                if (row.IsNumber) _numbers[_at[i]] = row.Default;
                SetText(i, row.DefaultText);
            }
        }

        private void Apply(ConfigurationKey row, int index, string value)
        {
            if (row.Kind == KeyKind.Whole && KeyValue.TryWhole(value, out int number)) _numbers[_at[index]] = number;
            else if (row.Kind == KeyKind.Truth && KeyValue.TryTruth(value, out bool truth)) _numbers[_at[index]] = truth ? 1 : 0;
            else SetText(index, value);
        }

        private void Load()
        {
            // One buffer for both: the store reads the record into it.
            byte[] record = SlotStore.WorkFor(_storage, Name, 0, 0, RecordBytes);
            SlotStore slots = Slots(record);
            int length = slots.Load(record, SlotStore.HeaderBytes, record.Length - SlotStore.HeaderBytes);
            if (length < 0)
            {
                if (slots.Damaged > 0) _log.Write(LogLevel.Error, LogSection.Store, "configuration on flash is damaged in both slots: defaults are in force");
                return;
            }
            int at = SlotStore.HeaderBytes;
            int end = at + length;
            while (at < end)
            {
                int stop = at;
                while (stop < end && record[stop] != '\n') stop++;
                string line = Encoding.UTF8.GetString(record, at, stop - at);
                int equals = line.IndexOf('=');
                if (equals > 0) LoadStored(line.Substring(0, equals), line.Substring(equals + 1));
                at = stop + 1;
            }
        }

        // A key that no longer exists, or a value that is no longer allowed, is logged; the default is used.
        private void LoadStored(string name, string value)
        {
            int index = IndexOf(name);
            ConfigurationKey row = index < 0 ? null : Row(index);
            string allowed = row == null ? "no such key" : KeyValue.Check(row, value);
            if (allowed == null) Apply(row, index, value);
            else _log.Write(LogLevel.Warning, LogSection.Store, "stored " + name + " is ignored (" + allowed + "): its default is in force");
        }

        /// <summary>Created for each use: settings change rarely, and a field would keep it on the heap.</summary>
        private SlotStore Slots(byte[] record) => new SlotStore(_storage, Name, _crc, record);

        /// <summary>What the values that differ from their default may take on flash, each character of a text in three bytes of UTF-8.</summary>
        private int MostLineBytes(ConfigurationKey row)
        {
            int bytes = 0;
            for (int i = 0; i < Count; i++)
            {
                Describe(i, row);
                if (row.IsNumber ? Whole(i) != row.Default : Text(i) != row.DefaultText) bytes += row.Name.Length + 2 + (row.IsNumber ? MostDigits : 3 * Text(i).Length);
            }
            return bytes;
        }

        private bool Save()
        {
            ConfigurationKey row = new ConfigurationKey();
            byte[] record = SlotStore.WorkFor(_storage, Name, 0, MostLineBytes(row), RecordBytes);
            SlotStore slots = Slots(record);
            slots.Scan();
            int at = SlotStore.HeaderBytes;
            for (int i = 0; i < Count; i++)
            {
                Describe(i, row);
                if (row.ReadOnly || (row.IsNumber ? Whole(i) == row.Default : Text(i) == row.DefaultText)) continue;
                string line = row.Name + "=" + (row.Kind == KeyKind.Whole ? Whole(i).ToString() : row.IsNumber ? (Truth(i) ? "true" : "false") : Text(i)) + "\n";
                byte[] bytes = Encoding.UTF8.GetBytes(line);
                if (at + bytes.Length > record.Length) return false;
                Array.Copy(bytes, 0, record, at, bytes.Length);
                at += bytes.Length;
            }
            return slots.Save(FormatVersion, record, SlotStore.HeaderBytes, at - SlotStore.HeaderBytes);
        }
    }
}
