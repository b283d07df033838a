using System.Text;
using Charger.Runtime;

namespace Ocpp.Client.Configuration
{
    /// <summary>Outcome of a change, as ChangeConfiguration answers it (S 7.22).</summary>
    public enum ConfigurationStatus
    {
        Accepted,
        RebootRequired,
        Rejected,
        NotSupported,
    }

    /// <summary>Has a say in changes that depend on more than the key's own row.</summary>
    public interface IConfigurationGuard
    {
        /// <summary>Null when the value may be set, else why not.</summary>
        string WhyNot(int key, string value);

        /// <summary>A new value is in force.</summary>
        void Changed(int key);
    }

    /// <summary>
    /// All keys with their values, persisted over power cuts. Values that differ from their default are kept on flash as
    /// lines of text, so that a record survives a change of the tables. One owner thread (OCPP); others read single values,
    /// which are whole by themselves.
    /// </summary>
    public sealed class ConfigurationStore
    {
        /// <summary>Format version of its record.</summary>
        public const int FormatVersion = 1;

        /// <summary>What goes to flash at most.</summary>
        public const int RecordBytes = 1200;

        private const byte NoText = 255;

        /// <summary>A read-only text: it stands in the table and not on the heap.</summary>
        private const byte TableText = 254;

        private readonly IKeyTable _ocpp;
        private readonly IKeyTable _vendor;
        private readonly ILog _log;
        private readonly IStorage _storage;
        private readonly Crc32 _crc;
        private readonly ConfigurationKey _row = new ConfigurationKey();
        private readonly int[] _numbers;
        private readonly string[] _texts;

        /// <summary>Where each key has its text: only a third of them have one, and an element costs 12 bytes.</summary>
        private readonly byte[] _textAt;
        private bool _batch;

        /// <param name="vendor">The charger's own keys, or null.</param>
        public ConfigurationStore(IStorage storage, Crc32 crc, ILog log, IKeyTable ocpp, IKeyTable vendor)
        {
            _ocpp = ocpp;
            _vendor = vendor;
            _log = log;
            _storage = storage;
            _crc = crc;
            Count = ocpp.Count + (vendor == null ? 0 : vendor.Count);
            _numbers = new int[Count];
            _textAt = new byte[Count];
            _texts = new string[CountTexts()];
            SetDefaults();
            Load();
        }

        public int Count { get; }

        /// <summary>Asked for each single change; null for none. A batch is taken whole, and looked at afterwards.</summary>
        public IConfigurationGuard Guard { get; set; }

        /// <summary>Index of the first vendor key.</summary>
        public int VendorBase => _ocpp.Count;

        /// <summary>Rises with every change: who caches a value compares.</summary>
        public int Version { get; private set; }

        /// <summary>Why the last <see cref="Set"/> was not accepted: the key, the value and what is allowed.</summary>
        public string Refusal { get; private set; } = "";

        public int Whole(int index) => _numbers[index];

        public bool Truth(int index) => _numbers[index] != 0;

        public string Text(int index)
        {
            int at = _textAt[index];
            if (at < TableText) return _texts[at];
            if (at == NoText) return "";
            // A row of its own: any thread may ask.
            ConfigurationKey row = new ConfigurationKey();
            Describe(index, row);
            return row.DefaultText;
        }

        public void Describe(int index, ConfigurationKey into)
        {
            into.Clear();
            if (index < _ocpp.Count) _ocpp.Describe(index, into);
            else _vendor.Describe(index - _ocpp.Count, into);
        }

        /// <summary>Index of a key, case-insensitive (S 7.29: CiString), or -1.</summary>
        public int IndexOf(string name)
        {
            string lower = name.ToLower();
            for (int i = 0; i < Count; i++)
            {
                Describe(i, _row);
                if (_row.Name.Length == name.Length && _row.Name.ToLower() == lower) return i;
            }
            return -1;
        }

        /// <summary>The value as it is shown; null for a write-only key.</summary>
        public string Show(int index)
        {
            Describe(index, _row);
            if (_row.WriteOnly) return null;
            if (_row.Kind == KeyKind.Whole) return _numbers[index].ToString();
            return _row.Kind == KeyKind.Truth ? (_numbers[index] != 0 ? "true" : "false") : Text(index);
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
            Describe(index, _row);
            string allowed = _row.ReadOnly ? "it is read-only" : KeyValue.Check(_row, value);
            Refusal = allowed == null ? "" : _row.Name + (_row.WriteOnly ? "" : " = '" + value + "'") + " is not allowed: " + allowed;
            return allowed == null ? ConfigurationStatus.Accepted : ConfigurationStatus.Rejected;
        }

        /// <summary>Several values in one write to flash: between these calls <see cref="Set"/> keeps them in memory alone.</summary>
        public void BeginBatch()
        {
            _batch = true;
        }

