using System;
using System.Text;

namespace Firmware.Page
{
    /// <summary>What a client asks for.</summary>
    public enum PageContent
    {
        /// <summary>Nothing that there is.</summary>
        None,

        /// <summary>The page for people.</summary>
        Page,

        /// <summary>The Health report as JSON.</summary>
        Health,
    }

    /// <summary>
    /// Reads the head of one request (RFC 9112): the request line is kept, of the header fields only their end is looked for. Nothing grows:
    /// whatever exceeds its bound ends the reading with a status.
    /// </summary>
    public sealed class RequestHead
    {
        /// <summary>Request line and header fields together; a browser sends some 600.</summary>
        public const int MostBytes = 2048;

        /// <summary>The request line without its end.</summary>
        public const int MostLine = 96;

        /// <summary>Status: there is such a content.</summary>
        public const int Ok = 200;

        /// <summary>Status: this is no request of HTTP/1.0 or 1.1.</summary>
        public const int BadRequest = 400;

        /// <summary>Status: another path.</summary>
        public const int NotFound = 404;

        /// <summary>Status: another method than GET.</summary>
        public const int WrongMethod = 405;

        /// <summary>Status: longer than <see cref="MostLine"/>.</summary>
        public const int LineTooLong = 414;

        /// <summary>Status: longer than <see cref="MostBytes"/>.</summary>
        public const int TooLarge = 431;

        private readonly byte[] _line = new byte[MostLine];
        private int _total;
        private int _length;
        private int _answer;
        private bool _firstRead;

        /// <summary>HTTP status of the answer; 0 while the head is not whole.</summary>
        public int Status { get; private set; }

        /// <summary>What is wanted, with <see cref="Ok"/>.</summary>
        public PageContent Content { get; private set; }

        /// <summary>Nothing has arrived.</summary>
        public bool IsEmpty => _total == 0;

        /// <summary>Begins with another request.</summary>
        public void Clear()
        {
            _total = _length = _answer = Status = 0;
            _firstRead = false;
            Content = PageContent.None;
        }

        /// <summary>Reads the next bytes; what follows the head is left out.</summary>
        public void Read(byte[] chunk, int count)
        {
            int at = 0;
            while (at < count && Status == 0)
            {
                // A native search: a loop over each byte would cost the interpreter a hundred times as much.
                int end = Array.IndexOf(chunk, (byte)'\n', at, count - at);
                int taken = (end < 0 ? count : end) - at;
                _total += end < 0 ? taken : taken + 1;
                Add(chunk, at, taken);
                if (_total > MostBytes) Status = TooLarge;
                else if (end >= 0 && Status == 0) EndLine();
                at += taken + 1;
            }
        }

        private void Add(byte[] chunk, int at, int count)
        {
            if (count == 0) return;
            if (!_firstRead)
            {
                // One byte more for the carriage return that belongs to the end.
                if (_length + count > MostLine)
                {
                    Status = LineTooLong;
                    return;
                }
                Array.Copy(chunk, at, _line, _length, count);
            }
            else if (_length == 0)
            {
                // Only whether the line is empty is asked, and one of a carriage return alone is.
                _line[0] = chunk[at];
            }
            _length += count;
        }

        private void EndLine()
        {
            bool empty = _length == 0 || _length == 1 && _line[0] == '\r';
            if (!_firstRead)
            {
                _firstRead = true;
                _answer = empty ? BadRequest : ReadLine();
            }
            else if (empty)
            {
                Status = _answer;
            }
            if (_answer == BadRequest) Status = BadRequest;
            _length = 0;
        }

        /// <summary>Method, target and version with one blank between them; a target is compared as it came, nothing of it is decoded.</summary>
        private int ReadLine()
        {
            int length = _line[_length - 1] == '\r' ? _length - 1 : _length;
            for (int i = 0; i < length; i++)
                if (_line[i] < ' ' || _line[i] > '~') return BadRequest;
            string[] words = Encoding.UTF8.GetString(_line, 0, length).Split(' ');
            if (words.Length != 3 || words[0].Length == 0 || words[1].Length == 0) return BadRequest;
            if (words[2] != "HTTP/1.1" && words[2] != "HTTP/1.0") return BadRequest;
            if (words[0] != "GET") return WrongMethod;
            if (words[1] == "/") Content = PageContent.Page;
            else if (words[1] == "/health") Content = PageContent.Health;
            else return NotFound;
            return Ok;
        }
    }
}
