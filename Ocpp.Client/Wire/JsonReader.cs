using System;

namespace Ocpp.Client.Wire
{
    public enum JsonToken
    {
        ObjectStart,
        ObjectEnd,
        ArrayStart,
        ArrayEnd,
        Name,
        String,
        Number,
        True,
        False,
        Null,
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
        public const int MaxDepth = 10;

        private enum Expect
        {
            Value,
            ValueOrArrayEnd,
            NameOrObjectEnd,
            Name,
            CommaOrEnd,
            Nothing,
        }

        private byte[] _buffer;
        private int _at;
        private int _end;
        private int _depth;
        private int _objects;
        private Expect _expect;

        public JsonToken Token { get; private set; }

        /// <summary>First byte of the token; of a string or name the first after the quote.</summary>
        public int Start { get; private set; }

        public int Length { get; private set; }

        public int Depth => _depth;

        /// <summary>The string or name holds a quote, a backslash, a control character or half a pair as an escape: its bytes are not its text.</summary>
        public bool HasEscapes { get; private set; }

        public void Reset(byte[] buffer, int offset, int count)
        {
            _buffer = buffer;
            _at = offset;
            _end = offset + count;
            _depth = 0;
            _objects = 0;
            _expect = Expect.Value;
            Token = JsonToken.Null;
        }

        /// <summary>Moves to the next token and returns it.</summary>
        public JsonToken Next()
        {
            if (Token == JsonToken.Error || Token == JsonToken.End) return Token;
            SkipSpace();
            if (_at >= _end) return Set(_expect == Expect.Nothing ? JsonToken.End : JsonToken.Error);
            byte c = _buffer[_at];
            if (_expect == Expect.Nothing) return Set(JsonToken.Error);
            if (_expect == Expect.CommaOrEnd)
            {
                if (c == ']' || c == '}') return Close(c);
                if (c != ',') return Set(JsonToken.Error);
                _at++;
                SkipSpace();
                if (_at >= _end) return Set(JsonToken.Error);
                c = _buffer[_at];
                _expect = InObject ? Expect.Name : Expect.Value;
            }
            if (_expect == Expect.Name || _expect == Expect.NameOrObjectEnd) return c == '}' && _expect == Expect.NameOrObjectEnd ? Close(c) : ReadName(c);
            if (c == ']' && _expect == Expect.ValueOrArrayEnd) return Close(c);
            return ReadValue(c);
        }

        /// <summary>Passes over the value whose first token is the current one; false when it is not whole.</summary>
        public bool SkipValue()
        {
            if (Token != JsonToken.ObjectStart && Token != JsonToken.ArrayStart) return Token != JsonToken.Error;
            int depth = _depth;
            while (_depth >= depth)
                if (Next() == JsonToken.Error || Token == JsonToken.End) return false;
            return true;
        }

        /// <summary>The value that comes next is null; after a name.</summary>
        public bool NullFollows
        {
            get
            {
                SkipSpace();
                return _at < _end && _buffer[_at] == 'n';
            }
        }

        /// <summary>The token's bytes are these ASCII characters.</summary>
        public bool Is(string ascii)
        {
            if (Length != ascii.Length || HasEscapes) return false;
            for (int i = 0; i < Length; i++)
                if (_buffer[Start + i] != ascii[i]) return false;
            return true;
        }

        private bool InObject => _depth > 0 && (_objects & (1 << _depth)) != 0;

        private JsonToken Set(JsonToken token)
        {
            Token = token;
            return token;
        }

        private JsonToken Open(bool isObject)
        {
            if (_depth == MaxDepth) return Set(JsonToken.Error);
            _depth++;
            if (isObject) _objects |= 1 << _depth;
            else _objects &= ~(1 << _depth);
            _expect = isObject ? Expect.NameOrObjectEnd : Expect.ValueOrArrayEnd;
            Start = _at++;
            return Set(isObject ? JsonToken.ObjectStart : JsonToken.ArrayStart);
        }

        private JsonToken Close(byte c)
        {
            if (_depth == 0 || InObject != (c == '}')) return Set(JsonToken.Error);
            _depth--;
            Start = _at++;
            return Done(c == '}' ? JsonToken.ObjectEnd : JsonToken.ArrayEnd);
        }