        /// <summary>Ends a batch; false when the flash refused, and the values last stored come back with the next start.</summary>
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
            Describe(index, _row);
            if (wrong != null)
            {
                Refusal = _row.Name + (_row.WriteOnly ? "" : " = '" + value + "'") + " is not allowed: " + wrong;
                return ConfigurationStatus.Rejected;
            }
            int number = _numbers[index];
            string text = Text(index);
            Take(index, value);
            if (_numbers[index] == number && Text(index) == text) return _row.NeedsReboot ? ConfigurationStatus.RebootRequired : ConfigurationStatus.Accepted;
            if (!_batch && !Save())
            {
                _numbers[index] = number;
                SetText(index, text);
                Refusal = name + " could not be stored on flash";
                return ConfigurationStatus.Rejected;
            }
            Version++;
            Refusal = "";
            if (Guard != null) Guard.Changed(index);
            Describe(index, _row);
            return _row.NeedsReboot ? ConfigurationStatus.RebootRequired : ConfigurationStatus.Accepted;
        }

        /// <summary>Sets a whole number that the firmware itself changes, bounds kept (BootNotification's interval).</summary>
        public void SetWhole(int index, int value)
        {
            Describe(index, _row);
            if (value < _row.Min) value = _row.Min;
            if (value > _row.Max) value = _row.Max;
            if (_numbers[index] == value) return;
            _numbers[index] = value;
            Version++;
            Save();
        }

        private int CountTexts()
        {
            int texts = 0;
            for (int i = 0; i < Count; i++)
            {
                Describe(i, _row);
                bool number = _row.Kind == KeyKind.Whole || _row.Kind == KeyKind.Truth;
                _textAt[i] = number ? NoText : _row.ReadOnly ? TableText : (byte)texts++;
            }
            return texts;
        }

        private void SetText(int index, string text)
        {
            if (_textAt[index] < TableText) _texts[_textAt[index]] = text;
        }

        private void SetDefaults()
        {
            for (int i = 0; i < Count; i++)
            {
                Describe(i, _row);
                _numbers[i] = _row.Default;
                SetText(i, _row.DefaultText);
            }
        }

        private void Take(int index, string value)
        {
            if (_row.Kind == KeyKind.Whole && KeyValue.TryWhole(value, out int number)) _numbers[index] = number;
            else if (_row.Kind == KeyKind.Truth && KeyValue.TryTruth(value, out bool truth)) _numbers[index] = truth ? 1 : 0;
            else SetText(index, value);
        }

        private void Load()
        {
            SlotStore slots = Slots();
            byte[] record = new byte[RecordBytes];
            int length = slots.Load(record, 0, RecordBytes);
            if (length < 0)
            {
                if (slots.Damaged > 0) _log.Write(LogLevel.Error, LogSection.Store, "configuration on flash is damaged in both slots: defaults are in force");
                return;
            }
            int at = 0;
            int end = length;
            while (at < end)
            {
                int stop = at;
                while (stop < end && record[stop] != '\n') stop++;
                string line = Encoding.UTF8.GetString(record, at, stop - at);
                int equals = line.IndexOf('=');
                if (equals > 0) TakeStored(line.Substring(0, equals), line.Substring(equals + 1));
                at = stop + 1;
            }
        }

        // A key that has gone or a value no longer allowed falls back to its default, and is told.
        private void TakeStored(string name, string value)
        {
            int index = IndexOf(name);
            string allowed = "no such key";
            if (index >= 0)
            {
                Describe(index, _row);
                allowed = KeyValue.Check(_row, value);
            }
            if (allowed == null) Take(index, value);
            else _log.Write(LogLevel.Warning, LogSection.Store, "stored " + name + " is passed over (" + allowed + "): its default is in force");
        }

        /// <summary>Made for each use: settings change rarely, and its room would stay on the heap for ever.</summary>
        private SlotStore Slots() => new SlotStore(_storage, "config", _crc, new byte[SlotStore.HeaderBytes + RecordBytes]);

        private bool Save()
        {
            byte[] record = new byte[RecordBytes];
            int at = 0;
            for (int i = 0; i < Count; i++)
            {
                Describe(i, _row);
                bool number = _row.Kind == KeyKind.Whole || _row.Kind == KeyKind.Truth;
                if (number ? _numbers[i] == _row.Default : Text(i) == _row.DefaultText) continue;
                string line = _row.Name + "=" + (_row.Kind == KeyKind.Whole ? _numbers[i].ToString() : number ? (_numbers[i] != 0 ? "true" : "false") : Text(i)) + "\n";
                if (at + line.Length * 3 > record.Length) return false;
                at += Encoding.UTF8.GetBytes(line, 0, line.Length, record, at);
            }
            return Slots().Save(FormatVersion, record, 0, at);
        }
    }
}
