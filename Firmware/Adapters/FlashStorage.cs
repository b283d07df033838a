using System;
using System.IO;
using Charger.Runtime;

namespace Firmware.Adapters
{
    /// <summary>
    /// Files on the internal littlefs. What is written is durable once the file is closed, so every call closes it. Each call
    /// opens its file in its own call frame, with the innermost constructor: the library's handling of a path is the
    /// deepest of the whole firmware, and a call frame takes 204 bytes of the heap there. GC.SuppressFinalize: without it the platform
    /// keeps a closed stream until its finalizer runs; 6 KB of such streams were measured during a boot.
    /// </summary>
    public sealed class FlashStorage : IStorage
    {
        private const string Root = "I:\\";

        /// <summary>The library's default; its native part ignores the value.</summary>
        private const int BufferBytes = 2048;

        public int Length(string name)
        {
            try
            {
                string path = Root + name;
                if (!File.Exists(path)) return -1;
                using (FileStream file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes))
                {
                    GC.SuppressFinalize(file);
                    return (int)file.Length;
                }
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
                using (FileStream file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes))
                {
                    GC.SuppressFinalize(file);
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
            try
            {
                using (FileStream file = new FileStream(Root + name, FileMode.Create, FileAccess.Write, FileShare.Read, BufferBytes))
                {
                    GC.SuppressFinalize(file);
                    file.Write(buffer, offset, count);
                }
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }

        public bool Append(string name, byte[] buffer, int offset, int count)
        {
            try
            {
                using (FileStream file = new FileStream(Root + name, FileMode.Append, FileAccess.Write, FileShare.Read, BufferBytes))
                {
                    GC.SuppressFinalize(file);
                    file.Write(buffer, offset, count);
                }
                return true;
            }
            catch (Exception)
            {
                return false;
            }
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
    }
}
