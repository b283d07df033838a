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
                using (FileStream file = new FileStream(path, FileMode.Open, FileAccess.Read)) return (int)file.Length;
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
                using (FileStream file = new FileStream(path, FileMode.Open, FileAccess.Read))
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

        private static bool Put(string name, FileMode mode, byte[] buffer, int offset, int count)
        {
            try
            {
                using (FileStream file = new FileStream(Root + name, mode, FileAccess.Write)) file.Write(buffer, offset, count);
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }
    }
}
