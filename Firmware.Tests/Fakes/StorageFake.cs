using System;
using Charger.Runtime;

namespace Firmware.Tests.Fakes
{
    /// <summary>Two small files and a power cut: the write numbered <see cref="CutAt"/> stores only so many bytes.</summary>
    public sealed class StorageFake : IStorage
    {
        private readonly byte[][] _files = new byte[2][];
        private readonly int[] _lengths = { -1, -1 };

        public int Writes;
        public int CutAt = -1;
        public int CutBytes;
        public bool Cut;

        public StorageFake()
        {
            _files[0] = new byte[64];
            _files[1] = new byte[64];
        }

        public int Length(string name) => _lengths[At(name)];

        public int Read(string name, int position, byte[] buffer, int offset, int count)
        {
            int there = _lengths[At(name)] - position;
            if (there < 0) return -1;
            if (count > there) count = there;
            Array.Copy(_files[At(name)], position, buffer, offset, count);
            return count;
        }

        public bool Write(string name, byte[] buffer, int offset, int count)
        {
            if (Cut) return false;
            Writes++;
            bool cut = Writes == CutAt;
            int arrives = cut && CutBytes < count ? CutBytes : count;
            Array.Copy(buffer, offset, _files[At(name)], 0, arrives);
            _lengths[At(name)] = arrives;
            Cut = cut;
            return !cut;
        }

        public bool Append(string name, byte[] buffer, int offset, int count)
        {
            int at = At(name);
            int end = _lengths[at] < 0 ? 0 : _lengths[at];
            if (Cut || end + count > _files[at].Length) return false;
            Writes++;
            Array.Copy(buffer, offset, _files[at], end, count);
            _lengths[at] = end + count;
            return true;
        }

        public bool Delete(string name)
        {
            _lengths[At(name)] = -1;
            return true;
        }

        private static int At(string name) => name[name.Length - 1] == 'b' ? 1 : 0;
    }
}
