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

        private readonly int _capacity;

        /// <summary>Null after <see cref="LetGo"/>; a method that is using the array then keeps its own reference until it returns.</summary>
        private byte[] _bytes;
        private int _start;
        private int _used;

        /// <param name="capacity">Bytes of the ring.</param>
        public LineRing(int capacity)
        {
            _capacity = capacity;
            _bytes = new byte[capacity];
        }

        /// <summary>At least the bytes of all lines from this number on, each with its line end.</summary>
        public int HeldFrom(int number)
        {
            byte[] bytes = _bytes;
            int held = _used;
            if (bytes == null) return held;
            for (int i = First, at = _start; number - i > 0 && held > 0; i++)
            {
                int size = Header + LengthAt(bytes, at);
                at = Wrap(at + size);
                held -= size;
            }
            return held;
        }

        /// <summary>Number of the oldest line still held.</summary>
        public int First { get; private set; }

        /// <summary>Number the next line will get.</summary>
        public int Next { get; private set; }

        /// <summary>Gives the lines' memory back to the heap; every line counts as overwritten. Any thread, without the owner's lock.</summary>
        public void LetGo() => _bytes = null;

        /// <summary>False after <see cref="LetGo"/>, until <see cref="MakeAnew"/>.</summary>
        public bool IsThere => _bytes != null;

        /// <summary>Allocates the memory again, empty. Throws like any allocation when the heap has no room.</summary>
        public void MakeAnew()
        {
            byte[] bytes = new byte[_capacity];
            First = Next;
            _start = _used = 0;
            _bytes = bytes;
        }

        /// <summary>Adds a line; oldest ones go to make room. A line longer than the ring is cut. False while there is no memory.</summary>
        public bool Add(byte[] line, int count)
        {
            byte[] bytes = _bytes;
            if (bytes == null) return false;
            if (count > _capacity - Header) count = _capacity - Header;
            while (_used + Header + count > _capacity) DropOldest(bytes);
            int at = Wrap(_start + _used);
            bytes[at] = (byte)(count >> 8);
            bytes[Wrap(at + 1)] = (byte)count;
            at = Wrap(at + Header);
            int untilEnd = _capacity - at;
            int head = count < untilEnd ? count : untilEnd;
            Array.Copy(line, 0, bytes, at, head);
            Array.Copy(line, head, bytes, 0, count - head);
            _used += Header + count;
            Next++;
            return true;
        }

        /// <summary>Copies line <paramref name="number"/>, as far as it fits behind <paramref name="offset"/>; its length in bytes, or -1 when it is not held.</summary>
        public int Read(int number, byte[] into, int offset)
        {
            byte[] bytes = _bytes;
            if (bytes == null || number - First < 0 || number - Next >= 0) return -1;
            int at = _start;
            for (int i = First; i != number; i++) at = Wrap(at + Header + LengthAt(bytes, at));
            int count = LengthAt(bytes, at);
            if (count > into.Length - offset) count = into.Length - offset;
            at = Wrap(at + Header);
            int untilEnd = _capacity - at;
            int head = count < untilEnd ? count : untilEnd;
            Array.Copy(bytes, at, into, offset, head);
            Array.Copy(bytes, 0, into, offset + head, count - head);
            return count;
        }

        private void DropOldest(byte[] bytes)
        {
            int size = Header + LengthAt(bytes, _start);
            _start = Wrap(_start + size);
            _used -= size;
            First++;
        }

        private int LengthAt(byte[] bytes, int at) => (bytes[at] << 8) | bytes[Wrap(at + 1)];

        private int Wrap(int at) => at >= _capacity ? at - _capacity : at;
    }
}
