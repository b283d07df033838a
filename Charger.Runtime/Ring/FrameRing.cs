using System;

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
    /// A guarded ring of frames between one writer and one reader thread. Full means the oldest single frame goes and a
    /// counter rises. All memory is taken at the start; a reader never sees a torn frame.
    /// </summary>
    public sealed class FrameRing
    {
        public const int DefaultCapacity = 64;
        private const int WarnPercent = 80;
        private const int DataBytes = 8;
        private const int LengthBits = 4;
        private const int LengthMask = (1 << LengthBits) - 1;

        private readonly uint[] _ids;

        /// <summary>Low 28 bits of the arrival time above the 4 of the length: frames wait far less than the 37 hours that these can tell apart.</summary>
        private readonly int[] _stamps;
        private readonly byte[] _data;
        private readonly TimedLock _lock;
        private readonly int _warnAbove;
        private readonly int _warnAgainBelow;
        private long _newestMs;
        private int _first;
        private int _count;
        private bool _inExcursion;
        private bool _warning;

        public FrameRing(string name, TimedLock guard, int capacity = DefaultCapacity)
        {
            Name = name;
            _lock = guard;
            _ids = new uint[capacity];
            _stamps = new int[capacity];
            _data = new byte[capacity * DataBytes];
            _warnAbove = capacity * WarnPercent / 100;
            _warnAgainBelow = _warnAbove / 2;
        }

        public string Name { get; }

        public int Capacity => _ids.Length;

        public int Count => _count;

        /// <summary>The next frame written makes the oldest go.</summary>
        public bool IsFull => _count == _ids.Length;

        public int Peak { get; private set; }

        /// <summary>Frames written since boot, those dropped later included.</summary>
        public int Written { get; private set; }

        /// <summary>Oldest frames that made room for a newer one.</summary>
        public int Dropped { get; private set; }

        /// <summary>Frames given up because the lock was not had in time.</summary>
        public int Refused { get; private set; }

        /// <summary>False when the lock was not had in time: the frame is lost and counted in <see cref="Refused"/>.</summary>
        public bool Write(string who, Frame frame)
        {
            if (!_lock.TryEnter(who))
            {
                Refused++;
                return false;
            }
            int capacity = _ids.Length;
            if (_count == capacity)
            {
                _first = _first + 1 == capacity ? 0 : _first + 1;
                _count--;
                Dropped++;
            }
            int at = _first + _count;
            if (at >= capacity) at -= capacity;
            _ids[at] = frame.Id;
            _stamps[at] = ((int)frame.TimeMs << LengthBits) | frame.Length;
            _newestMs = frame.TimeMs;
            Array.Copy(frame.Data, 0, _data, at * DataBytes, DataBytes);
            _count++;
            if (_count > Peak) Peak = _count;
            if (_count > _warnAbove && !_inExcursion)
            {
                _inExcursion = true;
                _warning = true;
            }
            Written++;
            _lock.Exit();
            return true;
        }

        /// <summary>Copies the oldest frame out; false when there is none, or the lock was not had in time.</summary>
        public bool TryRead(string who, Frame into)
        {
            if (_count == 0 || !_lock.TryEnter(who)) return false;
            bool any = _count > 0;
            if (any)
            {
                into.Id = _ids[_first];
                int stamp = _stamps[_first];
                into.Length = stamp & LengthMask;
                into.TimeMs = _newestMs - ((((int)_newestMs << LengthBits) - (stamp & ~LengthMask)) >> LengthBits);
                Array.Copy(_data, _first * DataBytes, into.Data, 0, DataBytes);
                _first = _first + 1 == _ids.Length ? 0 : _first + 1;
                _count--;
                if (_count < _warnAgainBelow) _inExcursion = false;
            }
            _lock.Exit();
            return any;
        }

        /// <summary>
        /// True once for each time usage rose above 80 %; it must have fallen below 40 % in between, so that a level that
        /// hovers is told once. For the ring's owner, who says so in the log.
        /// </summary>
        public bool TakeWarning()
        {
            bool warning = _warning;
            _warning = false;
            return warning;
        }
    }
}
