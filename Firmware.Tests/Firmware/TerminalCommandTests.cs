using Charger.Runtime;
using nanoFramework.TestFramework;

namespace Firmware.Tests.FirmwareRoom
{
    [TestClass]
    public class TerminalCommandTests
    {
        /// <summary>Types a line and checks that the answer contains a text.</summary>
        private const string Dialogue =
            "help => emergency stop: output off first\n" +
            "help can => stats | send 1|2 ID DATA\n" +
            "sotp => no command 'sotp', nearest is 'stop'\n" +
            "xyzzyplugh => help lists all\n" +
            "show nothing => show 'nothing' is not allowed: bms|module\n" +
            "show bms => bms: limit\n" +
            "show module => module: healthy\n" +
            "show output => output: off\n" +
            "show terminal => terminal: \n" +
            "show ocpp => ocpp: link\n" +
            "show heap => heap t_s=\n" +
            "show store => store: damaged\n" +
            "show all => heap t_s=\n" +
            "show locks =>  name=charger timeouts=0\n" +
            "show threads => name=CHARGER_COMM\n" +
            "show can => can1 (module): down\n" +
            "status => boot 1, before it: first boot\n" +
            "status maybe => status 'maybe' is not allowed: [on|full|off]\n" +
            "start => start '' is not allowed: an id of 1 to 20 characters\n" +
            "start 123456789012345678901 => is not allowed: an id of 1 to 20 characters\n" +
            "reset => reset '' is not allowed: soft|hard|factory [yes|force]\n" +
            "reset factory => 'reset factory yes' does it\n" +
            "config drop => config 'drop' is not allowed: list\n" +
            "config set => config set '' is not allowed: KEY VALUE\n" +
            "ocpp => ocpp '' is not allowed: url URL\n" +
            "wifi net short => wifi password '****' is not allowed: 8 to 63 characters\n" +
            "wifi net longenough => this board has no Wi-Fi\n" +
            "board =>   default, int34, psram, ethernet, panel; this one: default\n" +
            "board teapot => board 'teapot' is not allowed: default, int34, psram, ethernet, panel\n" +
            "board int34 => kept; counts from the next start on\n" +
            "log debug => log level DEBUG\n" +
            "log can off => log section CAN off\n" +
            "log loud => log 'loud' is not allowed: error, warning\n" +
            "log last => boot 1, last restart: first boot\n" +
            "can => can '' is not allowed: stats | send\n" +
            "can stats => can name=CAN1 state=down\n" +
            "can send 3 1 00 => can send bus '3' is not allowed: 1 (module) or 2 (bms)\n" +
            "can send 1 20000000 0011223344556677 => can send id '20000000' is not allowed\n" +
            "can send 1 1 00 => can send data '00' is not allowed: 16 hexadecimal digits\n" +
            "faults => no active fault\n" +
            "history => boot 1, up \n" +
            "leak => heap free after collection 40000 bytes\n" +
            "bench => error: the clock does not move\n" +
            "a \"b => a quote that is not closed\n";

        [TestMethod]
        public void Terminal_Line_IsAnswered()
        {
            FirmwareRig rig = new FirmwareRig();
            int at = 0;
            while (at < Dialogue.Length)
            {
                int end = Dialogue.IndexOf('\n', at);
                int arrow = Dialogue.IndexOf(" => ", at);
                Assert.Contains(Dialogue.Substring(arrow + 4, end - arrow - 4), rig.Ask(Dialogue.Substring(at, arrow - at)));
                at = end + 1;
            }
        }

        [TestMethod]
        public void Terminal_WhatDisturbs_IsRefusedWhileCharging()
        {
            Terminal_WhatDisturbs_IsRefusedWhileCharging("can send 1 068181FE 0132000000000000");
            Terminal_WhatDisturbs_IsRefusedWhileCharging("bench");
            Terminal_WhatDisturbs_IsRefusedWhileCharging("board int34");
        }

        private static void Terminal_WhatDisturbs_IsRefusedWhileCharging(string line)
        {
            FirmwareRig rig = new FirmwareRig();
            rig.PretendCharging();
            Assert.Contains("error: not while charging", rig.Ask(line));
        }

        [TestMethod]
        public void Terminal_Stop_CutsTheOutputBeforeItAnswers()
        {
            FirmwareRig rig = new FirmwareRig();
            rig.Run(100);
            rig.PretendCharging();
            rig.Contactor.High = true;

            string first = rig.Ask("stop");
            Assert.IsFalse(rig.Contactor.High);
            Assert.DoesNotContains("output off after", first);

            rig.Run(200);
            Assert.Contains("output off after", rig.Line.Written);
            Assert.AreEqual(1, rig.Firmware.Control.Faults.IsActive(Charger.Can.ChargerFaults.EmergencyStop) ? 1 : 0);
        }

        [TestMethod]
        public void Terminal_KeyT_StopsWithoutReturn()
        {
            FirmwareRig rig = new FirmwareRig();
            rig.Run(100);
            rig.Line.Type("t");
            rig.Run(200);
            Assert.IsFalse(rig.Firmware.Control.Faults.IsActive(Charger.Can.ChargerFaults.EmergencyStop));
            rig.Run(300);
            Assert.IsTrue(rig.Firmware.Control.Faults.IsActive(Charger.Can.ChargerFaults.EmergencyStop));
        }

