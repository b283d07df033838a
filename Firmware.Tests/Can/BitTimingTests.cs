using Charger.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Can
{
    [TestClass]
    public class BitTimingTests
    {
        [TestMethod]
        public void Compute_BoardsCrystals_GivesTheRegisters()
        {
            Compute_BoardsCrystals_GivesTheRegisters(8000000, 250000, 0x40, 0x9E, 0x03);
            Compute_BoardsCrystals_GivesTheRegisters(16000000, 250000, 0x41, 0x9E, 0x03);
            Compute_BoardsCrystals_GivesTheRegisters(8000000, 125000, 0x41, 0x9E, 0x03);
            Compute_BoardsCrystals_GivesTheRegisters(16000000, 125000, 0x43, 0x9E, 0x03);
            Compute_BoardsCrystals_GivesTheRegisters(16000000, 500000, 0x40, 0x9E, 0x03);
            Compute_BoardsCrystals_GivesTheRegisters(8000000, 500000, 0x00, 0x8A, 0x01);
        }

        private static void Compute_BoardsCrystals_GivesTheRegisters(int crystalHz, int bitRate, int cnf1, int cnf2, int cnf3)
        {
            BitTiming timing = new BitTiming();
            Assert.IsTrue(timing.Compute(crystalHz, bitRate), timing.Refusal);
            Assert.AreEqual((byte)cnf1, timing.Cnf1);
            Assert.AreEqual((byte)cnf2, timing.Cnf2);
            Assert.AreEqual((byte)cnf3, timing.Cnf3);
        }

        [TestMethod]
        public void Compute_AnyPairItTakes_MeetsTheBitRateAndTheChipsRules()
        {
            BitTiming timing = new BitTiming();
            int taken = 0;
            for (int crystal = 4; crystal <= 20; crystal++)
            {
                for (int rate = 10; rate <= 1000; rate += 10)
                {
                    if (!timing.Compute(crystal * 1000000, rate * 1000)) continue;
                    taken++;
                    int prescaler = (timing.Cnf1 & 0x3F) + 1;
                    int jump = (timing.Cnf1 >> 6) + 1;
                    int segment1 = ((timing.Cnf2 >> 3) & 7) + 1;
                    int propagation = (timing.Cnf2 & 7) + 1;
                    int segment2 = (timing.Cnf3 & 7) + 1;
                    int quanta = 1 + propagation + segment1 + segment2;
                    string pair = crystal + " MHz " + rate + " kbit/s";
                    Assert.AreEqual(crystal * 1000, 2 * prescaler * quanta * rate, pair);
                    Assert.AreEqual(quanta, timing.QuantaPerBit, pair);
                    Assert.IsTrue(propagation + segment1 >= segment2 && segment2 >= 2 && segment2 > jump - 1, pair);
                    Assert.IsTrue(timing.SamplePointPermille >= 750 && timing.SamplePointPermille <= 875, pair);
                }
            }
            Assert.IsTrue(taken > 150, "taken " + taken);
        }

        [TestMethod]
        public void Compute_Impossible_IsRefusedWithTheReason()
        {
            Compute_Impossible_IsRefusedWithTheReason(8000000, 300000, "300000 bit/s from 8000000 Hz: no prescaler from 1 to 64 gives a whole number of time quanta a bit");
            Compute_Impossible_IsRefusedWithTheReason(8000000, 1000000, "1000000 bit/s from 8000000 Hz: no prescaler from 1 to 64 gives 8 to 25 time quanta a bit with a sample point of 75 % to 87.5 %");
            Compute_Impossible_IsRefusedWithTheReason(0, 250000, "crystal of 0 Hz: 1000000 to 40000000 Hz are allowed");
            Compute_Impossible_IsRefusedWithTheReason(8000000, 0, "bit rate of 0 bit/s: 5000 to 1000000 bit/s are allowed");
        }

        private static void Compute_Impossible_IsRefusedWithTheReason(int crystalHz, int bitRate, string reason)
        {
            BitTiming timing = new BitTiming();
            Assert.IsFalse(timing.Compute(crystalHz, bitRate));
            Assert.AreEqual(reason, timing.Refusal);
        }
    }
}
