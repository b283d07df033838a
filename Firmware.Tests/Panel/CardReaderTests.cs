using Firmware.Panel;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Panel
{
    [TestClass]
    public class CardReaderTests
    {
        [TestMethod]
        public void CardReader_CardLies_IsToldOnceUntilItWasTakenAway()
        {
            ScriptedLine line = new ScriptedLine();
            CardReader reader = new CardReader(line);
            Assert.AreEqual(1, Cards(reader, 0, 5000));
            Assert.IsTrue(reader.Works);
            line.CardLies = false;
            Assert.AreEqual(0, Cards(reader, 5000, 5500));
            line.CardLies = true;
            Assert.AreEqual(0, Cards(reader, 5500, 7000));
            line.CardLies = false;
            Cards(reader, 7000, 9000);
            line.CardLies = true;
            Assert.AreEqual(1, Cards(reader, 9000, 10000));
        }

        [TestMethod]
        public void CardReader_NoAnswer_IsBegunAnewAtItsPaceAndTellsThatItDoesNotWork()
        {
            ScriptedLine line = new ScriptedLine { Dead = true };
            CardReader reader = new CardReader(line);
            Cards(reader, 0, 15000);
            Assert.IsFalse(reader.Works);
            Assert.IsTrue(line.Commands >= 9 && line.Commands <= 12);
            line.Dead = false;
            Assert.AreEqual(1, Cards(reader, 15000, 18000));
            Assert.IsTrue(reader.Works);
        }

        [TestMethod]
        public void CardReader_WrongCheckSum_TellsNoCard()
        {
            ScriptedLine line = new ScriptedLine { Spoil = 1 };
            CardReader reader = new CardReader(line);
            Assert.AreEqual(0, Cards(reader, 0, 10000));
            Assert.IsFalse(reader.Works);
        }

        [TestMethod]
        public void CardReader_NoiseBetweenFrames_IsSkipped()
        {
            ScriptedLine line = new ScriptedLine();
            CardReader reader = new CardReader(line);
            line.Put(0, 0xFF, 0x55, 0, 0, 0, 1, 0xFF, 0, 0xFF, 3, 3, 0xD5);
            Assert.AreEqual(1, Cards(reader, 0, 5000));
        }

        [TestMethod]
        public void Pn532Frame_EveryLengthAndEveryCorruptedByte_IsRightOrNothing()
        {
            byte[] frame = { 0, 0, 0xFF, 4, 0xFC, 0xD5, 0x4B, 1, 9, 0, 0 };
            frame[9] = 0xD6;
            Assert.IsTrue(Takes(frame));
            for (int at = 2; at < frame.Length - 1; at++)
            {
                frame[at] ^= 0x10;
                Assert.IsFalse(Takes(frame));
                frame[at] ^= 0x10;
            }
        }

        private static bool Takes(byte[] bytes)
        {
            Pn532Frame frame = new Pn532Frame();
            bool whole = false;
            for (int i = 0; i < bytes.Length; i++) whole |= frame.Receive(bytes[i]) && frame.Length == 3;
            return whole;
        }

        private static int Cards(CardReader reader, long fromMs, long toMs)
        {
            int cards = 0;
            for (long ms = fromMs; ms < toMs; ms += 50)
            {
                reader.Step(ms);
                string card = reader.ConsumeCard();
                if (card == null) continue;
                cards++;
                Assert.AreEqual(ScriptedLine.Uid, card);
            }
            return cards;
        }
    }
}
