using System;

namespace Charger.Can
{
    /// <summary>
    /// Which of the six filters takes which identifier. Buffer 0 has two filters and rolls over into buffer 1, so what it
    /// accepts has two buffers; its mask therefore ignores the few bits in which pairs of wanted identifiers differ. Unwanted frames
    /// that pass the mask are dropped by the driver. An identifier that is given twice at the start has buffer 0 for itself.
    /// </summary>
    public sealed class AcceptancePlan
    {
        /// <summary>RXF0 to RXF5 (DS20001801, section 4.5).</summary>
        public const int Filters = 6;

        /// <summary>2 filters with 4 ignored bits accept 32 of 500 million identifiers.</summary>
        private const int MostIgnoredBits = 4;
        private const int Paired = 4;

        private readonly uint[] _wanted;
        private readonly uint _ignored;
        private readonly bool _pairs;

        /// <param name="wanted">At most six; none accepts everything.</param>
        public AcceptancePlan(uint[] wanted)
        {
            if (wanted.Length > Filters) throw new ArgumentException("an MCP2515 has 6 acceptance filters, " + wanted.Length + " identifiers were given");
            _wanted = wanted;
            if (wanted.Length < Paired) return;
            uint differ = (wanted[0] ^ wanted[1]) | (wanted[2] ^ wanted[3]);
            _pairs = wanted[0] != wanted[1] && BitsIn(differ) <= MostIgnoredBits;
            if (_pairs) _ignored = differ;
        }

        /// <summary>No identifier was given: the filters are switched off, and every frame is received.</summary>
        public bool AcceptsAll => _wanted.Length == 0;

        /// <summary>
        /// Frames for buffer 0 roll over into buffer 1. Only a frame in buffer 1 then gives an interrupt: a single frame waits in
        /// buffer 0, and there is room for the next.
        /// </summary>
        public bool RollsOver => _pairs;

        /// <summary>CANINTE.</summary>
        public byte Interrupts => _pairs ? Mcp2515Registers.Rx1Interrupt : (byte)(Mcp2515Registers.Rx0Interrupt | Mcp2515Registers.Rx1Interrupt);

        /// <summary>Mask of buffer 0 or 1.</summary>
        public uint Mask(int buffer)
        {
            if (AcceptsAll) return 0;
            return buffer == 0 ? Mcp2515Identifier.AllBits & ~_ignored : Mcp2515Identifier.AllBits;
        }

        /// <summary>RXF0 to RXF5; unused filters repeat the first identifier.</summary>
        public uint Filter(int number)
        {
            if (AcceptsAll) return 0;
            int index = number;
            if (_pairs) index = number < 2 ? 2 * number : number + 2;
            return _wanted[index < _wanted.Length ? index : 0];
        }

        /// <summary>An accepted identifier, for the loopback self-test.</summary>
        public uint Example => AcceptsAll ? Mcp2515Identifier.AllBits : _wanted[0];

        /// <summary>The identifier is wanted; an empty list wants every identifier.</summary>
        public static bool IsWanted(uint[] wanted, uint id)
        {
            for (int i = 0; i < wanted.Length; i++)
            {
                if (wanted[i] == id) return true;
            }
            return wanted.Length == 0;
        }

        private static int BitsIn(uint value)
        {
            int bits = 0;
            for (; value != 0; value &= value - 1) bits++;
            return bits;
        }
    }
}
