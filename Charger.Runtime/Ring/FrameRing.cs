using System;
using System.Threading;

namespace Charger.Runtime
{
    /// <summary>One data frame as it passes through a <see cref="FrameRing"/>: identifier, up to 8 bytes, time of arrival. Reused.</summary>
    public sealed class Frame
    {
        /// <summary>Identifier without flags (29 bits).</summary>
        public uint Id;

        /// <summary>Number of data bytes, 0 to 8.</summary>
        public int Length;

        /// <summary>When it was read from the controller, monotonic.</summary>
        public long TimeMs;

        public readonly byte[] Data = new byte[8];
    }

    /// <summary>
    /// A ring of frames between one writer and one reader thread, without a lock. Full means the oldest single frame goes and a
    /// counter rises. All memory is taken at the start; a reader never sees a torn frame: it takes a place only if the writer has
    /// not dropped that frame meanwhile.
    /// </summary>
    public sealed class FrameRing
    {
        public const int DefaultCapacity = 32;
        private const int WarnPercent = 80;
        private const int DataBytes = 8;
        private const int LengthBits = 4;
        private const int LengthMask = (1 << LengthBits) - 1;

        /// <summary>Places are counted on through so many rounds, so that a place that was dropped and filled anew is told from the one it was.</summary>
        private const int Rounds = 1 << 16;

        /// <summary>How often a frame may be dropped while it is read before the reader tries later.</summary>
        private const int MostTries = 8;

        private readonly uint[] _ids;

        /// <summary>Low 28 bits of the arrival time above the 4 of the length: frames wait far less than the 37 hours that these can tell apart.</summary>
        private readonly int[] _stamps;
        private readonly byte[] _data;
        private readonly int _places;
        private readonly int _warnAbove;
        private readonly int _warnAgainBelow;
        private long _newestMs;

        // The reader's place, which the writer moves on when it drops; the writer's place.
        private int _first;
        private int _next;
        private bool _inExcursion;
        private bool _warning;

        public FrameRing(string name, int capacity = DefaultCapacity)
        {
            Name = name;
            _ids = new uint[capacity];
            _stamps = new int[capacity];
            _data = new byte[capacity * DataBytes];
            _places = capacity * Rounds;
            _warnAbove = capacity * WarnPercent / 100;
            _warnAgainBelow = _warnAbove / 2;
        }

        public string Name { get; }

        public int Capacity => _ids.Length;

        public int Count
        {
            get
            {
                int count = _next - _first;
                return count < 0 ? count + _places : count;
            }
        }

        public bool IsEmpty => _next == _first;

        public bool IsFull
        {
            get
            {
                int count = _next - _first;
                return count == _ids.Length || count == _ids.Length - _places;
            }
        }

        public int Peak { get; private set; }

        /// <summary>Frames written since boot, those dropped later included.</summary>
        public int Written;

        /// <summary>Oldest frames that made room for a newer one.</summary>
        public int Dropped { get; private set; }

        /// <summary>The writer's thread only.</summary>
        public void Write(Frame frame)
        {
            int capacity = _ids.Length;
            int first = _first;
            int count = _next - first;
            if (count < 0) count += _places;
            if (count == capacity)
            {
                // Where this fails the reader has just taken that frame.
                if (Interlocked.CompareExchange(ref _first, After(first), first) == first) Dropped++;
                count--;
            }
            int at = _next % capacity;
            _ids[at] = frame.Id;
            _stamps[at] = ((int)frame.TimeMs << LengthBits) | frame.Length;
            _newestMs = frame.TimeMs;
            Array.Copy(frame.Data, 0, _data, at * DataBytes, DataBytes);
            int next = _next + 1;
            Interlocked.Exchange(ref _next, next == _places ? 0 : next);
            Written++;
            if (++count > Peak) Peak = count;
            if (count > _warnAbove && !_inExcursion)
            {
                _inExcursion = true;
                _warning = true;
            }
        }

        /// <summary>Copies the oldest frame out; false when there is none. The reader's thread only.</summary>
        public bool TryRead(Frame into)
        {
            for (int tries = 0; tries < MostTries; tries++)
            {
                int first = _first;
                int count = _next - first;
                if (count == 0) return false;
                int at = first % _ids.Length;
                into.Id = _ids[at];
                int stamp = _stamps[at];
                into.Length = stamp & LengthMask;
                // Read once: the writer may go on between two looks.
                long newestMs = _newestMs;
                into.TimeMs = newestMs - ((((int)newestMs << LengthBits) - (stamp & ~LengthMask)) >> LengthBits);
                Array.Copy(_data, at * DataBytes, into.Data, 0, DataBytes);
                int after = first + 1;
                if (Interlocked.CompareExchange(ref _first, after == _places ? 0 : after, first) != first) continue;
                if (_inExcursion && (count < 0 ? count + _places : count) <= _warnAgainBelow) _inExcursion = false;
                return true;
            }
            return false;
        }

        /// <summary>
        /// True once for each time usage rose above 80 %; it must have fallen below 40 % in between, so that a level that
        /// hovers is told once. For the ring's owner, who says so in the log.
        /// </summary>
        public bool TakeWarning()
        {
            if (!_warning) return false;
            _warning = false;
            return true;
        }

        private int After(int place) => place + 1 == _places ? 0 : place + 1;
    }
}
