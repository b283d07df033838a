using System;
using System.Collections;
using Charger.Runtime;
using Ocpp.Client.Queue;

namespace Firmware.Tests.Ocpp
{
    /// <summary>Files in memory; after a set number of writes the next one stores only some of its bytes, and from then on every write is refused.</summary>
    internal sealed class LogFlash : IStorage
    {
        private readonly Hashtable _files = new Hashtable();

        /// <summary>Writes, appends and deletes that still succeed; -1 for all.</summary>
        public int Left = -1;

        /// <summary>Bytes that the first refused write stores.</summary>
        public int Kept;

        /// <summary>Only one write is refused.</summary>
        public bool Once;

        /// <summary>Writes are accepted and not stored, so that a long log needs no memory.</summary>
        public bool Forgets;

        /// <summary>Reads since the test set it to 0.</summary>
        public int Reads;

        /// <summary>The length of the buffer that was read into last.</summary>
        public int ReadBuffer;

        /// <summary>Bytes of each append since the test emptied it, and the length of the buffer they stood in.</summary>
        public string Sizes = "";

        /// <summary>Writes, appends and deletes that were tried.</summary>
        public int Tries;

        private bool _refuses;

        /// <summary>The power is back: writes are accepted again.</summary>
        public void Repair()
        {
            Left = -1;
            _refuses = false;
        }

        public byte[] Of(string name) => (byte[])_files[name];

        public void Put(string name, byte[] file) => _files[name] = file;

        public LogFlash Copy()
        {
            LogFlash copy = new LogFlash();
            foreach (object name in _files.Keys) copy._files[name] = Part((byte[])_files[name], ((byte[])_files[name]).Length);
            return copy;
        }

        public void Truncate(string name, int length) => _files[name] = Part(Of(name), length);

        /// <summary>All records of a file, each as <see cref="Text"/> writes it.</summary>
        public string Records(string name)
        {
            byte[] file = Of(name);
            if (file == null) return "none";
            TransactionRecord record = new TransactionRecord();
            string all = "";
            for (int at = 0, length; at < file.Length; at += length)
            {
                length = record.Read(file, at, file.Length - at, new Crc32());
                if (length == 0) return all + "?";
                all += (at == 0 ? "" : " ") + Text(record);
            }
            return all;
        }

        /// <summary>"M7.1=42": kind, serial of the transaction, detail; then the register of a reading or the position of a Done, and the id tag.</summary>
        public static string Text(TransactionRecord r)
        {
            string text = "-SMEIDHCKO".Substring((int)r.Kind, 1) + r.Serial + "." + r.Detail;
            if (r.HasReading) text += "=" + r.RegisterWh + r.IdTag;
            if (r.Kind == RecordKind.Done) text += "@" + r.Position;
            return text;
        }

        public int Length(string name) => Of(name) == null ? -1 : Of(name).Length;

        public int Read(string name, int position, byte[] buffer, int offset, int count)
        {
            Reads++;
            ReadBuffer = buffer.Length;
            byte[] file = Of(name);
            if (file == null) return -1;
            if (count > file.Length - position) count = file.Length - position;
            if (count <= 0) return 0;
            Array.Copy(file, position, buffer, offset, count);
            return count;
        }

        public bool Write(string name, byte[] buffer, int offset, int count)
        {
            _files.Remove(name);
            return Append(name, buffer, offset, count);
        }

        public bool Append(string name, byte[] buffer, int offset, int count)
        {
            bool taken = Takes();
            Sizes += (Sizes.Length == 0 ? "" : " ") + count + "/" + buffer.Length;
            if (Forgets) return taken;
            if (!taken && (_refuses || Kept == 0)) return false;
            if (!taken && Kept < count) count = Kept;
            _refuses = !taken;
            byte[] file = Of(name);
            int length = file == null ? 0 : file.Length;
            byte[] longer = new byte[length + count];
            if (length > 0) Array.Copy(file, 0, longer, 0, length);
            Array.Copy(buffer, offset, longer, length, count);
            _files[name] = longer;
            return taken;
        }

        public bool Delete(string name)
        {
            if (!Takes()) return false;
            _files.Remove(name);
            return true;
        }

        private bool Takes()
        {
            Tries++;
            if (Left == 0)
            {
                if (Once) Left = -1;
                return false;
            }
            if (Left > 0) Left--;
            return true;
        }

        private static byte[] Part(byte[] file, int length)
        {
            byte[] part = new byte[length];
            Array.Copy(file, 0, part, 0, length);
            return part;
        }
    }
}
