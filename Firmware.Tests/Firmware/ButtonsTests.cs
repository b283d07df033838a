using Charger.Runtime;
using nanoFramework.TestFramework;
using Firmware.Tests.Can;

namespace Firmware.Tests.FirmwareRoom
{
    /// <summary>START and STOP while nothing charges: read every 20 ms, and once more after 10 ms.</summary>
    [TestClass]
    public class ButtonsTests
    {
        [TestMethod]
        public void Start_Pressed_PresentsTheConfiguredIdOnce()
        {
            Pair pair = new Pair(true, true);
            pair.Start.High = false;
            pair.Takes("looks again", "");
            pair.Takes("", "");
            Assert.Contains("no id is configured", pair.LastLine());
            pair.Start.High = true;
            pair.Takes("", "");
            pair.Rig.Ask("config set Charger.StartButtonId A");
            pair.Rig.Run(100);
            pair.Start.High = false;
            pair.Takes("looks again", "");
            pair.Takes("", OcppCommand.PresentId + " 0 A");
            pair.Takes("", "");
        }

        [TestMethod]
        public void Stop_Pressed_EndsWhatBeginsUnlessATransactionRuns()
        {
            for (int both = 0; both < 2; both++)
            {
                Pair pair = new Pair(both == 1, true);
                pair.Stop.High = false;
                pair.Takes("looks again", "");
                pair.Takes("", OcppCommand.StopTransaction + " 0 Local");
                pair.Takes("", "");
                pair.Stop.High = true;
                pair.Takes("", "");
                pair.Rig.Firmware.Permit.TransactionRunning = true;
                pair.Stop.High = false;
                pair.Takes("looks again", "");
                pair.Takes("", "");
            }
        }

        [TestMethod]
        public void Start_WithoutAStopButton_AsksForItsSecondLook()
        {
            Pair pair = new Pair(true, false);
            pair.Takes("", "");
            pair.Start.High = false;
            pair.Takes("looks again", "");
            pair.Takes("", "");
            pair = new Pair(false, false);
            pair.Takes("", "");
        }

        [TestMethod]
        public void Stop_MailboxFull_PutsTheOutputOff()
        {
            Pair pair = new Pair(true, true);
            pair.Rig.Run(100);
            while (pair.Rig.Firmware.OcppCommands.TryPost("T", 0, 0, null)) { }
            pair.Stop.High = false;
            pair.Step();
            Assert.AreEqual(0, pair.Rig.Firmware.ModuleBus.StopsDue);
            pair.Step();
            Assert.AreEqual(3, pair.Rig.Firmware.ModuleBus.StopsDue);
        }

        [TestMethod]
        public void Start_MailboxHeld_IsReported()
        {
            Pair pair = new Pair(true, true);
            pair.Rig.Ask("config set Charger.StartButtonId A");
            pair.Rig.Run(100);
            pair.Rig.Firmware.Sessions.Begin("A");
            pair.Start.High = false;
            pair.Step();
            pair.Step();
            pair.Rig.Firmware.Sessions.End();
            pair.Rig.Line.Written = "";
            pair.Rig.Run(20);
            Assert.Contains("T gave up waiting", pair.Rig.Line.Written);
        }

        private sealed class Pair
        {
            public readonly FirmwareRig Rig = new FirmwareRig();
            public readonly PinFake Start = new PinFake { High = true };
            public readonly PinFake Stop = new PinFake { High = true };
            private readonly Message _message = new Message();
            private readonly Buttons _buttons;
            private long _nowMs;

            public Pair(bool start, bool stop)
            {
                if (start) Rig.Firmware.Ports.StartButton = Start;
                if (stop) Rig.Firmware.Ports.StopButton = Stop;
                _buttons = new Buttons(Rig.Firmware, "T");
            }

            public bool Step() => _buttons.Step(_nowMs += 20);

            /// <param name="command">Kind, number and text of the message posted; empty for none.</param>
            public void Takes(string looks, string command)
            {
                Assert.AreEqual(looks, Step() ? "looks again" : "");
                bool any = Rig.Firmware.OcppCommands.TryTake("T", _message);
                Assert.AreEqual(command, any ? _message.Kind + " " + _message.Number + " " + _message.Text : "");
            }

            public string LastLine()
            {
                Log log = Rig.Firmware.Log;
                byte[] line = new byte[Log.LongestLine];
                int count = log.TryRead(log.NextLine - 1, line);
                return System.Text.Encoding.UTF8.GetString(line, 0, count);
            }
        }
    }
}
