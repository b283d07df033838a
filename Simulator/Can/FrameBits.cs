namespace Simulator.Can;

/// <summary>How many bit times an extended data frame takes on the wire: fields, CRC and the stuff bits of these very contents (ISO 11898-1).</summary>
public static class FrameBits
{
    private const int CrcPolynomial = 0x4599;
    private const int StuffAfter = 5;

    /// <summary>CRC delimiter, acknowledge slot and delimiter, end of frame, intermission: never stuffed.</summary>
    private const int TailBits = 1 + 2 + 7 + 3;

    /// <summary>Bits from start of frame to the end of the intermission.</summary>
    public static int Count(uint id, ReadOnlySpan<byte> data)
    {
        var count = new Counter();
        count.Add(0, 1);
        count.Add((int)(id >> 18), 11);
        count.Add(0b11, 2);
        count.Add((int)(id & 0x3FFFF), 18);
        count.Add(0, 3);
        count.Add(data.Length, 4);
        foreach (byte b in data) count.Add(b, 8);
        count.Add(count.Crc, 15);
        return count.Bits + TailBits;
    }

    private struct Counter
    {
        private int _run;
        private int _last;

        public int Bits { get; private set; }

        public int Crc { get; private set; }

        public void Add(int value, int bits)
        {
            for (int i = bits - 1; i >= 0; i--) Add((value >> i) & 1);
        }

        private void Add(int bit)
        {
            Bits++;
            bool first = Bits == 1;
            Crc = ((Crc << 1) & 0x7FFF) ^ ((bit ^ (Crc >> 14)) != 0 ? CrcPolynomial : 0);
            _run = !first && bit == _last ? _run + 1 : 1;
            _last = bit;
            if (_run < StuffAfter) return;
            // The stuff bit is the complement, and begins the next run.
            Bits++;
            _last = 1 - bit;
            _run = 1;
        }
    }
}
