using System;
using System.Text;
using System.Threading;
using Charger.Runtime;

namespace Firmware
{
    /// <summary>
    /// What the firmware keeps of its own restarts, since the platform can tell none: how often it booted, why it went down
    /// the last time, and how many boots in a row did not last. Format 1: boots (4), failed boots (1), reason (the rest).
    /// Stored by any thread, none of which waits: one that finds another writing leaves its reason to that one.
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

        public const int MostBytes = FixedBytes + LongestReason;

        /// <summary>Format version of its record.</summary>
        public const int Format = 1;

        /// <summary>Of its store.</summary>
        public const string Name = "boot";

        private const int FixedBytes = 5;

        // In the store's work buffer: a second one would stand on the heap for ever.
        private const int BootsAt = SlotStore.HeaderBytes;
        private const int FailedAt = BootsAt + 4;
        private const int ReasonAt = BootsAt + FixedBytes;
        private const int MostWriters = 6;

        private readonly SlotStore _store;

        // What is to be kept: the writer takes it from here, so that nothing another thread stored meanwhile is written over.
        private int _failed;

        /// <summary>Null for <see cref="Wordless"/>.</summary>
        private string _reason = "";
        private int _asked;
        private int _writing;

        public BootRecord(SlotStore store)
        {
            _store = store;
        }

        /// <summary>Boots since the first, this one included.</summary>
        public int Boots { get; private set; }

        /// <summary>Boots before this one that did not last, in a row.</summary>
        public int FailedBoots { get; private set; }

        /// <summary>Its two files as this boot found them, before it wrote one anew.</summary>
        internal SlotState FirstFile;

        internal SlotState SecondFile;

        /// <summary>The one of this firmware: its table of 16 numbers need not stand there twice.</summary>
        internal Crc32 Crc;

        /// <summary>A thread is writing it.</summary>
        public bool IsWriting => _writing != 0;

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
            SlotCheck check = new SlotCheck(storage, crc);
            boots.FirstFile = check.Look(Name + ".a");
            boots.SecondFile = check.Look(Name + ".b");
            boots.Crc = crc;
            boots.Begin();
            return boots;
        }

        /// <summary>Reads what the last run left and counts this boot, which has failed until <see cref="Lasted"/> says otherwise.</summary>
        public void Begin()
        {
            byte[] bytes = _store.Work;
            int length = _store.Load(bytes, BootsAt, MostBytes);
            bool known = length >= FixedBytes && _store.FormatVersion == Format;
            LastReason = "first boot";
            if (known)
            {
                Boots = (int)Bytes.UInt32(bytes, BootsAt);
                FailedBoots = bytes[FailedAt];
                LastReason = length > FixedBytes ? Encoding.UTF8.GetString(bytes, ReasonAt, length - FixedBytes) : Unknown;
            }
            Boots++;
            _failed = FailedBoots + 1;
            Keep();
        }

        /// <summary>This boot has lasted: the count of failed ones begins anew.</summary>
        public void Lasted()
        {
            _failed = 0;
            Keep();
        }

        /// <summary>Keeps why the device is about to restart after a fault: this boot has not lasted unless <see cref="Lasted"/> was said.</summary>
        public void Store(string reason)
        {
            TryStore(reason);
        }

        /// <summary>The same; false when flash did not take it.</summary>
        public bool TryStore(string reason)
        {
            _reason = reason;
            return Keep();
        }

        /// <summary>Keeps why the device restarts on request: no failure.</summary>
        public void StoreOrderly(string reason)
        {
            _failed = 0;
            TryStore(reason);
        }

        /// <summary>Keeps <see cref="Wordless"/>: of our own it makes no object. False when flash did not take it.</summary>
        public bool StoreWordless() => TryStore(null);

        // Once for each thread that may come while one writes: the main thread, four workers, and this one.
        private bool Keep()
        {
            bool stored = true;
            Interlocked.Increment(ref _asked);
            for (int i = 0; i < MostWriters && Interlocked.Exchange(ref _writing, 1) == 0; i++)
            {
                int asked = _asked;
                try
                {
                    stored = Write();
                }
                finally
                {
                    Interlocked.Exchange(ref _writing, 0);
                }
                if (asked == _asked) break;
            }
            return stored;
        }

        private bool Write()
        {
            string reason = _reason;
            byte[] bytes = _store.Work;
            Bytes.PutUInt32(bytes, BootsAt, (uint)Boots);
            bytes[FailedAt] = (byte)(_failed > byte.MaxValue ? byte.MaxValue : _failed);
            int count = reason == null ? Wordless.Length : Encoding.UTF8.GetBytes(reason, 0, Fitting(reason), bytes, ReasonAt);
            for (int i = 0; reason == null && i < count; i++) bytes[ReasonAt + i] = (byte)Wordless[i];
            return _store.Save(Format, bytes, BootsAt, FixedBytes + count);
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
