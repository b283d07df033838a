using System.Text;

namespace Ocpp.Client.Wire
{
    /// <summary>
    /// Reads the members of a payload one by one, typed. The first thing wrong is kept as the CALLERROR it deserves
    /// (J 4.2.3, JE 5.1), and nothing more is read.
    /// </summary>
    public sealed class PayloadReader
    {
        public const string TypeError = "TypeConstraintViolation";
        public const string PropertyError = "PropertyConstraintViolation";
        public const string OccurrenceError = "OccurenceConstraintViolation";
        public const string FormationError = "FormationViolation";

        private const int MostText = 512;

        private readonly JsonReader _json;
        private byte[] _buffer;
        private bool _valueDue;
        private string _name = "";

        public PayloadReader()
            : this(new JsonReader())
        {
        }

        /// <param name="json">Shared with whoever reads the frame around the payload, which is done with it by then.</param>
        public PayloadReader(JsonReader json)
        {
            _json = json;
        }

        /// <summary>Null while all is well.</summary>
        public string ErrorCode { get; private set; }

        /// <summary>What is wrong, with the member's name.</summary>
        public string ErrorText { get; private set; }

        public bool IsGood => ErrorCode == null;

        public JsonReader Json => _json;

        public void Begin(RpcFrame frame)
        {
            _buffer = frame.Buffer;
            ErrorCode = null;
            ErrorText = "";
            _valueDue = false;
            _json.Reset(frame.Buffer, frame.PayloadStart, frame.PayloadLength);
            if (_json.Next() != JsonToken.ObjectStart) Fail(FormationError, "the payload is no object");
        }

        /// <summary>
        /// Moves to the next member; one whose value was not read is passed over, and so is one that is null: it counts as absent.
        /// False at the end or after an error.
        /// </summary>
        public bool NextMember()
        {
            if (!IsGood) return false;
            if (_valueDue)
            {
                _json.Next();
                if (!_json.SkipValue()) return Fail(FormationError, "the payload is not whole");
            }
            _valueDue = false;
            while (_json.Next() == JsonToken.Name)
            {
                _valueDue = !_json.NullFollows;
                if (_valueDue) return true;
                _json.Next();
            }
            return false;
        }

        public bool NameIs(string ascii)
        {
            if (!_json.Is(ascii)) return false;
            _name = ascii;
            return true;
        }

        /// <summary>A string of at most so many characters; null after an error.</summary>
        public string Text(int most)
        {
            if (Value() != JsonToken.String)
            {
                Fail(TypeError, _name + " is no string");
                return null;
            }
            string text = Current();
            if (text != null && text.Length <= most) return text;
            Fail(PropertyError, _name + " is longer than " + most + " characters");
            return null;
        }

        /// <summary>An integer; 0 after an error.</summary>
        public int Whole()
        {
            if (Value() != JsonToken.Number)
            {
                Fail(TypeError, _name + " is no number");
                return 0;
            }
            if (JsonText.TryLong(_buffer, _json.Start, _json.Length, out long value) && value >= int.MinValue && value <= int.MaxValue) return (int)value;
            Fail(TypeError, _name + " is no integer of 32 bits");
            return 0;
        }

        /// <summary>A number times 10^scale, at least 0; 0 after an error, more decimals included. Above int it is int.MaxValue.</summary>
        public int Fixed(int scale)
        {
            if (Value() != JsonToken.Number)
            {
                Fail(TypeError, _name + " is no number");
                return 0;
            }
            if (JsonText.TryFixed(_buffer, _json.Start, _json.Length, scale, out long value) && value >= 0) return value > int.MaxValue ? int.MaxValue : (int)value;
            Fail(PropertyError, _name + " is negative or has more than " + scale + " decimals");
            return 0;
        }

        /// <summary>An integer that counts something: 0 or more; 0 after an error.</summary>
        public int Count()
        {
            int value = Whole();
            if (value >= 0) return value;
            Fail(PropertyError, _name + " is negative");
            return 0;
        }

        /// <summary>A long string left in the buffer, escapes and all: <see cref="Json"/> tells where. False after an error.</summary>
        public bool Slice(int most)
        {
            if (Value() != JsonToken.String) return Fail(TypeError, _name + " is no string");
            return _json.Length <= most || Fail(PropertyError, _name + " is longer than " + most + " characters");
        }

        /// <summary>The word is none of the enumeration that the present member has; always false.</summary>
        public bool NotOneOf(string word)
        {
            return Fail(PropertyError, _name + " knows no " + word);
        }

        /// <summary>An ISO 8601 time in milliseconds since 1970; 0 after an error.</summary>
        public long Time()
        {
            if (Value() != JsonToken.String)
            {
                Fail(TypeError, _name + " is no string");
                return 0;
            }
            if (!_json.HasEscapes && Iso8601.TryParse(_buffer, _json.Start, _json.Length, out long utcMs)) return utcMs;
            Fail(PropertyError, _name + " is no time");
            return 0;
        }

        /// <summary>Enters an object or array that is the member's value; false after an error.</summary>
        public bool Enter(JsonToken open)
        {
            return Value() == open || Fail(TypeError, _name + (open == JsonToken.ArrayStart ? " is no array" : " is no object"));
        }

        /// <summary>The string token just read.</summary>
        public string Current()
        {
            if (!_json.HasEscapes) return Encoding.UTF8.GetString(_buffer, _json.Start, _json.Length);
            if (_json.Length > MostText) return null;
            byte[] work = new byte[_json.Length + 4];
            int length = JsonText.Unescape(_buffer, _json.Start, _json.Length, work);
            return length < 0 ? null : Encoding.UTF8.GetString(work, 0, length);
        }

        /// <summary>A member that must be there is not.</summary>
        public bool Missing(string name)
        {
            return Fail(OccurrenceError, name + " is missing");
        }

        /// <summary>Keeps the first error; always false.</summary>
        public bool Fail(string code, string text)
        {
            if (ErrorCode == null)
            {
                ErrorCode = code;
                ErrorText = text;
            }
            return false;
        }

        private JsonToken Value()
        {
            _valueDue = false;
            return _json.Next();
        }
    }
}
