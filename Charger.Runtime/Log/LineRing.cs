using System;

namespace Charger.Runtime
{
    /// <summary>
    /// The last lines in one byte array, oldest overwritten first. Each is stored as two bytes of length and its text.
    /// A line is addressed by its number since boot. Not guarded: its owner holds the lock.
    /// </summary>
    public sealed class LineRing
    {
        private const int Header = 2;

        private readonly byte[] _bytes;
        private int _start;
        private int _used;

        public LineRing(int capacity)
        {
            _bytes = new byte[capacity];
        }

        /// <summary>Number of the oldest line still held.</summary>
        public int First { get; private set; }

        /// <summary>Number the next line will get.</summary>
        public int Next { get; private set; }

        /// <summary>Adds a line; oldest ones go to make room. A line longer than the ring is cut.</summary>
        public void Add(byte[] line, int count)
        {
            if (count > _bytes.Length - Header) count = _bytes.Length - Header;
            while (_used + Header + count > _bytes.Length) DropOldest();
            int at = Wrap(_start + _used);
            _bytes[at] = (byte)(count >> 8);
            _bytes[Wrap(at + 1)] = (byte)count;
            at = Wrap(at + Header);
            int untilEnd = _bytes.Length - at;
            int head = count < untilEnd ? count : untilEnd;
            Array.Copy(line, 0, _bytes, at, head);
            Array.Copy(line, head, _bytes, 0, count - head);
            _used += Header + count;
            Next++;
        }

        /// <summary>Copies line <paramref name="number"/>, as far as it fits; its length in bytes, or -1 when it is not held.</summary>
        public int Read(int number, byte[] into)
        {
            if (number - First < 0 || number - Next >= 0) return -1;
            int at = _start;
            for (int i = First; i != number; i++) at = Wrap(at + Header + LengthAt(at));
            int count = LengthAt(at);
            if (count > into.Length) count = into.Length;
            at = Wrap(at + Header);
            int untilEnd = _bytes.Length - at;
            int head = count < untilEnd ? count : untilEnd;
            Array.Copy(_bytes, at, into, 0, head);
            Array.Copy(_bytes, 0, into, head, count - head);
            return count;
        }

        private void DropOldest()
        {
            int size = Header + LengthAt(_start);
            _start = Wrap(_start + size);
            _used -= size;
            First++;
        }

        private int LengthAt(int at) => (_bytes[at] << 8) | _bytes[Wrap(at + 1)];

        private int Wrap(int at) => at >= _bytes.Length ? at - _bytes.Length : at;
    }
}
