using System.Text;
using Charger.Runtime;

namespace Firmware
{
    /// <summary>
    /// Runs when the firmware did not fit into the heap three times in a row: the console says so every 10 s and accepts
    /// `reset`, the watchdog chip is served, the output stays off. It allocates a few hundred bytes and needs no other part.
    /// Stepped by the main thread.
    /// </summary>
    public sealed class BareSafeMode
    {
        /// <summary>
        /// Free managed heap that a boot needs once the assemblies are loaded: long-lived objects, call frames and the peak of
        /// a boot (docs/memory.md). Seen on the interpreter: a boot with 48,832 succeeded, one with 47,808 ran out of memory, since the
        /// free heap is fragmented.
        /// </summary>
        public const int NeededBytes = 48_640;

        private const string ResetWord = "reset";
        private const int StepMs = 250;
        private const int TellPeriodMs = 10000;
        private const int LongestLine = 16;

        private readonly ISerialLine _line;
        private readonly IOutputPin _watchdog;
        private readonly BootRecord _boots;
        private readonly IMemoryProbe _memory;
        private readonly IRebooter _rebooter;
        private readonly byte[] _typed = new byte[LongestLine];
        private int _count;
        private long _nextTellMs;
        private bool _level;

        /// <param name="line">Null where there is no console.</param>
        /// <param name="watchdog">Null where no watchdog chip is fitted.</param>
        public BareSafeMode(ISerialLine line, IOutputPin watchdog, BootRecord boots, IMemoryProbe memory, IRebooter rebooter)
        {
            _line = line;
            _watchdog = watchdog;
            _boots = boots;
            _memory = memory;
            _rebooter = rebooter;
        }

        /// <summary>The console's first line of a boot: bytes that are free and bytes that are needed.</summary>
        public static string FirstLine(int freeBytes)
        {
            string line = "memory: " + freeBytes + " bytes of the managed heap are free, " + NeededBytes + " are needed";
            return freeBytes < NeededBytes ? line + ": too few, use a board with more memory or a smaller flavour of the image" : line;
        }

        /// <summary>One turn; when the next is due.</summary>
        public long Step(long nowMs)
        {
            _level = !_level;
            if (_watchdog != null) _watchdog.Write(_level);
            if (nowMs >= _nextTellMs)
            {
                _nextTellMs = nowMs + TellPeriodMs;
                Tell();
            }
            if (_line != null) Read();
            return nowMs + StepMs;
        }

        private void Tell()
        {
            Say("safe mode: " + _boots.FailedBoots + " boots in a row did not last, the last one: " + _boots.LastReason);
            Say(FirstLine(_memory.ManagedFreeBytes(true)));
            Say("the output is off; 'reset' tries again");
        }

        private void Say(string text)
        {
            if (_line == null) return;
            byte[] bytes = Encoding.UTF8.GetBytes(text + "\r\n");
            _line.Write(bytes, 0, bytes.Length);
        }

        private void Read()
        {
            byte[] key = new byte[1];
            for (int i = 0; i < LongestLine && _line.Read(key, 0, 1) == 1; i++)
            {
                if (key[0] == '\r' || key[0] == '\n') RunLine();
                else if (_count < LongestLine) _typed[_count++] = key[0];
            }
        }

        private void RunLine()
        {
            string typed = _count == 0 ? "" : Encoding.UTF8.GetString(_typed, 0, _count);
            _count = 0;
            if (typed.Length == 0) return;
            if (typed != ResetWord)
            {
                Say("error: only 'reset' is known in this mode");
                return;
            }
            _boots.StoreOrderly("reset in safe mode");
            _rebooter.Reboot();
        }
    }
}
