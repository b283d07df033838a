using System;
using System.Text;
using System.Threading;
using Charger.Runtime;

namespace Firmware
{
    /// <summary>
    /// The firmware's record of its restarts, since the platform keeps none: how often it booted, why it restarted
    /// the last time, and how many boots in a row did not last. Format 1: boots (4), failed boots (1), reason (the rest).
    /// Stored by any thread without waiting: a thread that finds another one writing leaves its reason to that one.
    /// </summary>
    public sealed class BootRecord : IRebootReason
    {
        /// <summary>Number of boots in a row that did not last before safe mode.</summary>
        public const int FailuresToSafeMode = 3;

        /// <summary>A boot has lasted when all threads were healthy for this time.</summary>
        public const int LastedAfterMs = 60000;

        /// <summary>The reason that is shown when the boot before stored none.</summary>
        public const string Unknown = "unknown (power cut, or a crash that left no word)";

        /// <summary>The reason when there is no memory to build a text.</summary>
        public const string Wordless = "a thread failed, and no memory was left to tell which";

        /// <summary>How the reason of a Hard Reset begins.</summary>
        public const string HardReset = "hard reset";

        /// <summary>Part of the reason of a boot that ran out of memory.</summary>
        public const string OutOfMemory = "out of memory";

        /// <summary>UTF-8 bytes of a reason; the rest is cut off.</summary>
        public const int LongestReason = 100;

        /// <summary>Bytes of the longest record.</summary>
        public const int MostBytes = FixedBytes + LongestReason;

        /// <summary>Format version of its record.</summary>
        public const int Format = 1;

        /// <summary>Name of the slot store on flash (docs/storage.md).</summary>
        public const string Name = "boot";

        private const int FixedBytes = 5;

        // In the store's work buffer: a second buffer would stay on the heap.
        private const int BootsAt = SlotStore.HeaderBytes;
        private const int FailedAt = BootsAt + 4;
        private const int ReasonAt = BootsAt + FixedBytes;
        private const int MostWriters = 6;

        private readonly SlotStore _store;

        // The values to store: the writing thread reads them from here, so that a value that another thread stores meanwhile is not lost.
        private int _failed;

        /// <summary>Null for <see cref="Wordless"/>.</summary>
        private string _reason = "";
        private int _asked;
        private int _writing;

        /// <summary>Reads nothing: <see cref="Begin"/> does. The work buffer has room for <see cref="MostBytes"/>.</summary>
        public BootRecord(SlotStore store)
        {
            _store = store;
        }

        /// <summary>Boots since the first, this one included.</summary>
        public int Boots { get; private set; }

        /// <summary>Boots before this one that did not last, in a row.</summary>
        public int FailedBoots { get; private set; }

        /// <summary>Its two files as this boot found them, before it wrote one again.</summary>
        internal SlotState FirstFile;

        internal SlotState SecondFile;

        /// <summary>The firmware's only CRC object, so that its table of 16 numbers is on the heap once.</summary>
        internal Crc32 Crc;

        /// <summary>A thread is writing it.</summary>
        public bool IsWriting => _writing != 0;

        /// <summary>Why the firmware ended before this boot.</summary>
        public string LastReason { get; private set; } = "";

        /// <summary>The same if the firmware itself restarted; null after a power cut and at the first boot.</summary>
        public string RestartReason => Boots > 1 && LastReason != Unknown ? LastReason : null;

        /// <summary>The restart was a Hard Reset, by the central system or the console: it clears latched faults.</summary>
        public bool WasHardReset => LastReason.StartsWith(HardReset);

        /// <summary>Too many boots in a row did not last: console and network only, the output stays off.</summary>
        public bool SafeMode => FailedBoots >= FailuresToSafeMode;

        /// <summary>Safe mode, and the last boot ended for want of memory: the composition itself does not fit, <see cref="BareSafeMode"/> does.</summary>
        public bool LacksMemory => SafeMode && (LastReason == Wordless || LastReason.IndexOf(OutOfMemory) >= 0);

        /// <summary>The message of an exception, or a fixed text when it has none.</summary>
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

        /// <summary>This boot has lasted: the count of failed ones begins again.</summary>
        public void Lasted()
        {
            _failed = 0;
            Keep();
        }

        /// <summary>Keeps why the device is about to restart after a fault: this boot counts as failed unless <see cref="Lasted"/> was called.</summary>
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

        /// <summary>Stores <see cref="Wordless"/>; this class allocates nothing for it. False when flash did not take it.</summary>
        public bool StoreWordless() => TryStore(null);

        // One round for each thread that may store meanwhile: the main thread, four workers, and this one.
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

        /// <summary>Number of characters that fit in any case: reasons are ASCII, except in a library's message.</summary>
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
