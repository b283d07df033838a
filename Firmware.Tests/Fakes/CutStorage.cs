using System;
using Charger.Runtime;

namespace Firmware.Tests.Fakes
{
    /// <summary>Two files of flash; a write can be cut after so many bytes, as a power cut does.</summary>
    public sealed class CutStorage : IStorage
    {
        public byte[] A;
        public byte[] B;

        /// <summary>Bytes that the next write stores before the power fails; -1 for no power cut.</summary>
        public int CutAfter = -1;

        public int Length(string name)
        {
            byte[] file = Of(name);
            return file == null ? -1 : file.Length;
        }

        public int Read(string name, int position, byte[] buffer, int offset, int count)
        {
            byte[] file = Of(name);
            if (file == null) return -1;
            if (count > file.Length - position) count = file.Length - position;
            Array.Copy(file, position, buffer, offset, count);
            return count;
        }

        public bool Write(string name, byte[] buffer, int offset, int count)
        {
            int kept = CutAfter >= 0 && CutAfter < count ? CutAfter : count;
            byte[] file = new byte[kept];
            Array.Copy(buffer, offset, file, 0, kept);
            Put(name, file);
            bool whole = CutAfter < 0;
            CutAfter = -1;
            return whole;
        }

        public bool Append(string name, byte[] buffer, int offset, int count) => false;

        public bool Delete(string name)
        {
            Put(name, null);
            return true;
        }

        private byte[] Of(string name) => name[name.Length - 1] == 'a' ? A : B;

        private void Put(string name, byte[] file)
        {
            if (name[name.Length - 1] == 'a') A = file;
            else B = file;
        }
    }
}