        [TestMethod]
        public void Terminal_WordThatBeginsWithT_StopsNothing()
        {
            FirmwareRig rig = new FirmwareRig();
            rig.Run(100);
            Assert.Contains("error: no command 'terminal'", rig.Ask("terminal"));
            rig.Run(500);
            Assert.IsFalse(rig.Firmware.Control.Faults.IsActive(Charger.Can.ChargerFaults.EmergencyStop));
        }

        [TestMethod]
        public void Terminal_HalfALine_IsDroppedAfterTenSilentSeconds()
        {
            FirmwareRig rig = new FirmwareRig();
            rig.Line.Type("config set x");
            rig.Run(9900);
            Assert.DoesNotContains("^C", rig.Line.Written);
            rig.Run(300);
            Assert.Contains("^C", rig.Line.Written);
            Assert.Contains("bms: limit", rig.Ask("show bms"));
        }

        [TestMethod]
        public void Terminal_HalfAKeySequence_IsDroppedAfterTenSilentSeconds()
        {
            FirmwareRig rig = new FirmwareRig();
            rig.Line.Type("\u001b[");
            rig.Run(10200);
            Assert.Contains("bms: limit", rig.Ask("show bms"));
        }

        [TestMethod]
        public void Terminal_StopWithNothingRunning_SaysSo()
        {
            FirmwareRig rig = new FirmwareRig();
            rig.Run(100);
            string answer = rig.Ask("stop");
            rig.Run(2000);
            Assert.Contains("nothing to stop: no transaction runs", answer);
            Assert.DoesNotContains("transaction ends", rig.Line.Written);
        }

        [TestMethod]
        public void Terminal_WifiWithoutPassword_SaysWhatIsMissing()
        {
            Assert.Contains("error: wifi: the password is missing: wifi NAME PASSWORD, or wifi NAME open", new FirmwareRig().Ask("wifi net"));
        }

        [TestMethod]
        public void Terminal_SingleKey_ActsWhenNothingFollows()
        {
            Terminal_SingleKey_ActsWhenNothingFollows("1", "bms: limit");
            Terminal_SingleKey_ActsWhenNothingFollows("2", "module: healthy");
            Terminal_SingleKey_ActsWhenNothingFollows("3", "output: off");
            Terminal_SingleKey_ActsWhenNothingFollows("4", "terminal: ");
            Terminal_SingleKey_ActsWhenNothingFollows("5", "ocpp: link");
            Terminal_SingleKey_ActsWhenNothingFollows("0", "silent");
        }

        private static void Terminal_SingleKey_ActsWhenNothingFollows(string key, string expected)
        {
            FirmwareRig rig = new FirmwareRig();
            rig.Line.Type(key);
            rig.Run(200);
            Assert.DoesNotContains(expected, rig.Line.Written);
            rig.Run(200);
            Assert.Contains(expected, rig.Line.Written);
        }

        [TestMethod]
        public void Terminal_LoneS_StartsAfterASecond()
        {
            FirmwareRig rig = new FirmwareRig();
            rig.Firmware.Configuration.Set("Charger.StartButtonId", "BUTTON");
            rig.Line.Type("s");
            rig.Run(500);
            Assert.DoesNotContains("id presented", rig.Line.Written);
            rig.Run(1000);
            Assert.Contains("id presented", rig.Line.Written);
        }

        [TestMethod]
        public void Terminal_Secret_DoesNotComeBackWithArrowUp()
        {
            FirmwareRig rig = new FirmwareRig();
            rig.Ask("ocpp key 00112233445566778899");
            Assert.DoesNotContains("0011", rig.Ask("\u001b[A"));
        }

        [TestMethod]
        public void Terminal_LogLineWhileTyping_LeavesTheTypedWhole()
        {
            FirmwareRig rig = new FirmwareRig();
            rig.Run(20);
            rig.Line.Type("sta");
            rig.Run(10);
            rig.Line.Written = "";
            rig.Firmware.Log.Write(LogLevel.Info, LogSection.Can, "between");
            rig.Run(10);
            Assert.EndsWith("between\r\nsta", rig.Line.Written);
        }

        [TestMethod]
        public void Terminal_StatusBlock_ComesEveryTenSecondsUntilSwitchedOff()
        {
            FirmwareRig rig = new FirmwareRig();
            rig.Run(9900);
            Assert.DoesNotContains("[Status]", rig.Line.Written);
            rig.Run(200);
            Assert.Contains("[Status] Uptime: 10 s", rig.Line.Written);
            Assert.DoesNotContains(" t_s=", rig.Line.Written);
            rig.Ask("status full");
            Assert.Contains("heap t_s=", rig.Line.Written);
            rig.Line.Written = "";
            rig.Run(10100);
            Assert.Contains("[Status]", rig.Line.Written);
            Assert.Contains("session t_s=", rig.Line.Written);
            rig.Ask("status on");
            rig.Line.Written = "";
            rig.Run(10100);
            Assert.Contains("[Status]", rig.Line.Written);
            Assert.DoesNotContains(" t_s=", rig.Line.Written);
            rig.Ask("status off");
            rig.Line.Written = "";
            rig.Run(10100);
            Assert.DoesNotContains("[Status]", rig.Line.Written);
        }
    }
}
