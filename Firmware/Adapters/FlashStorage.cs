using System;
using System.IO;
using Charger.Runtime;

namespace Firmware.Adapters
{
    /// <summary>Files on the internal littlefs. What is written is durable once the file is closed, so every call closes it.</summary>
    public sealed class FlashStorage : IStorage
    {
        private const string Root = "I:\\";

        public int Length(string name)
        {
            try
            {
                string path = Root + name;
                if (!File.Exists(path)) return -1;
                using (FileStream file = Open(path, FileMode.Open, FileAccess.Read)) return (int)file.Length;
            }
            catch (Exception)
            {
                return -1;
            }
        }

        public int Read(string name, int position, byte[] buffer, int offset, int count)
        {
            try
            {
                string path = Root + name;
                if (!File.Exists(path)) return -1;
                using (FileStream file = Open(path, FileMode.Open, FileAccess.Read))
                {
                    long left = file.Length - position;
                    if (left <= 0) return 0;
                    file.Seek(position, SeekOrigin.Begin);
                    return file.Read(buffer, offset, left < count ? (int)left : count);
                }
            }
            catch (Exception)
            {
                return -1;
            }
        }

        public bool Write(string name, byte[] buffer, int offset, int count)
        {
            return Put(name, FileMode.Create, buffer, offset, count);
        }

        public bool Append(string name, byte[] buffer, int offset, int count)
        {
            return Put(name, FileMode.Append, buffer, offset, count);
        }

        public bool Delete(string name)
        {
            try
            {
                if (File.Exists(Root + name)) File.Delete(Root + name);
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }

        /// <summary>
        /// A stream that its user closes in the same statement. The platform's own clean-up would keep it on the heap until the
        /// finalizer's turn: 6 KB of closed streams were measured during a boot.
        /// </summary>
        private static FileStream Open(string path, FileMode mode, FileAccess access)
        {
            FileStream file = new FileStream(path, mode, access);
            GC.SuppressFinalize(file);
            return file;
        }

        private static bool Put(string name, FileMode mode, byte[] buffer, int offset, int count)
        {
            try
            {
                using (FileStream file = Open(Root + name, mode, FileAccess.Write)) file.Write(buffer, offset, count);
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }
    }
}
