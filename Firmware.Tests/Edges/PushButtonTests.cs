using Charger.Can;
using Firmware.Tests.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Edges
{
    /// <summary><see cref="PushButton"/>: which readings of the pin count as a press, and when the next reading is due.</summary>
    [TestClass]
    public class PushButtonTests
    {
        [TestMethod]
        public void Press_IsLowInTwoLooksTenMsApartAndCountsOnce()
        {
            for (int from = 0; from <= 1000; from += 1000)
            {
                PinFake pin = new PinFake();
                PushButton button = new PushButton(pin);
                Assert.IsFalse(button.Doubtful);
                Looks(button, from, false, true, from + 10);
                Looks(button, from + 9, false, true, from + 10);
                Assert.AreEqual(1, pin.Reads, "too early to look");
                Looks(button, from + 10, true, false, from + 30);
                Looks(button, from + 30, false, false, from + 50);
                Looks(button, from + 50, false, false, from + 70);
                pin.High = true;
                Looks(button, from + 70, false, false, from + 90);
                pin.High = false;
                Looks(button, from + 90, false, true, from + 100);
                pin.High = true;
                Looks(button, from + 100, false, false, from + 120);
                pin.High = false;
                Looks(button, from + 120, false, true, from + 130);
                Looks(button, from + 135, true, false, from + 155);
            }
        }

        private static void Looks(PushButton button, int nowMs, bool pressed, bool doubtful, int dueMs)
        {
            Assert.AreEqual(pressed, button.ConsumePress(nowMs), "at " + nowMs);
            Assert.AreEqual(doubtful, button.Doubtful, "at " + nowMs);
            Assert.AreEqual((long)dueMs, button.DueMs, "at " + nowMs);
        }
    }
}
