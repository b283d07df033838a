using System;
using System.IO;
using System.Threading;
using Charger.Runtime;

namespace Firmware.Adapters
{
    /// <summary>
    /// Files on the internal littlefs. What is written is durable once the file is closed, so every call closes it. Each call
    /// opens its file in its own call frame, with the innermost constructor: the library's handling of a path is the
    /// deepest of the whole firmware, and a call frame takes 204 bytes of the heap there. GC.SuppressFinalize: without it the platform
    /// keeps a closed stream until its finalizer runs; 6 KB of such streams were measured during a boot.
    /// </summary>
    internal sealed class FlashStorage : IStorage
    {
        private const string Root = "I:\\";

        /// <summary>The library's default; its native part ignores the value.</summary>
        private const int BufferBytes = 2048;

        private readonly bool _letsOthersRun;

        /// <param name="letsOthersRun">
        /// Threads that are ready run before a write begins: it freezes them for 30 ms, and without this up to 20 ms of the writer's own time
        /// would come before. False for CHARGER_COMM and the record of boots, which wait for nobody.
        /// </param>
        public FlashStorage(bool letsOthersRun)
        {
            _letsOthersRun = letsOthersRun;
        }

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
            if (_letsOthersRun) Thread.Sleep(0);
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
            if (_letsOthersRun) Thread.Sleep(0);
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
            if (_letsOthersRun) Thread.Sleep(0);
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
