using System;

namespace Ocpp.Client.Wire
{
    /// <summary>What <see cref="JsonReader.Next"/> found.</summary>
    public enum JsonToken
    {
        /// <summary>{</summary>
        ObjectStart,
        /// <summary>}</summary>
        ObjectEnd,
        /// <summary>[</summary>
        ArrayStart,
        /// <summary>]</summary>
        ArrayEnd,
        /// <summary>The name of a member; its colon is read.</summary>
        Name,
        /// <summary>A string.</summary>
        String,
        /// <summary>A number.</summary>
        Number,
        /// <summary>true</summary>
        True,
        /// <summary>false</summary>
        False,
        /// <summary>null</summary>
        Null,
        /// <summary>The text is read to its end.</summary>
        End,
        /// <summary>The text is not JSON (RFC 8259), not UTF-8 or nested too deeply; nothing more is read from it.</summary>
        Error,
    }

    /// <summary>
    /// Reads JSON from a slice of a buffer, token by token, allocating only where a string is asked for. Strict: RFC 8259,
    /// UTF-8 (RFC 3629), at most <see cref="MaxDepth"/> levels. Bad input is a token, not an exception.
    /// An escape that needs none (\/, \u002B) is replaced by its character in the buffer, so that every reader of a string sees
    /// its text; the freed bytes become blanks before the string, and the slice stays the same JSON.
    /// </summary>
    public sealed class JsonReader
    {
        private const int MaxDepth = 10;

        private enum Expect
        {
            Value,
            ValueOrArrayEnd,
            NameOrObjectEnd,
            Name,
            CommaOrEnd,
            Nothing,
        }

        /// <summary>The buffer that is read; callers must not keep it, since a long message is released once it is answered.</summary>
        public byte[] Buffer;
        private int _at;
        private int _end;
        private int _depth;
        private int _objects;
        private Expect _expect;

        // Fields, since each token is read several times and a property is a call.

        /// <summary>The token <see cref="Next"/> returned last; only the reader writes it and the fields below.</summary>
        public JsonToken Token;

        /// <summary>First byte of the token; of a string or name the first after the quote.</summary>
        public int Start;
        /// <summary>Bytes of the token; of a string or name without its quotes.</summary>
        public int Length;

        /// <summary>The string or name holds a quote, a backslash, a control character or half a pair as an escape: its bytes are not its text.</summary>
        public bool HasEscapes;

        /// <summary>After a name: its value is null.</summary>
        public bool NullFollows;

        /// <summary>Objects and arrays that are open at present.</summary>
        public int Depth => _depth;

        /// <summary>Begins to read <paramref name="count"/> bytes at <paramref name="offset"/>.</summary>
        public void Reset(byte[] buffer, int offset, int count)
        {
            Buffer = buffer;
            _at = offset;
            _end = offset + count;
            _depth = 0;
            _objects = 0;
            _expect = Expect.Value;
            Token = JsonToken.Null;
        }

        /// <summary>Skips the value whose first token is the current one; false when it is not whole.</summary>
        public bool SkipValue()
        {
            if (Token == JsonToken.ObjectStart || Token == JsonToken.ArrayStart) Next(_depth);
            return Token != JsonToken.Error && Token != JsonToken.End;
        }

