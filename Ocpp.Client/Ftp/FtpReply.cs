using System.Text;

namespace Ocpp.Client.Ftp
{
    internal enum ReplyResult
    {
        NeedMore,
        Whole,
        Bad,
    }

    /// <summary>
    /// One reply of an FTP server, byte by byte (RFC 959 4.2): a code of three digits and a text, over several lines when the
    /// code is followed by a hyphen. Only the beginning of each line is kept, and the number of lines is bounded.
    /// </summary>
    internal sealed class FtpReply
    {
        private const int LineBytes = 96;
        private const int MostLines = 200;
        private const int MostLineBytes = 4096;

        private readonly byte[] _line = new byte[LineBytes];
        private int _length;
        private int _bytes;
        private int _lines;
        private int _several;

        /// <summary>100 to 599 once it is whole.</summary>
        public int Code { get; private set; }

        /// <summary>The last line, code included.</summary>
        public string Text => Encoding.UTF8.GetString(_line, 0, _length);

        public void Begin()
        {
            Code = _lines = _several = _bytes = _length = 0;
        }

        public ReplyResult Read(byte b)
        {
            // The line before it was whole and is kept until the next one begins.
            if (_bytes == 0) _length = 0;
            if (b != '\n')
            {
                if (b != '\r' && _length < LineBytes) _line[_length++] = b;
                return ++_bytes > MostLineBytes ? ReplyResult.Bad : ReplyResult.NeedMore;
            }
            _bytes = 0;
            int code = CodeOf();
            bool more = _length > 3 && _line[3] == '-';
            if (_several == 0)
            {
                if (code == 0) return ReplyResult.Bad;
                if (!more) return End(code);
                _several = code;
            }
            else if (code == _several && !more)
            {
                return End(code);
            }
            return ++_lines > MostLines ? ReplyResult.Bad : ReplyResult.NeedMore;
        }

        private ReplyResult End(int code)
        {
            Code = code;
            return ReplyResult.Whole;
        }

        private int CodeOf()
        {
            if (_length < 3 || (_length > 3 && _line[3] != ' ' && _line[3] != '-')) return 0;
            int code = 0;
            for (int i = 0; i < 3; i++)
            {
                if (_line[i] < '0' || _line[i] > '9') return 0;
                code = code * 10 + (_line[i] - '0');
            }
            return code < 100 || code > 599 ? 0 : code;
        }

        /// <summary>The port of a 229 reply, (|||PORT|) with any delimiter (RFC 2428 3); 0 for none.</summary>
        public int ExtendedPort()
        {
            for (int at = 4; at + 4 < _length; at++)
            {
                if (_line[at] != '(') continue;
                byte delimiter = _line[at + 1];
                if (_line[at + 2] != delimiter || _line[at + 3] != delimiter) return 0;
                int end = at + 4;
                int port = Number(ref end);
                return end < _length && _line[end] == delimiter && port > 0 && port <= 65535 ? port : 0;
            }
            return 0;
        }

        /// <summary>The port of a 227 reply, six numbers of which the last two are the port (RFC 959 4.1.2); 0 for none.</summary>
        public int PassivePort()
        {
            int at = 4;
            while (at < _length && (_line[at] < '0' || _line[at] > '9')) at++;
            int high = 0;
            int low = 0;
            for (int i = 0; i < 6; i++)
            {
                int number = Number(ref at);
                if (number < 0 || number > 255 || (i < 5 && (at >= _length || _line[at++] != ','))) return 0;
                high = low;
                low = number;
            }
            return high * 256 + low;
        }

        private int Number(ref int at)
        {
            int number = -1;
            for (; at < _length && _line[at] >= '0' && _line[at] <= '9' && number < 100_000; at++) number = (number < 0 ? 0 : number * 10) + (_line[at] - '0');
            return number;
        }
    }
}
