using Charger.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Can
{
    [TestClass]
    public class ContactorSequenceTests
    {
        private const int LowMa = 1999;
        private const int HighMa = 2000;

        [TestMethod]
        public void Boot_OpensThePin()
        {
            PinFake pin = new PinFake { High = true };
            ContactorSequence contactor = new ContactorSequence(ChargerSettings.Defaults(), pin);
            Assert.IsFalse(pin.High);
            Assert.IsFalse(contactor.Closed);
        }

        [TestMethod]
        public void Close_IsReadyAfterItsSettlingTimeCountedOnce()
        {
            PinFake pin = new PinFake();
            ContactorSequence contactor = new ContactorSequence(ChargerSettings.Defaults(), pin);
            Assert.IsFalse(contactor.Close(1000));
            Assert.IsTrue(pin.High);
            Assert.IsTrue(contactor.Closed);
            Assert.IsFalse(contactor.Close(1050));
            Assert.IsFalse(contactor.Close(1099));
            Assert.IsTrue(contactor.Close(1100));
            contactor.Open();
            Assert.IsFalse(pin.High);
            Assert.IsFalse(contactor.Close(2000), "it settles anew after each opening");
        }

        [TestMethod]
        public void Close_WithoutAPin_IsReadyAtOnceAndNothingFails()
        {
            ContactorSequence contactor = new ContactorSequence(ChargerSettings.Defaults(), null);
            Assert.IsTrue(contactor.Close(0));
            contactor.OpenSoon(0);
            contactor.Step(1000, 0, 1000);
            contactor.Open();
        }

        [TestMethod]
        public void OpenSoon_CurrentOfBeforeTheStop_DoesNotOpen()
        {
            PinFake pin = new PinFake();
            ContactorSequence contactor = Stopped(pin, 5000);
            contactor.Step(5100, LowMa, 4999);
            Assert.IsTrue(pin.High, "that low current was measured before the STOP");
            contactor.Step(5100, LowMa, 5000);
            Assert.IsFalse(pin.High);
        }

        [TestMethod]
        public void OpenSoon_CurrentStillFlows_OpensAfterHalfASecond()
        {
            PinFake pin = new PinFake();
            ContactorSequence contactor = Stopped(pin, 5000);
            contactor.Step(5200, HighMa, 5200);
            Assert.IsTrue(pin.High);
            contactor.OpenSoon(5300);
            contactor.Step(5499, HighMa, 5499);
            Assert.IsTrue(pin.High);
            contactor.Step(5500, HighMa, 5499);
            Assert.IsFalse(pin.High, "a second stop does not put it off");
        }

        [TestMethod]
        public void OpenSoon_ClosedAgain_StaysClosed()
        {
            PinFake pin = new PinFake();
            ContactorSequence contactor = Stopped(pin, 5000);
            contactor.Close(5100);
            contactor.Step(9000, 0, 9000);
            Assert.IsTrue(pin.High);
            contactor.Open();
            contactor.OpenSoon(9100);
            Assert.IsFalse(contactor.Close(9200), "settling counts from this closing");
            contactor.Step(9600, 0, 9600);
            Assert.IsTrue(pin.High, "an open contactor has no opening due");
        }

        [TestMethod]
        public void Open_WhileItIsOpen_WritesThePinOnce()
        {
            PinFake pin = new PinFake();
            ContactorSequence contactor = Stopped(pin, 5000);
            contactor.Step(5500, HighMa, 5000);
            int writes = pin.Writes;
            contactor.Step(5520, HighMa, 5520);
            contactor.Step(9000, LowMa, 9000);
            Assert.AreEqual(writes, pin.Writes);
        }

        [TestMethod]
        public void OpenSoon_WithoutAWait_OpensByTheFirstStopAtTheClocksZero()
        {
            int[] settings = ChargerSettings.Defaults();
            settings[ChargerSettings.ContactorOpenMs] = 0;
            PinFake pin = new PinFake();
            ContactorSequence contactor = new ContactorSequence(settings, pin);
            contactor.Close(0);
            contactor.OpenSoon(0);
            contactor.OpenSoon(5);
            contactor.Step(1, HighMa, 0);
            Assert.IsFalse(pin.High);
        }

        private static ContactorSequence Stopped(PinFake pin, long atMs)
        {
            ContactorSequence contactor = new ContactorSequence(ChargerSettings.Defaults(), pin);
            contactor.Close(atMs - 1000);
            contactor.OpenSoon(atMs);
            Assert.IsTrue(pin.High);
            return contactor;
        }
    }
}