        /// <summary>Moves to the next token and returns it.</summary>
        /// <param name="below">Continues until the depth is less than this; without it, moves by one token.</param>
        public JsonToken Next(int below = MaxDepth + 1)
        {
            // One loop for all tokens, without calls for the usual ones: a call costs the interpreter more than a byte.
            if (Token == JsonToken.Error || Token == JsonToken.End) return Token;
            byte[] buffer = Buffer;
            int end = _end;
            int at = _at;
            JsonToken token;
            do
            {
                byte c = 0;
                while (at < end && ((c = buffer[at]) == ' ' || c == '\n' || c == '\r' || c == '\t')) at++;
                if (_expect == Expect.CommaOrEnd && c == ',' && at < end)
                {
                    _expect = (_objects & (1 << _depth)) != 0 ? Expect.Name : Expect.Value;
                    at++;
                    while (at < end && ((c = buffer[at]) == ' ' || c == '\n' || c == '\r' || c == '\t')) at++;
                }
                if (at >= end) return Token = _expect == Expect.Nothing ? JsonToken.End : JsonToken.Error;
                Start = at;
                if (c == '"')
                {
                    if (_expect == Expect.Nothing || _expect == Expect.CommaOrEnd) return Token = JsonToken.Error;
                    Start = ++at;
                    HasEscapes = false;
                    while (at < end && (c = buffer[at]) != '"' && c >= ' ')
                    {
                        if (c < 0x80 && c != '\\') at++;
                        else if ((at = c == '\\' ? SkipEscape(at) : Utf8.Next(buffer, at, end)) < 0) return Token = JsonToken.Error;
                    }
                    if (at >= end || c != '"') return Token = JsonToken.Error;
                    Length = at++ - Start;
                    token = JsonToken.String;
                    if (_expect == Expect.Name || _expect == Expect.NameOrObjectEnd)
                    {
                        while (at < end && ((c = buffer[at]) == ' ' || c == '\n' || c == '\r' || c == '\t')) at++;
                        if (at >= end || buffer[at] != ':') return Token = JsonToken.Error;
                        at++;
                        while (at < end && ((c = buffer[at]) == ' ' || c == '\n' || c == '\r' || c == '\t')) at++;
                        NullFollows = at < end && c == 'n';
                        _expect = Expect.Value;
                        token = JsonToken.Name;
                        continue;
                    }
                }
                else if (c == '}' || c == ']')
                {
                    bool ofObject = c == '}';
                    bool open = _depth > 0 && ((_objects & (1 << _depth)) != 0) == ofObject;
                    if (!open || (_expect != Expect.CommaOrEnd && _expect != (ofObject ? Expect.NameOrObjectEnd : Expect.ValueOrArrayEnd))) return Token = JsonToken.Error;
                    at++;
                    _depth--;
                    token = ofObject ? JsonToken.ObjectEnd : JsonToken.ArrayEnd;
                }
                else
                {
                    if (_expect != Expect.Value && _expect != Expect.ValueOrArrayEnd) return Token = JsonToken.Error;
                    if (c == '{' || c == '[')
                    {
                        if (_depth == MaxDepth) return Token = JsonToken.Error;
                        at++;
                        _depth++;
                        if (c == '{') _objects |= 1 << _depth;
                        else _objects &= ~(1 << _depth);
                        _expect = c == '{' ? Expect.NameOrObjectEnd : Expect.ValueOrArrayEnd;
                        token = c == '{' ? JsonToken.ObjectStart : JsonToken.ArrayStart;
                        continue;
                    }
                    HasEscapes = false;
                    token = c == 't' ? JsonToken.True : c == 'f' ? JsonToken.False : c == 'n' ? JsonToken.Null : JsonToken.Number;
                    at = token == JsonToken.Number ? NumberEnd(buffer, at, end) : WordEnd(token == JsonToken.True ? "true" : token == JsonToken.False ? "false" : "null");
                    if (at < 0) return Token = JsonToken.Error;
                    Length = at - Start;
                }
                _expect = _depth == 0 ? Expect.Nothing : Expect.CommaOrEnd;
            }
            while (_depth >= below);
            _at = at;
            return Token = token;
        }

        private int WordEnd(string word)
        {
            int length = word.Length;
            if (_end - Start < length) return -1;
            for (int i = 1; i < length; i++)
                if (Buffer[Start + i] != word[i]) return -1;
            return Start + length;
        }

        /// <summary>Index after the escape at <paramref name="at"/>, replaced by its character where that is allowed; -1 for an invalid escape.</summary>
        private int SkipEscape(int at)
        {
            if (at + 1 >= _end) return -1;
            byte c = Buffer[at + 1];
            if (c == '/')
            {
                Shorten(at, at + 1);
                return at + 2;
            }
            if (c != 'u')
            {
                HasEscapes = true;
                return c == '"' || c == '\\' || c == 'b' || c == 'f' || c == 'n' || c == 'r' || c == 't' ? at + 2 : -1;
            }
            int code = JsonText.Hex4(Buffer, at + 2, _end);
            if (code < 0) return -1;
            int next = at + 6;
            if (code >= 0xD800 && code < 0xDC00 && next + 6 <= _end && Buffer[next] == '\\' && Buffer[next + 1] == 'u')
            {
                int low = JsonText.Hex4(Buffer, next + 2, _end);
                if (low >= 0xDC00 && low <= 0xDFFF)
                {
                    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                    next += 6;
                }
            }
            if (code < ' ' || code == '"' || code == '\\' || (code >= 0xD800 && code <= 0xDFFF))
            {
                HasEscapes = true;
                return next;
            }
            int from = next - JsonText.BytesOf(code);
            JsonText.Put(code, Buffer, from);
            Shorten(at, from);
            return next;
        }

        /// <summary>Moves the string's beginning, its quote included, up to <paramref name="to"/>.</summary>
        private void Shorten(int at, int to)
        {
            int quote = Start - 1;
            int by = to - at;
            Array.Copy(Buffer, quote, Buffer, quote + by, at - quote);
            for (int i = 0; i < by; i++) Buffer[quote + i] = (byte)' ';
            Start += by;
        }

        // RFC 8259, 6: an integer without leading zeros, a fraction, an exponent.
        private static int NumberEnd(byte[] buffer, int at, int end)
        {
            byte c = buffer[at];
            if (c == '-') at++;
            int first = at;
            while (at < end && (c = buffer[at]) >= '0' && c <= '9') at++;
            if (at == first || (at > first + 1 && buffer[first] == '0')) return -1;
            if (at < end && c == '.')
            {
                first = ++at;
                while (at < end && (c = buffer[at]) >= '0' && c <= '9') at++;
                if (at == first) return -1;
            }
            if (at >= end || (c | 0x20) != 'e') return at;
            at++;
            if (at < end && (buffer[at] == '+' || buffer[at] == '-')) at++;
            first = at;
            while (at < end && (c = buffer[at]) >= '0' && c <= '9') at++;
            return at == first ? -1 : at;
        }
    }
}
