using Charger.Runtime;

namespace Ocpp.Client.FirmwareManagement
{
    internal enum BodyResult
    {
        NeedMore,
        Whole,
        Bad,
        TooLarge,
        /// <summary>The sink refused the bytes.</summary>
        NotTaken,
    }

    /// <summary>Passes the body of an answer, with a length or in chunks, to a sink and computes its checksum; allocates nothing.</summary>
    internal sealed class HttpBody
    {
        private const int MaxSizeLine = 64;

        private enum Part
        {
            Data,
            Size,
            AfterData,
            Trailer,
        }

        private readonly Crc32 _crc;
        private IDownloadSink _sink;
        private Part _part;
        private uint _running;
        private int _left;
        private int _most;
        private int _line;
        private int _size;
        private bool _sizeDone;
        private bool _chunked;

        public HttpBody(Crc32 crc)
        {
            _crc = crc;
        }

        public int Taken { get; private set; }

        public uint Crc => Crc32.Finish(_running);

        /// <param name="length">Ignored when chunked.</param>
        public void Begin(IDownloadSink sink, bool chunked, int length, int most)
        {
            _sink = sink;
            _chunked = chunked;
            _most = most;
            _left = chunked ? 0 : length;
            _part = chunked ? Part.Size : Part.Data;
            _running = Crc32.Start;
            Taken = 0;
            BeginLine();
        }

        public BodyResult Read(byte[] buffer, int offset, int count)
        {
            int end = offset + count;
            while (true)
            {
                if (_part == Part.Data)
                {
                    int part = end - offset < _left ? end - offset : _left;
                    if (part > 0 && !Receive(buffer, offset, part)) return Taken > _most ? BodyResult.TooLarge : BodyResult.NotTaken;
                    offset += part;
                    if (_left > 0) return BodyResult.NeedMore;
                    if (!_chunked) return BodyResult.Whole;
                    _part = Part.AfterData;
                    BeginLine();
                }
                if (offset == end) return BodyResult.NeedMore;
                BodyResult result = ReadFraming(buffer[offset++]);
                if (result != BodyResult.NeedMore) return result;
            }
        }

        private bool Receive(byte[] buffer, int offset, int count)
        {
            Taken += count;
            if (Taken > _most) return false;
            _left -= count;
            _running = _crc.Update(_running, buffer, offset, count);
            return _sink.Receive(buffer, offset, count);
        }

        private void BeginLine()
        {
            _line = 0;
            _size = 0;
            _sizeDone = false;
        }

        private BodyResult ReadFraming(byte b)
        {
            if (++_line > MaxSizeLine && _part != Part.Trailer) return BodyResult.Bad;
            if (_line > HttpAnswer.MaxHeadBytes) return BodyResult.Bad;
            switch (_part)
            {
                case Part.AfterData:
                    if (b == '\r' && _line == 1) return BodyResult.NeedMore;
                    if (b != '\n') return BodyResult.Bad;
                    _part = Part.Size;
                    BeginLine();
                    return BodyResult.NeedMore;
                case Part.Size:
                    return ReadSize(b);
                default:
                    // Trailers are skipped; an empty line ends them.
                    if (b == '\n')
                    {
                        if (_size == 0) return BodyResult.Whole;
                        _size = 0;
                    }
                    else if (b != '\r')
                    {
                        _size = 1;
                    }
                    return BodyResult.NeedMore;
            }
        }

        private BodyResult ReadSize(byte b)
        {
            if (b == '\n')
            {
                if (!_sizeDone && _line < 2) return BodyResult.Bad;
                _left = _size;
                _part = _size == 0 ? Part.Trailer : Part.Data;
                BeginLine();
                return BodyResult.NeedMore;
            }
            if (b == '\r' || b == ';' || b == ' ') _sizeDone = true;
            if (_sizeDone) return _line > 1 ? BodyResult.NeedMore : BodyResult.Bad;
            int digit = Wire.JsonText.HexDigit(b);
            if (digit < 0) return BodyResult.Bad;
            if (_size > 0x7FFFFF) return BodyResult.TooLarge;
            _size = (_size << 4) | digit;
            return BodyResult.NeedMore;
        }
    }
}
