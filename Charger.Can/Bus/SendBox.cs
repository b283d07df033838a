using System;
using Charger.Runtime;

namespace Charger.Can
{
    /// <summary>
    /// Frames on their way from one thread to CAN_RX: bounded, all memory taken at the start, full means refused. Urgent and
    /// ordinary frames have a box each; a superseded frame is struck out where it lies.
    /// </summary>
    public sealed class SendBox
    {
        private const int FrameBytes = 8;

        private readonly uint[] _ids;
        private readonly byte[] _data;
        private readonly TimedLock _lock;
        private int _first;
        private int _count;

        public SendBox(int capacity, TimedLock guard)
        {
            _ids = new uint[capacity];
            _data = new byte[capacity * FrameBytes];
            _lock = guard;
        }

        public int Capacity => _ids.Length;

        public int Count => _count;

        public int Peak { get; private set; }

        /// <summary>Frames refused because the box was full or its lock was not had in time.</summary>
        public int Refused { get; private set; }

        /// <summary>Frames struck out because an urgent one has taken their place.</summary>
        public int Superseded { get; private set; }

        public bool TryPut(string who, uint id, byte[] data)
        {
            if (!_lock.TryEnter(who))
            {
                Refused++;
                return false;
            }
            bool room = _count < _ids.Length;
            if (room)
            {
                int at = At(_count);
                _ids[at] = id;
                Array.Copy(data, 0, _data, at * FrameBytes, FrameBytes);
                _count++;
                if (_count > Peak) Peak = _count;
            }
            else
            {
                Refused++;
            }
            _lock.Exit();
            return room;
        }

        /// <summary>The oldest frame; false when there is none, or the lock was not had in time.</summary>
        public bool TryTake(string who, Frame into)
        {
            if (_count == 0 || !_lock.TryEnter(who)) return false;
            bool found = false;
            while (_count > 0 && !found)
            {
                // 0 is no identifier of ours: it marks what was struck out.
                found = _ids[_first] != 0;
                if (found)
                {
                    into.Id = _ids[_first];
                    into.Length = FrameBytes;
                    Array.Copy(_data, _first * FrameBytes, into.Data, 0, FrameBytes);
                }
                _first = At(1);
                _count--;
            }
            _lock.Exit();
            return found;
        }

        /// <summary>Strikes out frames of the same identifier and function (first two bytes): an older START under a STOP. False when the lock was not had.</summary>
        public bool TrySupersede(string who, uint id, byte[] data)
        {
            if (_count == 0) return true;
            if (!_lock.TryEnter(who)) return false;
            for (int i = 0; i < _count; i++)
            {
                int at = At(i);
                if (_ids[at] != id || _data[at * FrameBytes] != data[0] || _data[at * FrameBytes + 1] != data[1]) continue;
                _ids[at] = 0;
                Superseded++;
            }
            _lock.Exit();
            return true;
        }

        /// <summary>Drops all: what waited for a bus that has gone must not go out when it comes back.</summary>
        public void Clear(string who)
        {
            if (_count == 0 || !_lock.TryEnter(who)) return;
            _count = 0;
            _lock.Exit();
        }

        private int At(int index)
        {
            int at = _first + index;
            return at >= _ids.Length ? at - _ids.Length : at;
        }
    }
}
