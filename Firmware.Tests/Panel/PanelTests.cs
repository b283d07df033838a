using Firmware.Panel;
using Firmware.Tests.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Panel
{
    [TestClass]
    public class PanelTests
    {
        [TestMethod]
        public void LightPatterns_EveryState_DiffersFromEveryOther()
        {
            for (int i = 0; i < LightPatterns.Count; i++)
                for (int j = 0; j < i; j++)
                {
                    int a = LightPatterns.Of((LightState)i, out int onA, out int offA);
                    int b = LightPatterns.Of((LightState)j, out int onB, out int offB);
                    Assert.IsFalse(a == b && offA == offB && onA == onB);
                    Assert.IsTrue(LightPatterns.NameOf((LightState)i) != LightPatterns.NameOf((LightState)j));
                }
        }

        [TestMethod]
        public void LightPatterns_Choose_TakesTheMostUrgent()
        {
            Assert.IsTrue(LightPatterns.Choose("Charging", true, true, false) == LightState.Faulted);
            Assert.IsTrue(LightPatterns.Choose("Charging", false, true, false) == LightState.Updating);
            Assert.IsTrue(LightPatterns.Choose("Charging", false, false, false) == LightState.Charging);
            Assert.IsTrue(LightPatterns.Choose("SuspendedEV", false, false, true) == LightState.Suspended);
            Assert.IsTrue(LightPatterns.Choose("SuspendedEVSE", false, false, true) == LightState.Suspended);
            Assert.IsTrue(LightPatterns.Choose("Available", false, false, true) == LightState.Available);
            Assert.IsTrue(LightPatterns.Choose("Available", false, false, false) == LightState.Offline);
            Assert.IsTrue(LightPatterns.Choose("", false, false, false) == LightState.Offline);
            Assert.IsTrue(LightPatterns.Choose("Unavailable", false, false, false) == LightState.Unavailable);
        }

        [TestMethod]
        public void StatusLight_Blinking_ChangesAtItsTimesAndBeginsAnewWithAnotherState()
        {
            PinFake red = new PinFake(), green = new PinFake();
            StatusLight light = new StatusLight(red, green, null);
            Assert.IsTrue(light.Step(1000, LightState.Preparing) == 1500);
            Assert.IsTrue(green.High && !red.High);
            light.Step(1499, LightState.Preparing);
            Assert.IsTrue(green.High);
            Assert.IsTrue(light.Step(1500, LightState.Preparing) == 2000);
            Assert.IsFalse(green.High);
            Assert.IsTrue(light.Step(1600, LightState.Faulted) == 1850);
            Assert.IsTrue(red.High && !green.High);
            Assert.IsTrue(light.Step(1700, LightState.Available) == long.MaxValue);
            Assert.IsTrue(light.Step(9999, LightState.Available) == long.MaxValue);
            Assert.IsTrue(green.High && !red.High);
        }

        [TestMethod]
        public void StatusLight_WithoutBlue_ShinesGreenInstead()
        {
            PinFake red = new PinFake(), green = new PinFake(), blue = new PinFake();
            new StatusLight(red, green, null).Step(0, LightState.Charging);
            Assert.IsTrue(green.High);
            green.High = false;
            new StatusLight(red, green, blue).Step(0, LightState.Charging);
            Assert.IsTrue(blue.High && !green.High);
        }

        [TestMethod]
        public void Buzzer_AcceptedAndRefused_SoundOnceLongAndThreeTimesShort()
        {
            Assert.AreEqual(1, Tones(true, out int longest));
            Assert.AreEqual(Buzzer.AcceptedMs, longest);
            Assert.AreEqual(3, Tones(false, out longest));
            Assert.AreEqual(Buzzer.RefusedMs, longest);
        }

        private static int Tones(bool accepted, out int longest)
        {
            PinFake pin = new PinFake();
            Buzzer buzzer = new Buzzer(pin);
            buzzer.Tell(accepted, 0);
            int tones = 0, sounds = 0;
            longest = 0;
            bool before = false;
            for (int ms = 0; ms < 2000; ms += 10)
            {
                buzzer.Step(ms);
                if (pin.High && !before) tones++;
                sounds = pin.High ? sounds + 10 : 0;
                if (sounds > longest) longest = sounds;
                before = pin.High;
            }
            Assert.IsFalse(pin.High);
            Assert.IsTrue(buzzer.Step(3000) == long.MaxValue);
            return tones;
        }

        [TestMethod]
        public void OperatorPanel_Watch_DecidesByWhatTheTransactionsShow()
        {
            //                                    running, authorised, waiting, taken
            Watch_Decides(1, true, false, false, false);
            Watch_Decides(1, false, true, true, false);
            Watch_Decides(2, false, false, false, false);
            Watch_Decides(2, false, true, true, true);
            Watch_Decides(0, false, false, true, false);
        }

        /// <param name="answer">0 undecided, 1 accepted: one tone, 2 refused: three.</param>
        private static void Watch_Decides(int answer, bool running, bool authorised, bool waiting, bool taken)
        {
            PinFake pin = new PinFake();
            ScriptedLine line = new ScriptedLine();
            OperatorPanel panel = new OperatorPanel(null, new Buzzer(pin), new CardReader(line));
            string card = null;
            long ms = 0;
            for (; ms < 3000 && card == null; ms += 50)
            {
                panel.Step(ms, LightState.Available);
                card = panel.ConsumeCard();
            }
            Assert.AreEqual(ScriptedLine.Uid, card);
            // A turn of the OCPP thread before the card is in its mailbox does not see the card.
            panel.Watch(false, false, false, false);
            Assert.AreEqual(card, panel.Asked);
            panel.Posted();
            panel.Watch(running, authorised, waiting, taken);
            int tones = 0;
            bool before = false;
            for (long end = ms + 2000; ms < end; ms += 10)
            {
                panel.Step(ms, LightState.Available);
                if (pin.High && !before) tones++;
                before = pin.High;
            }
            Assert.AreEqual(answer == 0 ? 0 : answer == 1 ? 1 : 3, tones);
            Assert.AreEqual(answer == 0, panel.Asked != null);
        }

        [TestMethod]
        public void OperatorPanel_ButtonHeld_TellsOnceAfterItsTime()
        {
            OperatorPanel panel = new OperatorPanel(null, null, null);
            Assert.IsFalse(panel.ConsumeLongPress(true, 1000));
            Assert.IsFalse(panel.ConsumeLongPress(true, 1000 + OperatorPanel.LongPressMs - 1));
            Assert.IsTrue(panel.ConsumeLongPress(true, 1000 + OperatorPanel.LongPressMs));
            Assert.IsFalse(panel.ConsumeLongPress(true, 90000));
            Assert.IsFalse(panel.ConsumeLongPress(false, 90001));
            Assert.IsFalse(panel.ConsumeLongPress(true, 90002));
            Assert.IsFalse(panel.ConsumeLongPress(true, 95000));
        }
    }
}
