namespace Charger.Can
{
    /// <summary>A 29-bit identifier as the four bytes SIDH SIDL EID8 EID0 of a buffer or filter (DS20001801, sections 3 and 4).</summary>
    public static class Mcp2515Identifier
    {
        /// <summary>All bits of an identifier, as a mask of filters.</summary>
        public const uint AllBits = 0x1FFFFFFF;

        /// <summary>Identifier bytes with the extended bit, as buffers and filters want them.</summary>
        public static void Put(uint id, byte[] into, int at)
        {
            PutMask(id, into, at);
            into[at + 1] |= Mcp2515Registers.Extended;
        }

        /// <summary>The same bytes without the extended bit, as masks have them.</summary>
        public static void PutMask(uint id, byte[] into, int at)
        {
            into[at] = (byte)(id >> 21);
            into[at + 1] = (byte)(((id >> 13) & 0xE0) | ((id >> 16) & 0x03));
            into[at + 2] = (byte)(id >> 8);
            into[at + 3] = (byte)id;
        }

        /// <summary>
        /// The 29 bits of the identifier whose four bytes begin at <paramref name="at"/>; the extended bit and the unused ones are ignored.
        /// </summary>
        public static uint Get(byte[] from, int at)
        {
            return ((uint)from[at] << 21) | ((uint)(from[at + 1] & 0xE0) << 13) | ((uint)(from[at + 1] & 0x03) << 16) | ((uint)from[at + 2] << 8) | from[at + 3];
        }
    }
}