        private JsonToken Done(JsonToken token)
        {
            _expect = _depth == 0 ? Expect.Nothing : Expect.CommaOrEnd;
            return Set(token);
        }

        private JsonToken ReadName(byte c)
        {
            if (c != '"' || !ReadString()) return Set(JsonToken.Error);
            SkipSpace();
            if (_at >= _end || _buffer[_at] != ':') return Set(JsonToken.Error);
            _at++;
            _expect = Expect.Value;
            return Set(JsonToken.Name);
        }

        private JsonToken ReadValue(byte c)
        {
            switch (c)
            {
                case (byte)'{': return Open(true);
                case (byte)'[': return Open(false);
                case (byte)'"': return ReadString() ? Done(JsonToken.String) : Set(JsonToken.Error);
                case (byte)'t': return ReadWord("true", JsonToken.True);
                case (byte)'f': return ReadWord("false", JsonToken.False);
                case (byte)'n': return ReadWord("null", JsonToken.Null);
                default: return ReadNumber() ? Done(JsonToken.Number) : Set(JsonToken.Error);
            }
        }

        private JsonToken ReadWord(string word, JsonToken token)
        {
            Start = _at;
            Length = word.Length;
            HasEscapes = false;
            if (_end - _at < Length || !Is(word)) return Set(JsonToken.Error);
            _at += Length;
            return Done(token);
        }

        private bool ReadString()
        {
            byte[] buffer = _buffer;
            int at = _at + 1;
            int end = _end;
            Start = at;
            HasEscapes = false;
            while (at < end)
            {
                byte c = buffer[at];
                if (c == '"')
                {
                    Length = at - Start;
                    _at = at + 1;
                    return true;
                }
                if (c < ' ') return false;
                if (c == '\\') at = SkipEscape(at);
                else if (c < 0x80) at++;
                else at = Utf8.Next(buffer, at, end);
                if (at < 0) return false;
            }
            return false;
        }

        /// <summary>Index after the escape at <paramref name="at"/>, which is a character by then where it may be; -1 when it is none.</summary>
        private int SkipEscape(int at)
        {
            if (at + 1 >= _end) return -1;
            byte c = _buffer[at + 1];
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
            int code = JsonText.Hex4(_buffer, at + 2, _end);
            if (code < 0) return -1;
            int next = at + 6;
            if (code >= 0xD800 && code < 0xDC00 && next + 6 <= _end && _buffer[next] == '\\' && _buffer[next + 1] == 'u')
            {
                int low = JsonText.Hex4(_buffer, next + 2, _end);
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
            JsonText.Put(code, _buffer, from);
            Shorten(at, from);
            return next;
        }

        /// <summary>Moves the string's beginning, its quote included, up to <paramref name="to"/>.</summary>
        private void Shorten(int at, int to)
        {
            int quote = Start - 1;
            int by = to - at;
            Array.Copy(_buffer, quote, _buffer, quote + by, at - quote);
            for (int i = 0; i < by; i++) _buffer[quote + i] = (byte)' ';
            Start += by;
        }

        private bool ReadNumber()
        {
            Start = _at;
            HasEscapes = false;
            if (_buffer[_at] == '-') _at++;
            int first = _at;
            int digits = SkipDigits();
            if (digits == 0 || (digits > 1 && _buffer[first] == '0')) return false;
            if (_at < _end && _buffer[_at] == '.')
            {
                _at++;
                if (SkipDigits() == 0) return false;
            }
            if (_at < _end && (_buffer[_at] | 0x20) == 'e')
            {
                _at++;
                if (_at < _end && (_buffer[_at] == '+' || _buffer[_at] == '-')) _at++;
                if (SkipDigits() == 0) return false;
            }
            Length = _at - Start;
            return true;
        }

        private int SkipDigits()
        {
            int from = _at;
            while (_at < _end && _buffer[_at] >= '0' && _buffer[_at] <= '9') _at++;
            return _at - from;
        }

        private void SkipSpace()
        {
            while (_at < _end)
            {
                byte c = _buffer[_at];
                if (c != ' ' && c != '\n' && c != '\r' && c != '\t') return;
                _at++;
            }
        }
    }
}
