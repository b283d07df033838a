using System.Text;

namespace Charger.Runtime
{
    /// <summary>
    /// Lines of text kept over a reboot in two files in turn, NAME.a and NAME.b: when one is full the older one goes. Each
    /// begins with a line "#lines FORMAT GENERATION". Appending is one write; a line cut short by a power cut stays behind as
    /// it is, and the next one begins on a line of its own. One thread appends; any thread may read.
    /// </summary>
    public sealed class FlashLines
    {
        public const int FormatVersion = 1;
        private const string Head = "#lines ";
        private const int HeadBytes = 24;

        private readonly IStorage _storage;
        private readonly string _name;
        private readonly int _mostBytes;
        private bool _inB;
        private int _end;
        private int _generation;
        private bool _torn;

        /// <param name="mostBytes">Of each of the two files.</param>
        public FlashLines(IStorage storage, string name, int mostBytes)
        {
            _storage = storage;
            _name = name;
            _mostBytes = mostBytes;
            int a = GenerationOf(".a");
            int b = GenerationOf(".b");
            _inB = b > a;
            _generation = _inB ? b : a;
            int length = _generation == 0 ? 0 : storage.Length(File(_inB));
            _end = length < 0 ? 0 : length;
            _torn = _end > 0 && !EndsALine();
        }

        /// <summary>Bytes in both files, oldest first.</summary>
        public int Length => Older + _end;

        /// <summary>While true the older file stays: someone reads from end to end, so what lies there keeps its place.</summary>
        public bool Held { get; set; }

        /// <summary>Writes to flash since boot.</summary>
        public int Writes { get; private set; }

        /// <summary>Adds whole lines, each with its line end; false when the flash refused, or when they would push out what is held.</summary>
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
            byte[] head = Encoding.UTF8.GetBytes(Head + FormatVersion + " " + (_generation + 1) + "\n");
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
            string begin = Head + FormatVersion + " ";
            if (count <= begin.Length) return 0;
            for (int i = 0; i < begin.Length; i++)
                if (head[i] != begin[i]) return 0;
            int generation = 0;
            int at = begin.Length;
            for (; at < count && head[at] >= '0' && head[at] <= '9'; at++) generation = generation * 10 + head[at] - '0';
            return at < count && head[at] == '\n' ? generation : 0;
        }
    }
}
