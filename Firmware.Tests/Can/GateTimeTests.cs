using Charger.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Can
{
    /// <summary>The gate's times: values that were never received, ages at their limit, and the instant at which silence closes the gate.</summary>
    [TestClass]
    public class GateTimeTests
    {
        /// <summary>Soon after boot: less than any age that counts.</summary>
        private const long Early = 1000;

        private const long Now = 100000;

        [TestMethod]
        public void SignOfLife_BeforeItsFirstFrame_DoesNotCount()
        {
            // Two of the three signs were never received: with one sign alone the module is offline, though the boot is younger than 3 s.
            for (int heard = 0; heard < 3; heard++)
            {
                GateFacts f = At(Early);
                if (heard != 0) f.PowerMs = -1;
                if (heard != 1) f.StatusMs = -1;
                if (heard != 2) f.HeartbeatMs = -1;
                Assert.AreEqual(GateConditions.All & ~GateConditions.Module, new Gate(ChargerSettings.Defaults()).Evaluate(f), "sign " + heard);
            }
        }

        [TestMethod]
        public void Value_NeverHeard_IsUnknownSoonAfterBoot()
        {
            Closes(GateConditions.Bms, 0, -1, Early);
            Closes(GateConditions.Module, 1, -1, Early);
            Closes(GateConditions.Temperature, 2, -1, Early);
            Closes(GateConditions.Measured, 3, -1, Early);
        }

        [TestMethod]
        public void Value_AtItsAge_CountsAndOneMillisecondLaterNot()
        {
            Closes(0, 0, Now - 3000, Now);
            Closes(GateConditions.Bms, 0, Now - 3001, Now);
            Closes(0, 1, Now - 5000, Now);
            Closes(GateConditions.Module, 1, Now - 5001, Now);
            Closes(0, 2, Now - 5000, Now);
            Closes(GateConditions.Temperature, 2, Now - 5001, Now);
            Closes(0, 3, Now - 5000, Now);
            Closes(GateConditions.Measured, 3, Now - 5001, Now);
        }

        [TestMethod]
        public void SignOfLife_AtItsAge_CountsAndOneMillisecondLaterNot()
        {
            for (int sign = 0; sign < 3; sign++)
            {
                GateFacts f = At(Now);
                // One sign was never received, one is exactly at its age limit.
                SetSign(f, (sign + 1) % 3, -1);
                SetSign(f, sign, Now - 3000);
                Assert.AreEqual(GateConditions.All, new Gate(ChargerSettings.Defaults()).Evaluate(f), "sign " + sign);
                SetSign(f, sign, Now - 3001);
                Assert.AreEqual(GateConditions.All & ~GateConditions.Module, new Gate(ChargerSettings.Defaults()).Evaluate(f), "sign " + sign);
            }
        }

        [TestMethod]
        public void RunsOut_ByTheSecondNewestSign_WhicheverItIs()
        {
            RunsOut_ByTheSecondNewestSign("power, status, heartbeat", 10, 20, 30);
            RunsOut_ByTheSecondNewestSign("power, heartbeat, status", 10, 30, 20);
            RunsOut_ByTheSecondNewestSign("status, power, heartbeat", 20, 10, 30);
            RunsOut_ByTheSecondNewestSign("status, heartbeat, power", 30, 10, 20);
            RunsOut_ByTheSecondNewestSign("heartbeat, power, status", 20, 30, 10);
            RunsOut_ByTheSecondNewestSign("heartbeat, status, power", 30, 20, 10);
        }

        private static void RunsOut_ByTheSecondNewestSign(string row, int power, int status, int heartbeat)
        {
            GateFacts f = At(Now);
            f.PowerMs = Now + power;
            f.StatusMs = Now + status;
            f.HeartbeatMs = Now + heartbeat;
            f.BmsRequestMs = Now + 1000;
            Assert.AreEqual(Now + 20 + 3001, Deadline(f), row);
        }

        [TestMethod]
        public void RunsOut_ByTheBmsOrTheLimit_WhenThatIsEarlier()
        {
            GateFacts f = At(Now);
            f.BmsRequestMs = Now - 500;
            Assert.AreEqual(Now - 500 + 3001, Deadline(f));
            f.OverSinceMs = Now - 150;
            Assert.AreEqual(Now + 50, Deadline(f));
            f.BmsRequestMs = Now - 2900;
            f.OverSinceMs = Now - 10;
            Assert.AreEqual(Now + 101, Deadline(f), "the BMS is the earlier one");
            f.OverSinceMs = -1;
            f.Plugged = false;
            Assert.AreEqual(long.MaxValue, Deadline(f), "a closed gate has nothing to run out");
        }

        [TestMethod]
        public void Time_Zero_CountsLikeAnyOther()
        {
            GateFacts f = At(0);
            Assert.AreEqual(GateConditions.All, new Gate(ChargerSettings.Defaults()).Evaluate(f));
            for (int sign = 0; sign < 3; sign++)
            {
                f = At(0);
                SetSign(f, sign, -1);
                Assert.AreEqual(GateConditions.All, new Gate(ChargerSettings.Defaults()).Evaluate(f), "two of three, without " + sign);
            }
            f = At(150);
            f.OverSinceMs = 0;
            Assert.AreEqual(200L, Deadline(f));
            f.NowMs = 200;
            Assert.AreEqual(GateConditions.All & ~GateConditions.Measured, new Gate(ChargerSettings.Defaults()).Evaluate(f));
        }

        [TestMethod]
        public void GateFacts_New_AreUnknown()
        {
            GateFacts f = new GateFacts();
            long[] times = { f.BmsRequestMs, f.PowerMs, f.StatusMs, f.HeartbeatMs, f.AlarmsMs, f.TemperatureMs, f.OverSinceMs, f.MeasuredMs, f.BmsBusUpSinceMs, f.CurrentMa };
            for (int i = 0; i < times.Length; i++) Assert.AreEqual(-1L, times[i], "time " + i);
        }

        [TestMethod]
        public void RunsOut_IsTheInstantAtWhichTheGateCloses()
        {
            GateFacts f = At(Now);
            f.BmsRequestMs = Now - 2000;
            f.PowerMs = Now - 1500;
            f.StatusMs = Now - 2500;
            f.HeartbeatMs = -1;
            long at = Deadline(f);
            f.AlarmsMs = at;
            f.TemperatureMs = at;
            f.MeasuredMs = at;
            f.NowMs = at - 1;
            Assert.AreEqual(GateConditions.All, new Gate(ChargerSettings.Defaults()).Evaluate(f));
            f.NowMs = at;
            Assert.AreNotEqual(GateConditions.All, new Gate(ChargerSettings.Defaults()).Evaluate(f));
        }

        [TestMethod]
        public void GateClosing_IsCountedOnceWithItsFirstCause()
        {
            Gate gate = new Gate(ChargerSettings.Defaults());
            GateFacts f = At(Now);
            f.Plugged = false;
            gate.Evaluate(f);
            Assert.AreEqual(0, gate.Closings, "it was not open");
            f.Plugged = true;
            gate.Evaluate(f);
            f.Hot = true;
            f.Plugged = false;
            gate.Evaluate(f);
            gate.Evaluate(f);
            Assert.AreEqual(1, gate.Closings);
            Assert.AreEqual(3, gate.LastClosedBy);
        }

        private static long Deadline(GateFacts f)
        {
            Gate gate = new Gate(ChargerSettings.Defaults());
            gate.Evaluate(f);
            return gate.RunsOutMs(f);
        }

        private static void Closes(int condition, int value, long heardMs, long nowMs)
        {
            GateFacts f = At(nowMs);
            switch (value)
            {
                case 0: f.BmsRequestMs = heardMs; break;
                case 1: f.AlarmsMs = heardMs; break;
                case 2: f.TemperatureMs = heardMs; break;
                default: f.MeasuredMs = heardMs; break;
            }
            Assert.AreEqual(GateConditions.All & ~condition, new Gate(ChargerSettings.Defaults()).Evaluate(f), "value " + value + " heard at " + heardMs);
        }

        private static void SetSign(GateFacts f, int sign, long ms)
        {
            if (sign == 0) f.PowerMs = ms;
            else if (sign == 1) f.StatusMs = ms;
            else f.HeartbeatMs = ms;
        }

        private static GateFacts At(long nowMs)
        {
            return new GateFacts
            {
                NowMs = nowMs,
                TransactionRunning = true,
                EnergyPermitted = true,
                Plugged = true,
                BmsRequestMs = nowMs,
                BmsPermits = true,
                RequestPlausible = true,
                LimitsPrepared = true,
                LimitsEchoed = true,
                PowerMs = nowMs,
                StatusMs = nowMs,
                HeartbeatMs = nowMs,
                AlarmsMs = nowMs,
                TemperatureMs = nowMs,
                MeasuredMs = nowMs,
                ModuleBusUp = true,
                BmsBusUp = true,
            };
        }
    }
}
