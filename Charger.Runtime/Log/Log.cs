using System;

namespace Charger.Runtime
{
    /// <summary>
    /// The firmware's log: <c>[12.345] WARNING CAN text</c>. Writing formats the line into a ring of the last lines and wakes
    /// the thread that owns the sinks, which calls <see cref="Pump"/>: a slow serial line never delays the writer.
    /// </summary>
    public sealed class Log : ILog
    {
        /// <summary>Bytes of the ring of the last lines.</summary>
        public const int DefaultRingBytes = 2048;
        /// <summary>Most bytes of a line; the rest is cut off.</summary>
        public const int LongestLine = 240;
        private const int WindowMs = 1000;
        private const int MostSinks = 3;

        private readonly IMonotonicClock _clock;
        private readonly TimedLock _lock;
        private readonly WakeSignal _owner;
        private readonly LineRing _ring;
        private readonly ILogSink[] _sinks = new ILogSink[MostSinks];
        private readonly byte[] _inWindow = new byte[LogNames.Sections];
        private readonly int[] _windowStart = new int[LogNames.Sections];
        private readonly int[] _suppressed = new int[LogNames.Sections];
        private int _sinkCount;
        private int _sectionsOff;
        private int _nextToPump;

        /// <param name="owner">Set after each line; its thread calls <see cref="Pump"/>, so that a writer deep in its stack never opens a file.</param>
        public Log(IMonotonicClock clock, TimedLock guard, WakeSignal owner, int ringBytes = DefaultRingBytes)
        {
            _clock = clock;
            _lock = guard;
            _owner = owner;
            _ring = new LineRing(ringBytes);
        }

        /// <summary>The least important level still written.</summary>
        public LogLevel Level { get; set; } = LogLevel.Info;

        /// <summary>Most lines per second and section, 1 to 255; errors are not limited. The number held back is logged.</summary>
        public int LinesPerSecond { get; set; } = 50;

        /// <summary>Lines overwritten before they were pumped, or given up because the lock was taken or the heap had no room.</summary>
        public int Lost { get; private set; }

        /// <summary>Lines the rate limit held back since boot.</summary>
        public int Suppressed { get; private set; }

        /// <summary>Numbers of the oldest line held and of the one that comes next, for <see cref="TryRead"/>.</summary>
        public int FirstHeld => _ring.First;

        /// <summary>Number that the next line will get.</summary>
        public int NextLine => _ring.Next;

        /// <summary>False when there is no room for another (three at most). Called at boot only.</summary>
        public bool AddSink(ILogSink sink)
        {
            if (_sinkCount == MostSinks) return false;
            _sinks[_sinkCount++] = sink;
            return true;
        }

        /// <summary>Switches a section; errors are written nevertheless.</summary>
        public void Switch(LogSection section, bool on)
        {
            int bit = 1 << (int)section;
            _sectionsOff = on ? _sectionsOff & ~bit : _sectionsOff | bit;
        }

        /// <summary>False for a section that <see cref="Switch"/> has switched off.</summary>
        public bool IsSwitchedOn(LogSection section) => (_sectionsOff & (1 << (int)section)) == 0;

        /// <inheritdoc/>
        public bool IsOn(LogLevel level, LogSection section)
        {
            if (level == LogLevel.Error) return true;
            return level <= Level && IsSwitchedOn(section);
        }

        /// <inheritdoc/>
        public void Write(LogLevel level, LogSection section, string text)
        {
            if (!IsOn(level, section)) return;
            long nowMs = _clock.NowMs;
            text = ControlCharacters.Escaped(text);
            TextBuffer line = RoomForALine();
            if (line == null || !_lock.TryEnter("LOG"))
            {
                Lost++;
                return;
            }
            int held = OpenWindow((int)section, nowMs);
            bool passes = level == LogLevel.Error || _inWindow[(int)section] < LinesPerSecond;
            if (held > 0) AddLine(line, nowMs, LogLevel.Warning, section, null, held);
            if (passes)
            {
                if (_inWindow[(int)section] < byte.MaxValue) _inWindow[(int)section]++;
                AddLine(line, nowMs, level, section, text, 0);
            }
            else
            {
                _suppressed[(int)section]++;
                Suppressed++;
            }
            _lock.Exit();
            _owner.Set();
        }

        /// <summary>Hands waiting lines to the sinks, at most <paramref name="most"/>; true when more are waiting. One thread only.</summary>
        public bool Pump(int most = 32)
        {
            if (_nextToPump == _ring.Next) return false;
            byte[] line = new byte[LongestLine];
            for (int i = 0; i < most; i++)
            {
                int count = ReadNext(line);
                if (count < 0) return false;
                for (int s = 0; s < _sinkCount; s++) _sinks[s].Write(line, 0, count);
            }
            return _nextToPump != _ring.Next;
        }

        /// <summary>Bytes that hold the lines from this number on, each with its line end; 0 when the lock could not be taken in time.</summary>
        public int HeldFrom(int number)
        {
            if (!_lock.TryEnter("LOG")) return 0;
            int held = _ring.HeldFrom(number);
            _lock.Exit();
            return held;
        }

        /// <summary>Copies a held line by its number; its bytes, or -1 when it is gone or not written yet.</summary>
        public int TryRead(int number, byte[] into, int offset = 0)
        {
            if (!_lock.TryEnter("LOG")) return -1;
            int count = _ring.Read(number, into, offset);
            _lock.Exit();
            return count;
        }

        /// <summary>Gives up the lines' memory when a cut of the output needs heap. Any thread; takes no lock.</summary>
        public void LetGo() => _ring.LetGo();

        /// <summary>Makes room for lines again after <see cref="LetGo"/>; false when the lock could not be taken in time.</summary>
        public bool MakeAnew()
        {
            if (_ring.IsThere) return true;
            if (!_lock.TryEnter("LOG")) return false;
            try
            {
                _ring.MakeAnew();
                return true;
            }
            finally
            {
                _lock.Exit();
            }
        }

        private int ReadNext(byte[] into)
        {
            if (_nextToPump == _ring.Next || !_lock.TryEnter("LOG")) return -1;
            int overwritten = _ring.First - _nextToPump;
            if (overwritten > 0)
            {
                Lost += overwritten;
                _nextToPump = _ring.First;
            }
            int count = _ring.Read(_nextToPump, into, 0);
            if (count >= 0) _nextToPump++;
            _lock.Exit();
            return count;
        }

        // Allocated for one line, so that the heap has the memory between lines. Before the lock: an exception here leaves no lock taken.
        private static TextBuffer RoomForALine()
        {
            try
            {
                return new TextBuffer(LongestLine);
            }
            catch (OutOfMemoryException)
            {
                return null;
            }
        }

        /// <summary>Starts a new second for the section when the last one is over; returns the lines that the last one held back.</summary>
        private int OpenWindow(int section, long nowMs)
        {
            int now = (int)nowMs;
            int age = now - _windowStart[section];
            if (age >= 0 && age < WindowMs) return 0;
            _windowStart[section] = now;
            _inWindow[section] = 0;
            int held = _suppressed[section];
            _suppressed[section] = 0;
            return held;
        }

        private void AddLine(TextBuffer line, long nowMs, LogLevel level, LogSection section, string text, int suppressed)
        {
            line.Clear();
            line.Append('[').AppendFixed(nowMs, 3).Append("] ").Append(LogNames.Of(level)).Append(' ').Append(LogNames.Of(section)).Append(' ');
            if (suppressed > 0) line.Append(suppressed).Append(" lines suppressed");
            else line.Append(text);
            if (!_ring.Add(line.Bytes, line.Count)) Lost++;
        }
    }
}
