namespace Charger.Can
{
    /// <summary>
    /// CNF1..3 for a crystal and a bit rate (DS20001801, section 5): 8 to 25 time quanta a bit, 16 where possible, sample
    /// point 75 % to 87.5 %. A pair that has no exact solution is refused with the reason.
    /// </summary>
    public sealed class BitTiming
    {
        private const int LeastQuanta = 8;
        private const int MostQuanta = 25;
        private const int WantedQuanta = 16;
        private const int MostPrescaler = 64;
        private const int MostSegment = 8;
        private const int LeastSegment2 = 2;
        private const int LeastSamplePermille = 750;
        private const int MostSamplePermille = 875;
        private const byte SegmentsApart = 0x80;

        /// <summary>
        /// Register value: jump width minus 1 in bits 7-6, prescaler minus 1 in bits 5-0. 0 before <see cref="Compute"/> succeeded.
        /// </summary>
        public byte Cnf1 { get; private set; }

        /// <summary>Register value: bit 7 set, phase segment 1 minus 1 in bits 5-3, propagation segment minus 1 in bits 2-0.</summary>
        public byte Cnf2 { get; private set; }

        /// <summary>Register value: phase segment 2 minus 1 in bits 2-0.</summary>
        public byte Cnf3 { get; private set; }

        /// <summary>CNF1 in the lowest byte, then CNF2 and CNF3.</summary>
        public int Packed => Cnf1 | Cnf2 << 8 | Cnf3 << 16;

        /// <summary>Time quanta of one bit, 8 to 25; 0 before <see cref="Compute"/> succeeded.</summary>
        public int QuantaPerBit { get; private set; }

        /// <summary>Where the bit is sampled, in 0.1 % of the bit time.</summary>
        public int SamplePointPermille { get; private set; }

        /// <summary>Why the pair was refused; empty when it was accepted.</summary>
        public string Refusal { get; private set; } = "";

        /// <param name="crystalHz">The controller's crystal, 1 to 40 MHz.</param>
        /// <param name="bitRate">In bit/s, 5 kbit/s to 1 Mbit/s.</param>
        public bool Compute(int crystalHz, int bitRate)
        {
            Refusal = "";
            if (crystalHz < 1000000 || crystalHz > 40000000) return Refuse("crystal of " + crystalHz + " Hz: 1000000 to 40000000 Hz are allowed");
            if (bitRate < 5000 || bitRate > 1000000) return Refuse("bit rate of " + bitRate + " bit/s: 5000 to 1000000 bit/s are allowed");
            int best = 0;
            bool divides = false;
            for (int prescaler = 1; prescaler <= MostPrescaler; prescaler++)
            {
                int perQuantum = 2 * prescaler * bitRate;
                if (crystalHz % perQuantum != 0) continue;
                divides = true;
                int quanta = crystalHz / perQuantum;
                if (Fits(quanta) && (best == 0 || Distance(quanta) < Distance(crystalHz / (2 * best * bitRate)))) best = prescaler;
            }
            if (best == 0) return Refuse(Reason(crystalHz, bitRate, divides));
            Set(best, crystalHz / (2 * best * bitRate));
            return true;
        }

        private bool Refuse(string why)
        {
            Refusal = why;
            return false;
        }

        private static string Reason(int crystalHz, int bitRate, bool divides)
        {
            string pair = bitRate + " bit/s from " + crystalHz + " Hz: ";
            if (!divides) return pair + "no prescaler from 1 to 64 gives a whole number of time quanta a bit";
            return pair + "no prescaler from 1 to 64 gives 8 to 25 time quanta a bit with a sample point of 75 % to 87.5 %";
        }

        private static int Distance(int quanta) => quanta > WantedQuanta ? quanta - WantedQuanta : WantedQuanta - quanta;

        private static bool Fits(int quanta)
        {
            if (quanta < LeastQuanta || quanta > MostQuanta) return false;
            int segment2 = Segment2(quanta);
            int segment1 = Segment1(quanta, segment2);
            int permille = 1000 * (quanta - segment2) / quanta;
            return segment2 >= LeastSegment2 && segment1 <= MostSegment && permille >= LeastSamplePermille && permille <= MostSamplePermille;
        }

        /// <summary>A quarter of the bit or just below it, so that the sample point is at 75 % or just above.</summary>
        private static int Segment2(int quanta) => quanta / 4;

        /// <summary>As long as segment 2, longer where the propagation segment alone cannot take the rest.</summary>
        private static int Segment1(int quanta, int segment2)
        {
            int rest = quanta - 1 - segment2;
            return rest - segment2 > MostSegment ? rest - MostSegment : segment2;
        }

        private void Set(int prescaler, int quanta)
        {
            int segment2 = Segment2(quanta);
            int segment1 = Segment1(quanta, segment2);
            int propagation = quanta - 1 - segment1 - segment2;
            // Half of segment 2: the data sheet wants it longer than the jump.
            int jump = segment2 / 2;
            QuantaPerBit = quanta;
            SamplePointPermille = 1000 * (quanta - segment2) / quanta;
            Cnf1 = (byte)(((jump - 1) << 6) | (prescaler - 1));
            Cnf2 = (byte)(SegmentsApart | ((segment1 - 1) << 3) | (propagation - 1));
            Cnf3 = (byte)(segment2 - 1);
        }
    }
}
