using System;
using Charger.Runtime;

namespace Charger.Can
{
    /// <summary>
    /// Frames on their way from one thread to CAN_RX: bounded, all memory taken at the start, full means refused. Each frame
    /// keeps the stamp it was put in with; one whose stamp is no longer valid when it is taken is dropped and never sent.
    /// </summary>
    public sealed class SendQueue
    {
        private const int FrameBytes = 8;

        private readonly uint[] _ids;
        private readonly byte[] _data;
        private readonly int[] _stamps;
        private readonly TimedLock _lock;
        private int _first;

        // A field: CAN_RX looks at it each turn.
        internal int Queued;

        public SendQueue(int capacity, TimedLock guard)
        {
            _ids = new uint[capacity];
            _data = new byte[capacity * FrameBytes];
            _stamps = new int[capacity];
            _lock = guard;
        }

        public int Capacity => _ids.Length;

        public int Count => Queued;

        public int Peak { get; private set; }

        /// <summary>Frames refused because the box was full or its lock was not had in time.</summary>
        public int Refused { get; private set; }

        /// <summary>Frames dropped because their stamp was no longer valid.</summary>
        public int Superseded { get; private set; }

        /// <param name="stamp">What was valid when the sender decided: read before anything else.</param>
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
                int at = At(Queued);
                _ids[at] = id;
                _stamps[at] = stamp;
                Array.Copy(data, 0, _data, at * FrameBytes, FrameBytes);
                Queued++;
                if (Queued > Peak) Peak = Queued;
            }
            else
            {
                Refused++;
            }
            _lock.Exit();
            return room;
        }

        /// <summary>The oldest frame that carries <paramref name="stamp"/>; false when there is none, or the lock was not had in time.</summary>
        public bool TryTake(string who, Frame into, int stamp)
        {
            if (Queued == 0 || !_lock.TryEnter(who)) return false;
            bool found = false;
            while (Queued > 0 && !found)
            {
                found = _stamps[_first] == stamp;
                if (found)
                {
                    into.Id = _ids[_first];
                    into.Length = FrameBytes;
                    Array.Copy(_data, _first * FrameBytes, into.Data, 0, FrameBytes);
                }
                else
                {
                    Superseded++;
                }
                _first = At(1);
                Queued--;
            }
            _lock.Exit();
            return found;
        }

        private int At(int index)
        {
            int at = _first + index;
            return at >= _ids.Length ? at - _ids.Length : at;
        }
    }
}
