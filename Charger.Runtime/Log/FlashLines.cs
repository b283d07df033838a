using System.Text;

namespace Charger.Runtime
{
    /// <summary>
    /// Lines of text that survive a reboot, in two files, NAME.a and NAME.b: when the newer one is full, the older one is replaced. Each
    /// begins with a line "#lines FORMAT GENERATION GENERATION" (twice, so that a damaged digit is found). Appending is one write; a line
    /// that a power cut left incomplete stays so, and the next one begins on a line of its own. One thread appends; any thread may read.
    /// </summary>
    public sealed class FlashLines
    {
        /// <summary>Format version in the first line; format 1 had the generation once.</summary>
        public const int FormatVersion = 2;
        private const string Head = "#lines ";
        private const int HeadBytes = 40;

        private readonly IStorage _storage;
        private readonly string _name;
        private readonly int _mostBytes;
        private bool _inB;
        private int _end;
        private int _generation;
        private bool _torn;

        /// <param name="mostBytes">Size of each of the two files.</param>
        public FlashLines(IStorage storage, string name, int mostBytes)
        {
            _storage = storage;
            _name = name;
            _mostBytes = mostBytes;
            int a = GenerationOf(".a");
            int b = GenerationOf(".b");
            _inB = b > a;
            _generation = _inB ? b : a;
            // A file without a first line is older than one that has it; if it is the only file, it is continued.
            if (_generation == 0 && Damaged > 0)
            {
                _inB = storage.Length(name + ".a") <= 0;
                _generation = 1;
            }
            int length = _generation == 0 ? 0 : storage.Length(File(_inB));
            _end = length < 0 ? 0 : length;
            _torn = _end > 0 && !EndsALine();
        }

        /// <summary>Files found without their first line at boot: it was damaged, and it may be unknown which of the two is newer.</summary>
        public int Damaged { get; private set; }

        /// <summary>Bytes in both files, oldest first.</summary>
        public int Length => Older + _end;

        /// <summary>While true the older file stays: an upload reads both files, so their bytes must keep their positions.</summary>
        public bool Held { get; set; }

        /// <summary>Writes to flash since boot.</summary>
        public int Writes { get; private set; }

        /// <summary>Adds whole lines, each with its line end; false when the flash refused, or when the older file would have to go while <see cref="Held"/>.</summary>
        public bool Append(byte[] lines, int count)
        {
            if ((_generation == 0 || _end + count > _mostBytes) && (Held || !Turn())) return false;
            if (_torn && !Put(new byte[] { (byte)'\n' }, 1)) return false;
            _torn = false;
            return Put(lines, count);
        }

        /// <summary>Copies from a position, 0 the oldest byte; bytes copied, 0 at the end.</summary>
        public int Read(int position, byte[] into, int offset, int count)
        {
            int older = Older;
            bool first = position < older;
            int read = first ? _storage.Read(File(!_inB), position, into, offset, count) : _storage.Read(File(_inB), position - older, into, offset, count);
            return read < 0 ? 0 : read;
        }

        /// <summary>Forgets all lines.</summary>
        public bool Erase()
        {
            _generation = _end = 0;
            _torn = false;
            bool a = _storage.Delete(File(false));
            return _storage.Delete(File(true)) && a;
        }

        private int Older
        {
            get
            {
                int length = _generation == 0 ? 0 : _storage.Length(File(!_inB));
                return length < 0 ? 0 : length;
            }
        }

        private string File(bool b) => _name + (b ? ".b" : ".a");

        /// <summary>Begins the next file over the older one.</summary>
        private bool Turn()
        {
            byte[] head = Encoding.UTF8.GetBytes(Head + FormatVersion + " " + (_generation + 1) + " " + (_generation + 1) + "\n");
            bool b = _generation > 0 && !_inB;
            string file = File(b);
            Writes++;
            if (!_storage.Write(file, head, 0, head.Length)) return false;
            _inB = b;
            _generation++;
            _end = head.Length;
            _torn = false;
            return true;
        }

        private bool Put(byte[] lines, int count)
        {
            string file = File(_inB);
            Writes++;
            if (!_storage.Append(file, lines, 0, count))
            {
                int length = _storage.Length(file);
                _end = length < 0 ? 0 : length;
                _torn = _end > 0 && !EndsALine();
                return false;
            }
            _end += count;
            return true;
        }

        private bool EndsALine()
        {
            byte[] last = new byte[1];
            return _storage.Read(File(_inB), _end - 1, last, 0, 1) == 1 && last[0] == (byte)'\n';
        }

        /// <summary>What the first line says; 0 for a file that is not there, not whole or of another format.</summary>
        private int GenerationOf(string suffix)
        {
            byte[] head = new byte[HeadBytes];
            int count = _storage.Read(_name + suffix, 0, head, 0, HeadBytes);
            int at = Head.Length + 2;
            // A power cut stopped the write of the first line: a file this short has nothing else.
            if (count <= at) return 0;
            bool whole = head[at - 1] == ' ';
            for (int i = 0; i < Head.Length; i++) whole &= head[i] == Head[i];
            int format = head[at - 2] - '0';
            int generation = Number(head, ref at, count);
            if (format == FormatVersion) whole &= at < count && head[at++] == ' ' && Number(head, ref at, count) == generation;
            if (whole && format > 0 && format <= FormatVersion && at < count && head[at] == '\n') return generation;
            Damaged++;
            return 0;
        }

        private static int Number(byte[] text, ref int at, int end)
        {
            int value = 0;
            for (; at < end && text[at] >= '0' && text[at] <= '9'; at++) value = value * 10 + text[at] - '0';
            return value;
        }
    }
}
