using System.Text;

namespace Ocpp.Client.Wire
{
    /// <summary>
    /// Reads the members of a payload one by one, by type. The first error is kept as a CALLERROR
    /// (J 4.2.3, JE 5.1), and nothing more is read.
    /// </summary>
    public sealed class PayloadReader
    {
        /// <summary>A value is not of the type that the schema wants.</summary>
        public const string TypeError = "TypeConstraintViolation";
        /// <summary>A value is too long, out of range, or not in its enumeration.</summary>
        public const string PropertyError = "PropertyConstraintViolation";
        /// <summary>A required member is missing, or a list has too many or no elements. The specification spells it with one r (rule 8).</summary>
        public const string OccurrenceError = "OccurenceConstraintViolation";
        /// <summary>The payload is no object, or is cut short.</summary>
        public const string FormationError = "FormationViolation";

        private const int MostText = 512;
        private const int LongestName = 32;

        // Encoding.UTF8 makes a new one each time.
        private readonly Encoding _utf8 = Encoding.UTF8;
        private string _errorCode;
        private bool _valueDue;

        /// <summary>With a reader of its own.</summary>
        public PayloadReader()
            : this(new JsonReader())
        {
        }

        /// <summary>With a reader that it shares.</summary>
        /// <param name="json">Shared with the reader of the frame around the payload, which no longer uses it then.</param>
        public PayloadReader(JsonReader json)
        {
            Json = json;
        }

        /// <summary>Error code of the CALLERROR; null without an error.</summary>
        public string ErrorCode => _errorCode;

        /// <summary>What is wrong, with the member's name.</summary>
        public string ErrorText { get; private set; }

        /// <summary>No error was found so far.</summary>
        public bool IsGood => _errorCode == null;

        /// <summary>Reads the tokens; stands at the value that was read last.</summary>
        public readonly JsonReader Json;

        /// <summary>Begins with a message's payload; forgets the error of the one before.</summary>
        public void Begin(RpcFrame frame)
        {
            _errorCode = null;
            ErrorText = "";
            _valueDue = false;
            Json.Reset(frame.Buffer, frame.PayloadStart, frame.PayloadLength);
            if (Json.Next() != JsonToken.ObjectStart) Fail(FormationError, "the payload is no object");
        }

        /// <summary>
        /// Moves to the next member; one whose value was not read is skipped, and so is one that is null: it counts as absent.
        /// False at the end or after an error.
        /// </summary>
        public bool NextMember()
        {
            if (_errorCode != null) return false;
            if (_valueDue)
            {
                Json.Next();
                if (!Json.SkipValue()) return Fail(FormationError, "the payload is not whole");
            }
            _valueDue = false;
            while (Json.Next() == JsonToken.Name)
            {
                if (!Json.NullFollows)
                {
                    _valueDue = true;
                    // One string, which is compared natively: it costs less than comparing each character.
                    Name = Json.HasEscapes || Json.Length > LongestName ? "" : _utf8.GetString(Json.Buffer, Json.Start, Json.Length);
                    return true;
                }
                Json.Next();
            }
            return false;
        }

        /// <summary>The present member's name; empty for one that is longer than every known name or has escapes.</summary>
        public string Name = "";

        /// <summary>The present member has this name.</summary>
        public bool NameIs(string ascii) => Name == ascii;

        /// <summary>A string of at most so many characters; null after an error.</summary>
        public string Text(int most)
        {
            if (Value() != JsonToken.String)
            {
                Fail(TypeError, Name + " is no string");
                return null;
            }
            string text = Current();
            if (text != null && text.Length <= most) return text;
            Fail(PropertyError, Name + " is longer than " + most + " characters");
            return null;
        }

        /// <summary>An integer; 0 after an error.</summary>
        public int Whole()
        {
            _valueDue = false;
            if (Json.Next() != JsonToken.Number)
            {
                Fail(TypeError, Name + " is no number");
                return 0;
            }
            if (JsonText.TryFixed(Json.Buffer, Json.Start, Json.Length, 0, out long value) && value >= int.MinValue && value <= int.MaxValue) return (int)value;
            Fail(TypeError, Name + " is no integer of 32 bits");
            return 0;
        }

        /// <summary>A number times 10^scale, at least 0; 0 after an error, more decimals included. Above int it is int.MaxValue.</summary>
        public int Fixed(int scale)
        {
            if (Value() != JsonToken.Number)
            {
                Fail(TypeError, Name + " is no number");
                return 0;
            }
            if (JsonText.TryFixed(Json.Buffer, Json.Start, Json.Length, scale, out long value) && value >= 0) return value > int.MaxValue ? int.MaxValue : (int)value;
            Fail(PropertyError, Name + " is negative or has more than " + scale + " decimals");
            return 0;
        }

        /// <summary>An integer of 0 or more; 0 after an error.</summary>
        public int Count()
        {
            int value = Whole();
            if (value >= 0) return value;
            Fail(PropertyError, Name + " is negative");
            return 0;
        }

        /// <summary>A long string that stays in the buffer with its escapes: <see cref="Json"/> has its place. False after an error.</summary>
        public bool Slice(int most)
        {
            if (Value() != JsonToken.String) return Fail(TypeError, Name + " is no string");
            return Json.Length <= most || JsonText.Characters(Json.Buffer, Json.Start, Json.Length) <= most || Fail(PropertyError, Name + " is longer than " + most + " characters");
        }

        /// <summary>The word is none of the enumeration that the present member has; always false.</summary>
        public bool NotOneOf(string word)
        {
            return Fail(PropertyError, Name + " knows no " + word);
        }

        /// <summary>An ISO 8601 time in milliseconds since 1970; 0 after an error.</summary>
        public long Time()
        {
            if (Value() != JsonToken.String)
            {
                Fail(TypeError, Name + " is no string");
                return 0;
            }
            if (!Json.HasEscapes && Iso8601.TryParse(Json.Buffer, Json.Start, Json.Length, out long utcMs)) return utcMs;
            Fail(PropertyError, Name + " is no time");
            return 0;
        }

        /// <summary>Enters an object or array that is the member's value; false after an error.</summary>
        public bool Enter(JsonToken open)
        {
            return Value() == open || Fail(TypeError, Name + (open == JsonToken.ArrayStart ? " is no array" : " is no object"));
        }

        /// <summary>The string token just read.</summary>
        public string Current()
        {
            if (!Json.HasEscapes) return _utf8.GetString(Json.Buffer, Json.Start, Json.Length);
            if (Json.Length > MostText) return null;
            byte[] work = new byte[Json.Length + 4];
            int length = JsonText.Unescape(Json.Buffer, Json.Start, Json.Length, work);
            return length < 0 ? null : _utf8.GetString(work, 0, length);
        }

        /// <summary>Keeps the error that a required member is missing; always false.</summary>
        public bool Missing(string name)
        {
            return Fail(OccurrenceError, name + " is missing");
        }

        /// <summary>Keeps the first error; always false.</summary>
        public bool Fail(string code, string text)
        {
            if (_errorCode == null)
            {
                _errorCode = code;
                ErrorText = text;
            }
            return false;
        }

        private JsonToken Value()
        {
            _valueDue = false;
            return Json.Next();
        }
    }
}
