namespace Ocpp.Client.FirmwareManagement
{
    internal enum HeadResult
    {
        NeedMore,
        Whole,
        Bad,
    }

    /// <summary>Reads the head of an HTTP/1.1 answer line by line within fixed bounds; 1xx answers are skipped.</summary>
    internal sealed class HttpAnswer
    {
        /// <summary>All header lines together.</summary>
        public const int MaxHeadBytes = 4096;
        private const int MaxLine = 128;


        /// <summary>Allocated when the answer comes: while a file is sent, from a deep stack, the heap has the memory.</summary>
        private byte[] _line;
        private int _length;
        private int _total;
        private bool _hasStatus;

        public int Status { get; private set; }

        /// <summary>-1 when the header is missing.</summary>
        public int ContentLength { get; private set; }

        public bool IsChunked { get; private set; }

        /// <summary>Compressed, or in a transfer encoding other than chunked.</summary>
        public bool IsEncoded { get; private set; }

        /// <summary>Bytes used of those given to <see cref="Read"/>; the rest is body.</summary>
        public int Consumed { get; private set; }

        public void Begin()
        {
            _total = 0;
            _line = new byte[MaxLine];
            BeginAnswer();
        }

        public HeadResult Read(byte[] buffer, int offset, int count)
        {
            for (int i = 0; i < count; i++)
            {
                byte b = buffer[offset + i];
                Consumed = i + 1;
                if (++_total > MaxHeadBytes) return HeadResult.Bad;
                if (b != '\n')
                {
                    // No header that is read here is longer than the line buffer: the rest of a longer one is skipped.
                    if (_length < MaxLine) _line[_length++] = b;
                    continue;
                }
                if (_length > 0 && _line[_length - 1] == '\r') _length--;
                if (!_hasStatus)
                {
                    if (!ReadStatus()) return HeadResult.Bad;
                }
                else if (_length == 0)
                {
                    if (Status >= 200) return HeadResult.Whole;
                    BeginAnswer();
                }
                else if (!ReadHeader())
                {
                    return HeadResult.Bad;
                }
                _length = 0;
            }
            return HeadResult.NeedMore;
        }

        private void BeginAnswer()
        {
            _length = 0;
            _hasStatus = IsChunked = IsEncoded = false;
            Status = 0;
            ContentLength = -1;
        }

        private bool ReadStatus()
        {
            if (_length < 12 || !StartsWith(0, "http/1.") || _line[8] != ' ') return false;
            int status = 0;
            for (int i = 9; i < 12; i++)
            {
                int digit = _line[i] - '0';
                if (digit < 0 || digit > 9) return false;
                status = status * 10 + digit;
            }
            Status = status;
            _hasStatus = true;
            return status >= 100;
        }

        private bool ReadHeader()
        {
            int value = ValueOf("content-length:");
            if (value > 0) return ReadLength(value);
            value = ValueOf("transfer-encoding:");
            if (value > 0)
            {
                IsChunked = IsExactly(value, "chunked");
                IsEncoded |= !IsChunked;
                return true;
            }
            value = ValueOf("content-encoding:");
            if (value > 0 && !IsExactly(value, "identity")) IsEncoded = true;
            return true;
        }

        private bool ReadLength(int at)
        {
            int length = 0;
            if (at == _length || ContentLength >= 0) return false;
            for (; at < _length; at++)
            {
                int digit = _line[at] - '0';
                if (digit < 0 || digit > 9 || length > 100_000_000) return false;
                length = length * 10 + digit;
            }
            ContentLength = length;
            return true;
        }

        private int ValueOf(string lower)
        {
            if (!StartsWith(0, lower)) return 0;
            int at = lower.Length;
            while (at < _length && (_line[at] == ' ' || _line[at] == '\t')) at++;
            while (_length > at && (_line[_length - 1] == ' ' || _line[_length - 1] == '\t')) _length--;
            return at;
        }

        private bool IsExactly(int at, string lower) => _length - at == lower.Length && StartsWith(at, lower);

        private bool StartsWith(int at, string lower)
        {
            if (_length - at < lower.Length) return false;
            for (int i = 0; i < lower.Length; i++)
            {
                int c = _line[at + i];
                if (c >= 'A' && c <= 'Z') c |= 0x20;
                if (c != lower[i]) return false;
            }
            return true;
        }
    }
}
