namespace Ocpp.Security.Certificates
{
    /// <summary>
    /// Reads DER (X.690) strictly: definite lengths in their shortest form, at most two bytes of them, and nothing that reaches past
    /// the element it lies in. A call moves over one element; a caller that enters an element leaves it at the end that it was given.
    /// </summary>
    public sealed class DerReader
    {
        /// <summary>Tag of a boolean.</summary>
        public const int Boolean = 0x01;
        /// <summary>Tag of an integer.</summary>
        public const int Integer = 0x02;
        /// <summary>Tag of a bit string; its first content byte counts the unused bits.</summary>
        public const int BitString = 0x03;
        /// <summary>Tag of an octet string.</summary>
        public const int OctetString = 0x04;
        /// <summary>Tag of a null.</summary>
        public const int Null = 0x05;
        /// <summary>Tag of an object identifier.</summary>
        public const int ObjectId = 0x06;
        /// <summary>Tag of a time with a year of two digits.</summary>
        public const int UtcTime = 0x17;
        /// <summary>Tag of a time with a year of four digits.</summary>
        public const int GeneralizedTime = 0x18;
        /// <summary>Tag of a sequence.</summary>
        public const int Sequence = 0x30;

        private byte[] _der;

        /// <summary>Begins to read <paramref name="count"/> bytes at <paramref name="at"/>.</summary>
        public void Begin(byte[] der, int at, int count)
        {
            _der = der;
            At = at;
            End = at + count;
        }

        /// <summary>Where the next element begins.</summary>
        public int At { get; private set; }

        /// <summary>Where the element that is read ends.</summary>
        public int End { get; private set; }

        /// <summary>Bytes of the content after <see cref="Find"/>; <see cref="At"/> is its first.</summary>
        public int Length { get; private set; }

        /// <summary>Nothing is left of the element that is read.</summary>
        public bool IsAtEnd => At == End;

        /// <summary>The next element has this tag.</summary>
        public bool Is(int tag) => At < End && _der[At] == tag;

        /// <summary>Moves to the content of the next element, which has this tag and lies within what is read; false for any other.</summary>
        public bool Find(int tag)
        {
            if (End - At < 2 || _der[At] != tag) return false;
            int length = _der[At + 1];
            int at = At + 2;
            if (length >= 0x80)
            {
                int bytes = length & 0x7F;
                if (bytes < 1 || bytes > 2 || End - at < bytes) return false;
                length = _der[at++];
                if (bytes == 2) length = (length << 8) | _der[at++];
                // The shortest form alone is DER.
                if (length < (bytes == 2 ? 0x100 : 0x80)) return false;
            }
            if (End - at < length) return false;
            At = at;
            Length = length;
            return true;
        }

        /// <summary>Moves into an element: what is read next lies in it. <paramref name="outer"/> is the end of the surrounding element, for <see cref="Leave"/>.</summary>
        public bool Enter(int tag, out int outer)
        {
            outer = End;
            if (!Find(tag)) return false;
            End = At + Length;
            return true;
        }

        /// <summary>The element was read to its end; false when something is left of it.</summary>
        public bool Leave(int outer)
        {
            if (At != End) return false;
            End = outer;
            return true;
        }

        /// <summary>Moves past an element with this tag.</summary>
        public bool Pass(int tag)
        {
            if (!Find(tag)) return false;
            At += Length;
            return true;
        }

        /// <summary>Moves past an element with any tag.</summary>
        public bool PassAny() => At < End && Pass(_der[At]);

        /// <summary>Moves past the content that <see cref="Find"/> found.</summary>
        public void PassContent() => At += Length;

        /// <summary>Moves past one byte of a content, where <see cref="IsAtEnd"/> is false.</summary>
        public void PassByte() => At++;

        /// <summary>Moves to the end of the element that is read.</summary>
        public void PassRest() => At = End;

        /// <summary>Moves past a positive INTEGER in its shortest form and returns the place of its bytes, without the zero of the sign.</summary>
        public bool Positive(out int at, out int count)
        {
            at = count = 0;
            if (!Find(Integer) || Length == 0 || _der[At] >= 0x80) return false;
            at = At;
            count = Length;
            if (_der[at] == 0)
            {
                // Zero itself, or a sign that was not needed.
                if (count == 1 || _der[at + 1] < 0x80) return false;
                at++;
                count--;
            }
            PassContent();
            return true;
        }

        /// <summary>Moves past an OBJECT IDENTIFIER; true when the table has its content: <paramref name="found"/> is its index there.</summary>
        public bool Oid(byte[] table, out int found)
        {
            found = -1;
            if (!Find(ObjectId)) return false;
            int index = 0;
            for (int at = 0; at < table.Length; at += 1 + table[at])
            {
                if (found < 0 && table[at] == Length && Same(_der, At, table, at + 1, Length)) found = index;
                index++;
            }
            PassContent();
            return found >= 0;
        }

        /// <summary>Both places hold the same bytes. For values that are no secrets: its time depends on them.</summary>
        public static bool Same(byte[] a, int atA, byte[] b, int atB, int count)
        {
            for (int i = 0; i < count; i++)
                if (a[atA + i] != b[atB + i]) return false;
            return true;
        }
    }
}
