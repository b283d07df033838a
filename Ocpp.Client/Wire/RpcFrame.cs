using System.Text;

namespace Ocpp.Client.Wire
{
    /// <summary>Message type numbers (J 4.1.3).</summary>
    public enum RpcType
    {
        /// <summary>Not JSON, not an array, or too short: nothing of it can be used.</summary>
        Malformed = 0,
        /// <summary>A request.</summary>
        Call = 2,
        /// <summary>The answer to a request.</summary>
        CallResult = 3,
        /// <summary>The refusal of a request.</summary>
        CallError = 4,
        /// <summary>A type number this version does not know: ignored (rule 6).</summary>
        Unknown = 99,
    }

    /// <summary>
    /// One OCPP-J message parsed without copying: the places of its parts in the receive buffer. For a CALL the action and
    /// the payload, for a CALLRESULT the payload, for a CALLERROR the error code.
    /// </summary>
    public sealed class RpcFrame
    {
        /// <summary>Characters of an id of ours (J 4.1.4).</summary>
        public const int MaxMessageId = 36;

        /// <summary>Most bytes of an id in a message that is answered: 36 characters, each written as an escape.</summary>
        public const int MostIdBytes = 6 * MaxMessageId;

        /// <summary>No action or error code is longer.</summary>
        private const int LongestName = 40;

        private string _name = "";

        /// <summary>What the whole message is; <see cref="RpcType.Malformed"/> when it cannot be used.</summary>
        public RpcType Type;

        /// <summary>The type that a message begins with, whatever follows; Malformed while not even the id could be read.</summary>
        public RpcType Begun;

        /// <summary>The buffer that the places below belong to.</summary>
        public byte[] Buffer;

        /// <summary>Where the id's bytes begin, without the quote.</summary>
        public int IdStart;

        /// <summary>0 when the message has no usable id.</summary>
        public int IdLength;

        /// <summary>Where the payload's opening brace stands.</summary>
        public int PayloadStart;

        /// <summary>Bytes of the payload, braces included; 0 for a CALLERROR.</summary>
        public int PayloadLength;

        /// <summary>False when the text is not a message; <see cref="IdLength"/> then shows whether it can be answered.</summary>
        public bool TryRead(JsonReader reader, byte[] buffer, int offset, int count)
        {
            Buffer = buffer;
            Type = Begun = RpcType.Malformed;
            IdLength = 0;
            _name = "";
            PayloadLength = 0;
            reader.Reset(buffer, offset, count);
            if (reader.Next() != JsonToken.ArrayStart || reader.Next() != JsonToken.Number) return false;
            if (!JsonText.TryLong(buffer, reader.Start, reader.Length, out long type)) return false;
            if (reader.Next() != JsonToken.String || reader.Length == 0 || reader.Length > MostIdBytes) return false;
            IdStart = reader.Start;
            IdLength = reader.Length;
            Begun = type == 2 || type == 3 || type == 4 ? (RpcType)(int)type : RpcType.Unknown;
            if (type != 2 && type != 3 && type != 4)
            {
                Type = RpcType.Unknown;
                return true;
            }
            if (type != 3)
            {
                if (reader.Next() != JsonToken.String) return false;
                _name = reader.Length > LongestName || reader.HasEscapes ? "" : Encoding.UTF8.GetString(buffer, reader.Start, reader.Length);
            }
            if (type == 4)
            {
                // Description and details are for people: they must be present, with any content.
                if (reader.Next() != JsonToken.String || reader.Next() == JsonToken.ArrayEnd || !reader.SkipValue()) return false;
            }
            else if (!ReadPayload(reader))
            {
                return false;
            }
            if (reader.Next() != JsonToken.ArrayEnd || reader.Next() != JsonToken.End) return false;
            Type = (RpcType)(int)type;
            return true;
        }

        /// <summary>The id is the one given.</summary>
        public bool HasId(byte[] id, int length)
        {
            if (IdLength != length) return false;
            for (int i = 0; i < length; i++)
                if (Buffer[IdStart + i] != id[i]) return false;
            return true;
        }

        /// <summary>Action or error code, case-sensitive.</summary>
        public bool IsNamed(string ascii) => _name == ascii;

        private bool ReadPayload(JsonReader reader)
        {
            if (reader.Next() != JsonToken.ObjectStart) return false;
            PayloadStart = reader.Start;
            if (!reader.SkipValue()) return false;
            PayloadLength = reader.Start + 1 - PayloadStart;
            return true;
        }
    }
}
