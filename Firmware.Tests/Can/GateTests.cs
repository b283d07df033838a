using Charger.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Can
{
    [TestClass]
    public class GateTests
    {
        private const long Now = 100000;

        /// <summary>What makes a condition false; the first number of a row is the condition.</summary>
        private enum False
        {
            NoTransaction,
            OcppForbids,
            Unplugged,
            BmsOld,
            BmsRefuses,
            BmsNeverHeard,
            RequestImplausible,
            LimitsNeverEchoed,
            EchoLate,
            OneSignOfLifeOnly,
            AlarmTrips,
            AlarmsUnknown,
            AlarmsOld,
            Hot,
            TemperatureUnknown,
            AboveTheCeiling,
            NothingMeasured,
            Can1Down,
            Can2Down,
            FaultLock,
            EmergencyStop,
            InstallUnderWay,
        }

        /// <summary>The last value at which a condition is still true.</summary>
        private enum Edge
        {
            BmsJustFresh,
            EchoJustInTime,
            HeartbeatSilent,
            WarningAlarms,
            AboveTheCeilingForAMoment,
            FaultLockOverNow,
        }

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
            Condition_AloneFalse_ClosesTheGateAndIsTold("1 no transaction", False.NoTransaction);
            Condition_AloneFalse_ClosesTheGateAndIsTold("2 OCPP forbids", False.OcppForbids);
            Condition_AloneFalse_ClosesTheGateAndIsTold("3 unplugged", False.Unplugged);
            Condition_AloneFalse_ClosesTheGateAndIsTold("4 BMS 3.001 s old", False.BmsOld);
            Condition_AloneFalse_ClosesTheGateAndIsTold("4 BMS refuses", False.BmsRefuses);
            Condition_AloneFalse_ClosesTheGateAndIsTold("4 BMS never heard", False.BmsNeverHeard);
            Condition_AloneFalse_ClosesTheGateAndIsTold("5 request implausible", False.RequestImplausible);
            Condition_AloneFalse_ClosesTheGateAndIsTold("5 limits never echoed", False.LimitsNeverEchoed);
            Condition_AloneFalse_ClosesTheGateAndIsTold("5 echo of a change 3.001 s late", False.EchoLate);
            Condition_AloneFalse_ClosesTheGateAndIsTold("6 one sign of life only", False.OneSignOfLifeOnly);
            Condition_AloneFalse_ClosesTheGateAndIsTold("6 alarm trips", False.AlarmTrips);
            Condition_AloneFalse_ClosesTheGateAndIsTold("6 alarms unknown", False.AlarmsUnknown);
            Condition_AloneFalse_ClosesTheGateAndIsTold("6 alarms 5.001 s old", False.AlarmsOld);
            Condition_AloneFalse_ClosesTheGateAndIsTold("7 hot", False.Hot);
            Condition_AloneFalse_ClosesTheGateAndIsTold("7 temperature unknown", False.TemperatureUnknown);
            Condition_AloneFalse_ClosesTheGateAndIsTold("8 above the ceiling for 200 ms", False.AboveTheCeiling);
            Condition_AloneFalse_ClosesTheGateAndIsTold("8 nothing measured for 5.001 s", False.NothingMeasured);
            Condition_AloneFalse_ClosesTheGateAndIsTold("9 CAN1 down", False.Can1Down);
            Condition_AloneFalse_ClosesTheGateAndIsTold("9 CAN2 down", False.Can2Down);
            Condition_AloneFalse_ClosesTheGateAndIsTold("10 fault lock", False.FaultLock);
            Condition_AloneFalse_ClosesTheGateAndIsTold("10 emergency stop", False.EmergencyStop);
            Condition_AloneFalse_ClosesTheGateAndIsTold("11 install under way", False.InstallUnderWay);
        }

        private static void Condition_AloneFalse_ClosesTheGateAndIsTold(string row, False what)
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
            Condition_AtItsEdge_StillHolds("BMS 3.000 s old", Edge.BmsJustFresh);
            Condition_AtItsEdge_StillHolds("echo of a change 3.000 s late", Edge.EchoJustInTime);
            Condition_AtItsEdge_StillHolds("heartbeat silent, two of three", Edge.HeartbeatSilent);
            Condition_AtItsEdge_StillHolds("warning alarms and states", Edge.WarningAlarms);
            Condition_AtItsEdge_StillHolds("above the ceiling for 199 ms", Edge.AboveTheCeilingForAMoment);
            Condition_AtItsEdge_StillHolds("fault lock over now", Edge.FaultLockOverNow);
        }

        private static void Condition_AtItsEdge_StillHolds(string row, Edge what)
        {
            GateFacts f = Good();
            switch (what)
            {
                case Edge.BmsJustFresh: f.BmsRequestMs = Now - 3000; break;
                case Edge.EchoJustInTime: f.LimitsEchoed = false; f.EchoMissingSinceMs = Now - 3000; break;
                case Edge.HeartbeatSilent: f.HeartbeatMs = -1; break;
                case Edge.WarningAlarms: f.Alarms = ~ModuleProtocol.TrippingAlarms; break;
                case Edge.AboveTheCeilingForAMoment: f.OverSinceMs = Now - 199; break;
                case Edge.FaultLockOverNow: f.LockedUntilMs = Now; break;
            }
            Assert.AreEqual(GateConditions.All, new Gate(ChargerSettings.Defaults()).Evaluate(f), row);
        }

        [TestMethod]
        public void Conditions_AreTheListedBitsAndHaveTheirWords()
        {
            Assert.AreEqual(0x2E8, GateConditions.Safety);
            Assert.AreEqual(0x7FF, GateConditions.All);
            for (int n = 1; n <= 11; n++)
            {
                Assert.AreEqual(n, GateConditions.FirstFalse(0x7FF & ~(1 << (n - 1))));
                Assert.AreNotEqual(GateConditions.Describe(0), GateConditions.Describe(n), "condition " + n);
            }
            Assert.AreEqual(0, GateConditions.FirstFalse(0x7FF));
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
                EnergyPermitted = true,
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

        private static int Break(GateFacts f, False what)
        {
            switch (what)
            {
                case False.NoTransaction: f.TransactionRunning = false; return 1;
                case False.OcppForbids: f.EnergyPermitted = false; return 2;
                case False.Unplugged: f.Plugged = false; return 3;
                case False.BmsOld: f.BmsRequestMs = Now - 3001; return 4;
                case False.BmsRefuses: f.BmsPermits = false; return 4;
                case False.BmsNeverHeard: f.BmsRequestMs = -1; return 4;
                case False.RequestImplausible: f.RequestPlausible = false; return 5;
                case False.LimitsNeverEchoed: f.LimitsPrepared = false; return 5;
                case False.EchoLate: f.LimitsEchoed = false; f.EchoMissingSinceMs = Now - 3001; return 5;
                case False.OneSignOfLifeOnly: f.PowerMs = Now - 3001; f.StatusMs = -1; return 6;
                case False.AlarmTrips: f.Alarms = 1 << 29; return 6;
                case False.AlarmsUnknown: f.AlarmsMs = -1; return 6;
                case False.AlarmsOld: f.AlarmsMs = Now - 5001; return 6;
                case False.Hot: f.Hot = true; return 7;
                case False.TemperatureUnknown: f.TemperatureMs = -1; return 7;
                case False.AboveTheCeiling: f.OverSinceMs = Now - 200; return 8;
                case False.NothingMeasured: f.MeasuredMs = Now - 5001; return 8;
                case False.Can1Down: f.ModuleBusUp = false; return 9;
                case False.Can2Down: f.BmsBusUp = false; return 9;
                case False.FaultLock: f.LockedUntilMs = Now + 1; return 10;
                case False.EmergencyStop: f.EmergencyStop = true; return 10;
                default: f.InstallUnderWay = true; return 11;
            }
        }
    }
}
