using Charger.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Can
{
    [TestClass]
    public class GateTests
    {
        private const long Now = 100000;

        [TestMethod]
        public void Gate_AllConditionsTrue_IsOpen()
        {
            Assert.AreEqual(GateConditions.All, new Gate(ChargerSettings.Defaults()).Evaluate(Good()));
        }

        [TestMethod]
        public void Gate_NothingKnown_IsClosed()
        {
            Assert.AreEqual(GateConditions.NoFault | GateConditions.NoInstall, new Gate(ChargerSettings.Defaults()).Evaluate(new GateFacts()));
        }

        [TestMethod]
        public void Condition_AloneFalse_ClosesTheGateAndIsTold()
        {
            Condition_AloneFalse_ClosesTheGateAndIsTold("1 no transaction", 1);
            Condition_AloneFalse_ClosesTheGateAndIsTold("2 OCPP forbids", 2);
            Condition_AloneFalse_ClosesTheGateAndIsTold("3 unplugged", 3);
            Condition_AloneFalse_ClosesTheGateAndIsTold("4 BMS 3.001 s old", 4);
            Condition_AloneFalse_ClosesTheGateAndIsTold("4 BMS refuses", 41);
            Condition_AloneFalse_ClosesTheGateAndIsTold("4 BMS never heard", 42);
            Condition_AloneFalse_ClosesTheGateAndIsTold("5 request implausible", 5);
            Condition_AloneFalse_ClosesTheGateAndIsTold("5 limits never echoed", 51);
            Condition_AloneFalse_ClosesTheGateAndIsTold("5 echo of a change 3.001 s late", 52);
            Condition_AloneFalse_ClosesTheGateAndIsTold("6 one sign of life only", 6);
            Condition_AloneFalse_ClosesTheGateAndIsTold("6 alarm trips", 61);
            Condition_AloneFalse_ClosesTheGateAndIsTold("6 alarms unknown", 62);
            Condition_AloneFalse_ClosesTheGateAndIsTold("6 alarms 5.001 s old", 63);
            Condition_AloneFalse_ClosesTheGateAndIsTold("7 hot", 7);
            Condition_AloneFalse_ClosesTheGateAndIsTold("7 temperature unknown", 71);
            Condition_AloneFalse_ClosesTheGateAndIsTold("8 above the ceiling for 200 ms", 8);
            Condition_AloneFalse_ClosesTheGateAndIsTold("8 nothing measured for 5.001 s", 81);
            Condition_AloneFalse_ClosesTheGateAndIsTold("9 CAN1 down", 9);
            Condition_AloneFalse_ClosesTheGateAndIsTold("9 CAN2 down", 91);
            Condition_AloneFalse_ClosesTheGateAndIsTold("10 fault lock", 10);
            Condition_AloneFalse_ClosesTheGateAndIsTold("10 emergency stop", 101);
            Condition_AloneFalse_ClosesTheGateAndIsTold("11 install under way", 11);
        }

        private static void Condition_AloneFalse_ClosesTheGateAndIsTold(string row, int what)
        {
            GateFacts f = Good();
            Gate gate = new Gate(ChargerSettings.Defaults());
            gate.Evaluate(f);
            int number = Break(f, what);
            Assert.AreEqual(GateConditions.All & ~(1 << (number - 1)), gate.Evaluate(f), row);
            Assert.AreEqual(number, gate.LastClosedBy, row);
            Assert.AreEqual(1, gate.Closings, row);
        }

        [TestMethod]
        public void Condition_AtItsEdge_StillHolds()
        {
            Condition_AtItsEdge_StillHolds("BMS 3.000 s old", 1);
            Condition_AtItsEdge_StillHolds("echo of a change 3.000 s late", 2);
            Condition_AtItsEdge_StillHolds("heartbeat silent, two of three", 3);
            Condition_AtItsEdge_StillHolds("warning alarms and states", 4);
            Condition_AtItsEdge_StillHolds("above the ceiling for 199 ms", 5);
            Condition_AtItsEdge_StillHolds("fault lock over now", 6);
        }

        private static void Condition_AtItsEdge_StillHolds(string row, int what)
        {
            GateFacts f = Good();
            switch (what)
            {
                case 1: f.BmsRequestMs = Now - 3000; break;
                case 2: f.LimitsEchoed = false; f.EchoMissingSinceMs = Now - 3000; break;
                case 3: f.HeartbeatMs = -1; break;
                case 4: f.Alarms = ~ModuleProtocol.TrippingAlarms; break;
                case 5: f.OverSinceMs = Now - 199; break;
                case 6: f.LockedUntilMs = Now; break;
            }
            Assert.AreEqual(GateConditions.All, new Gate(ChargerSettings.Defaults()).Evaluate(f), row);
        }

        [TestMethod]
        public void EveryTrippingAlarmBit_AndNoOther_ClosesTheGate()
        {
            int trips = 0;
            for (int bit = 0; bit < 32; bit++)
            {
                GateFacts f = Good();
                f.Alarms = 1 << bit;
                if (new Gate(ChargerSettings.Defaults()).Evaluate(f) != GateConditions.All) trips |= 1 << bit;
            }
            // Bits 0-3, 6, 7, 12, 17, 22, 23, 29.
            Assert.AreEqual(0x20C210CF, trips);
        }

        private static GateFacts Good()
        {
            return new GateFacts
            {
                NowMs = Now,
                TransactionRunning = true,
                OcppPermits = true,
                Plugged = true,
                BmsRequestMs = Now,
                BmsPermits = true,
                RequestPlausible = true,
                LimitsPrepared = true,
                LimitsEchoed = true,
                PowerMs = Now,
                StatusMs = Now,
                HeartbeatMs = Now,
                AlarmsMs = Now,
                TemperatureMs = Now,
                MeasuredMs = Now,
                ModuleBusUp = true,
                BmsBusUp = true,
            };
        }

        private static int Break(GateFacts f, int what)
        {
            switch (what)
            {
                case 1: f.TransactionRunning = false; return 1;
                case 2: f.OcppPermits = false; return 2;
                case 3: f.Plugged = false; return 3;
                case 4: f.BmsRequestMs = Now - 3001; return 4;
                case 41: f.BmsPermits = false; return 4;
                case 42: f.BmsRequestMs = -1; return 4;
                case 5: f.RequestPlausible = false; return 5;
                case 51: f.LimitsPrepared = false; return 5;
                case 52: f.LimitsEchoed = false; f.EchoMissingSinceMs = Now - 3001; return 5;
                case 6: f.PowerMs = Now - 3001; f.StatusMs = -1; return 6;
                case 61: f.Alarms = 1 << 29; return 6;
                case 62: f.AlarmsMs = -1; return 6;
                case 63: f.AlarmsMs = Now - 5001; return 6;
                case 7: f.Hot = true; return 7;
                case 71: f.TemperatureMs = -1; return 7;
                case 8: f.OverSinceMs = Now - 200; return 8;
                case 81: f.MeasuredMs = Now - 5001; return 8;
                case 9: f.ModuleBusUp = false; return 9;
                case 91: f.BmsBusUp = false; return 9;
                case 10: f.LockedUntilMs = Now + 1; return 10;
                case 101: f.EmergencyStop = true; return 10;
                default: f.InstallUnderWay = true; return 11;
            }
        }
    }
}
