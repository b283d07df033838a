namespace Ocpp.Security.Certificates
{
    /// <summary>
    /// Writes DER from the end to the beginning, so that each length is known when it is written: first the content, then
    /// <see cref="Close"/> with what is in front of it.
    /// </summary>
    internal sealed class DerWriter
    {
        private readonly byte[] _buffer;

        /// <param name="room">Most bytes; more is a defect of the caller and throws.</param>
        public DerWriter(int room)
        {
            _buffer = new byte[room];
            At = room;
        }

        /// <summary>Place of the first byte written.</summary>
        public int At { get; private set; }

        public byte[] Buffer => _buffer;

        public int Count => _buffer.Length - At;

        /// <summary>Bytes as they are.</summary>
        public void Raw(byte[] from, int at, int count)
        {
            At -= count;
            System.Array.Copy(from, at, _buffer, At, count);
        }

        public void Byte(int value) => _buffer[--At] = (byte)value;

        /// <summary>Writes tag and length for all that was written since <see cref="At"/> was <paramref name="end"/>.</summary>
        public void Close(int tag, int end)
        {
            int length = end - At;
            if (length < 0x80)
            {
                Byte(length);
            }
            else
            {
                Byte(length);
                if (length > 0xFF) Byte(length >> 8);
                Byte(length > 0xFF ? 0x82 : 0x81);
            }
            Byte(tag);
        }

        /// <summary>An element around bytes.</summary>
        public void Element(int tag, byte[] content)
        {
            int end = At;
            Raw(content, 0, content.Length);
            Close(tag, end);
        }

        /// <summary>A positive INTEGER in its shortest form.</summary>
        public void Positive(byte[] bigEndian)
        {
            int end = At;
            int skip = 0;
            while (skip < bigEndian.Length - 1 && bigEndian[skip] == 0) skip++;
            Raw(bigEndian, skip, bigEndian.Length - skip);
            if (bigEndian[skip] >= 0x80) Byte(0);
            Close(DerReader.Integer, end);
        }

        /// <summary>An OBJECT IDENTIFIER of a table of <see cref="ObjectIds"/>, where it stands with its length.</summary>
        public void Oid(byte[] table, int index)
        {
            int at = 0;
            for (; index > 0; index--) at += 1 + table[at];
            Raw(table, at, 1 + table[at]);
            Byte(DerReader.ObjectId);
        }
    }
}
