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

        /// <summary>The data bytes; <see cref="Length"/> of them count.</summary>
        public readonly byte[] Data = new byte[8];
    }

    /// <summary>
    /// A ring of frames between one writer and one reader thread, without a lock. When it is full, the oldest frame is dropped and a
    /// counter rises. All memory is allocated at the start. A reader never sees a torn frame: it takes a place only if the writer has
    /// not dropped that frame meanwhile.
    /// </summary>
    public sealed class FrameRing
    {
        /// <summary>Frames that the ring of a bus holds.</summary>
        public const int DefaultCapacity = 32;
        private const int WarnPercent = 80;
        private const int DataBytes = 8;
        private const int LengthBits = 4;
        private const int LengthMask = (1 << LengthBits) - 1;

        private readonly uint[] _ids;

        /// <summary>Low 28 bits of the arrival time above the 4 of the length: 28 bits repeat after 37 hours, and no frame waits that long.</summary>
        private readonly int[] _stamps;
        private readonly byte[] _data;
        private readonly int _warnAbove;
        private long _newestMs;

        // Numbers of the next frame to read, which the writer raises when it drops one, and of the next to write. Neither begins again
        // (both may wrap), so that a place that was dropped and filled again has another number than before.
        private int _first;
        private int _next;
        private bool _inExcursion;
        private bool _warning;

        /// <param name="capacity">A power of two.</param>
        public FrameRing(string name, int capacity = DefaultCapacity)
        {
            Name = name;
            _ids = new uint[capacity];
            _stamps = new int[capacity];
            _data = new byte[capacity * DataBytes];
            _warnAbove = capacity * WarnPercent / 100;
        }

        /// <summary>Name for the console: CAN1 or CAN2.</summary>
        public string Name { get; }

        /// <summary>Frames that the ring holds at most.</summary>
        public int Capacity => _ids.Length;

        /// <summary>Frames that wait now.</summary>
        public int Count => _next - _first;

        /// <summary>No frame waits.</summary>
        public bool IsEmpty => _next == _first;

        /// <summary>The next frame drops the oldest one.</summary>
        public bool IsFull => _next - _first == _ids.Length;

        /// <summary>Most frames that have waited since boot.</summary>
        public int Peak { get; private set; }

        /// <summary>Frames written since boot, those dropped later included.</summary>
        public int Written => _next;

        /// <summary>Oldest frames that made room for a newer one.</summary>
        public int Dropped { get; private set; }

        /// <summary>The writer's thread only.</summary>
        public void Write(Frame frame)
        {
            int capacity = _ids.Length;
            int first = _first;
            int next = _next;
            int count = next - first;
            if (count == capacity)
            {
                // When this fails, the reader has just taken that frame.
                if (Interlocked.CompareExchange(ref _first, first + 1, first) == first) Dropped++;
                count--;
            }
            int at = next & (capacity - 1);
            _ids[at] = frame.Id;
            _stamps[at] = ((int)frame.TimeMs << LengthBits) | frame.Length;
            _newestMs = frame.TimeMs;
            Array.Copy(frame.Data, 0, _data, at * DataBytes, DataBytes);
            Interlocked.Exchange(ref _next, next + 1);
            count++;
            if (count > Peak) Peak = count;
            if (count > _warnAbove && !_inExcursion)
            {
                _inExcursion = true;
                _warning = true;
            }
        }

        /// <summary>
        /// Copies the oldest frame out. False when there is none, or the writer dropped it meanwhile: the next call takes the one
        /// behind it. The reader's thread only.
        /// </summary>
        public bool TryRead(Frame into)
        {
            int first = _first;
            int count = _next - first;
            if (count == 0) return false;
            int at = first & (_ids.Length - 1);
            into.Id = _ids[at];
            int stamp = _stamps[at];
            into.Length = stamp & LengthMask;
            // Read once: the writer may change it between two reads.
            long newestMs = _newestMs;
            into.TimeMs = newestMs - ((((int)newestMs << LengthBits) - (stamp & ~LengthMask)) >> LengthBits);
            Array.Copy(_data, at * DataBytes, into.Data, 0, DataBytes);
            if (Interlocked.CompareExchange(ref _first, first + 1, first) != first) return false;
            if (count <= _warnAbove / 2) _inExcursion = false;
            return true;
        }

        /// <summary>
        /// True once for each time usage rose above 80 %; it must have fallen below 40 % in between, so that a level that
        /// varies around 80 % gives one warning. Called by the ring's owner, which logs it.
        /// </summary>
        public bool ConsumeWarning()
        {
            if (!_warning) return false;
            _warning = false;
            return true;
        }
    }
}
