using System;
using System.Text;
using Charger.Runtime;

namespace Firmware
{
    /// <summary>
    /// What the firmware keeps of its own restarts, since the platform can tell none: how often it booted, why it went down
    /// the last time, and how many boots in a row did not last. Format 1: boots (4), failed boots (1), reason (the rest).
    /// </summary>
    public sealed class BootRecord : IRebootReason
    {
        /// <summary>So many boots in a row that did not last lead to safe mode.</summary>
        public const int FailuresToSafeMode = 3;

        /// <summary>A boot has lasted when all threads were healthy for so long.</summary>
        public const int LastedAfterMs = 60000;

        public const string Unknown = "unknown (power cut, or a crash that left no word)";

        /// <summary>The reason where no memory was left to put one together.</summary>
        public const string Wordless = "a thread failed, and no memory was left to tell which";

        /// <summary>How the reason of a Hard Reset begins.</summary>
        public const string HardReset = "hard reset";

        /// <summary>In the reason of a boot that ended for want of memory.</summary>
        public const string OutOfMemory = "out of memory";

        /// <summary>UTF-8 bytes of a reason; the rest is cut off.</summary>
        public const int LongestReason = 100;

        public const int MostBytes = ReasonAt + LongestReason;

        /// <summary>Format version of its record.</summary>
        public const int Format = 1;

        private const string Name = "boot";
        private const int ReasonAt = 5;

        private readonly SlotStore _store;
        private readonly byte[] _bytes = new byte[MostBytes];
        private readonly byte[] _wordless = Encoding.UTF8.GetBytes(Wordless);

        public BootRecord(SlotStore store)
        {
            _store = store;
        }

        /// <summary>Boots since the first, this one included.</summary>
        public int Boots { get; private set; }

        /// <summary>Boots before this one that did not last, in a row.</summary>
        public int FailedBoots { get; private set; }

        /// <summary>Values of the record found damaged or cut short at this boot.</summary>
        public int Damaged { get; private set; }

        /// <summary>Why the firmware went down before this boot.</summary>
        public string LastReason { get; private set; } = "";

        /// <summary>The same, where it was the firmware that restarted; null after a power cut and at the first boot.</summary>
        public string RestartReason => Boots > 1 && LastReason != Unknown ? LastReason : null;

        /// <summary>The restart was a Hard Reset, by the central system or the console: it lets go of latched faults.</summary>
        public bool WasHardReset => LastReason.StartsWith(HardReset);

        public bool SafeMode => FailedBoots >= FailuresToSafeMode;

        /// <summary>Safe mode, and the last boot ended for want of memory: the composition itself does not fit, <see cref="BareSafeMode"/> does.</summary>
        public bool LacksMemory => SafeMode && (LastReason == Wordless || LastReason.IndexOf(OutOfMemory) >= 0);

        /// <summary>What an exception has to say, and of one that says nothing what it is.</summary>
        public static string WordsOf(Exception failure) => failure is OutOfMemoryException ? OutOfMemory : failure.Message == null ? "no message" : failure.Message;

        /// <summary>The record on flash, this boot counted.</summary>
        public static BootRecord Begun(IStorage storage, Crc32 crc)
        {
            BootRecord boots = new BootRecord(new SlotStore(storage, Name, crc, new byte[SlotStore.HeaderBytes + MostBytes]));
            boots.Begin();
            return boots;
        }

        /// <summary>Reads what the last run left and counts this boot, which has failed until <see cref="Lasted"/> says otherwise.</summary>
        public void Begin()
        {
            int length = _store.Load(_bytes, 0, _bytes.Length);
            Damaged = _store.Damaged;
            bool known = length >= ReasonAt && _store.FormatVersion == Format;
            LastReason = "first boot";
            if (known)
            {
                Boots = (int)Bytes.UInt32(_bytes, 0);
                FailedBoots = _bytes[4];
                LastReason = length > ReasonAt ? Encoding.UTF8.GetString(_bytes, ReasonAt, length - ReasonAt) : Unknown;
            }
            Boots++;
            Save(FailedBoots + 1, "");
        }

        /// <summary>This boot has lasted: the count of failed ones begins anew.</summary>
        public void Lasted()
        {
            Save(0, "");
        }

        /// <summary>Keeps why the device is about to restart after a fault: this boot has not lasted unless <see cref="Lasted"/> was said.</summary>
        public void Store(string reason)
        {
            TryStore(reason);
        }

        /// <summary>The same; false when flash did not take it.</summary>
        public bool TryStore(string reason) => Save(_bytes[4], reason);

        /// <summary>Keeps why the device restarts on request: no failure.</summary>
        public void StoreOrderly(string reason)
        {
            Save(0, reason);
        }

        /// <summary>Keeps <see cref="Wordless"/>, whose bytes were made at boot: of our own it makes no object. False when flash did not take it.</summary>
        public bool StoreWordless()
        {
            Array.Copy(_wordless, 0, _bytes, ReasonAt, _wordless.Length);
            return _store.Save(Format, _bytes, 0, ReasonAt + _wordless.Length);
        }

        private bool Save(int failed, string reason)
        {
            Bytes.PutUInt32(_bytes, 0, (uint)Boots);
            _bytes[4] = (byte)(failed > byte.MaxValue ? byte.MaxValue : failed);
            int characters = reason.Length < LongestReason / 3 ? reason.Length : Fitting(reason);
            int count = Encoding.UTF8.GetBytes(reason, 0, characters, _bytes, ReasonAt);
            return _store.Save(Format, _bytes, 0, ReasonAt + count);
        }

        /// <summary>Characters that surely fit: reasons are ASCII but for what a library's message brings.</summary>
        private static int Fitting(string reason)
        {
            int bytes = 0;
            for (int i = 0; i < reason.Length; i++)
            {
                bytes += reason[i] < 0x80 ? 1 : 3;
                if (bytes > LongestReason) return i;
            }
            return reason.Length;
        }
    }
}
