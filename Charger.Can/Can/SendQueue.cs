using System;
using System.Threading;
using Charger.Runtime;

namespace Charger.Can
{
    /// <summary>
    /// Frames that wait for CAN_RX: bounded, all memory allocated at the start, refused when full. The threads that add share a lock; the
    /// one thread that reads needs none. Each frame keeps the stamp it was added with; one whose stamp is no
    /// longer valid when it is read is dropped and never sent.
    /// </summary>
    public sealed class SendQueue
    {
        private const int FrameBytes = 8;

        private readonly uint[] _ids;
        private readonly byte[] _data;
        private readonly int[] _stamps;
        private readonly TimedLock _lock;
        private int _putAt;
        private int _takeAt;

        // A field, since CAN_RX reads it each turn. Raised when a frame is complete, lowered when it has been copied.
        internal int Queued;

        /// <summary>Allocates all memory. The lock is taken by the threads that add frames, not by CAN_RX.</summary>
        public SendQueue(int capacity, TimedLock guard)
        {
            _ids = new uint[capacity];
            _data = new byte[capacity * FrameBytes];
            _stamps = new int[capacity];
            _lock = guard;
        }

        /// <summary>Frames it has room for.</summary>
        public int Capacity => _ids.Length;

        /// <summary>Frames that wait now, also those whose stamp is no longer valid.</summary>
        public int Count => Queued;

        /// <summary>The most frames that ever waited, since boot.</summary>
        public int Peak { get; private set; }

        /// <summary>Frames refused because the queue was full or its lock could not be taken in time.</summary>
        public int Refused { get; private set; }

        /// <summary>Frames dropped because their stamp was no longer valid.</summary>
        public int Superseded { get; private set; }

        /// <param name="stamp">The stamp that was valid when the sender decided; the sender reads it first.</param>
        public bool TryPut(string who, uint id, byte[] data, int stamp)
        {
            if (!_lock.TryEnter(who))
            {
                Refused++;
                return false;
            }
            bool room = Queued < _ids.Length;
            if (room)
            {
                int at = _putAt;
                _ids[at] = id;
                _stamps[at] = stamp;
                Array.Copy(data, 0, _data, at * FrameBytes, FrameBytes);
                _putAt = at + 1 == _ids.Length ? 0 : at + 1;
                int queued = Interlocked.Increment(ref Queued);
                if (queued > Peak) Peak = queued;
            }
            else
            {
                Refused++;
            }
            _lock.Exit();
            return room;
        }

        /// <summary>The oldest frame that carries <paramref name="stamp"/>; false when there is none. One thread only.</summary>
        public bool TryTake(Frame into, int stamp)
        {
            while (Queued > 0)
            {
                int at = _takeAt;
                bool found = _stamps[at] == stamp;
                if (found)
                {
                    into.Id = _ids[at];
                    into.Length = FrameBytes;
                    Array.Copy(_data, at * FrameBytes, into.Data, 0, FrameBytes);
                }
                else
                {
                    Superseded++;
                }
                _takeAt = at + 1 == _ids.Length ? 0 : at + 1;
                Interlocked.Decrement(ref Queued);
                if (found) return true;
            }
            return false;
        }
    }
}
