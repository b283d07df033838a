using System;
using System.Collections;
using Charger.Runtime;

namespace Firmware.Tests.Fakes
{
    /// <summary>Files in memory.</summary>
    public sealed class MemoryFiles : IStorage
    {
        private readonly Hashtable _files = new Hashtable();

        public int Writes;

        /// <summary>Every write throws, as the platform's file system does when memory is exhausted.</summary>
        public bool Broken;

        /// <summary>What another thread does while the next write is under way; null for nothing.</summary>
        public Action Meanwhile;

        public int Length(string name)
        {
            byte[] file = (byte[])_files[name];
            return file == null ? -1 : file.Length;
        }

        public int Read(string name, int position, byte[] buffer, int offset, int count)
        {
            byte[] file = (byte[])_files[name];
            if (file == null) return -1;
            int left = file.Length - position;
            if (left <= 0) return 0;
            if (left > count) left = count;
            Array.Copy(file, position, buffer, offset, left);
            return left;
        }

        public bool Write(string name, byte[] buffer, int offset, int count)
        {
            if (Broken) throw new OutOfMemoryException();
            Action meanwhile = Meanwhile;
            Meanwhile = null;
            if (meanwhile != null) meanwhile();
            byte[] file = new byte[count];
            Array.Copy(buffer, offset, file, 0, count);
            _files[name] = file;
            Writes++;
            return true;
        }

        public bool Append(string name, byte[] buffer, int offset, int count)
        {
            byte[] before = (byte[])_files[name];
            int length = before == null ? 0 : before.Length;
            byte[] file = new byte[length + count];
            if (length > 0) Array.Copy(before, 0, file, 0, length);
            Array.Copy(buffer, offset, file, length, count);
            _files[name] = file;
            Writes++;
            return true;
        }

        public bool Delete(string name)
        {
            if (_files.Contains(name)) _files.Remove(name);
            return true;
        }
    }
}
