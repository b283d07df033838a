using Charger.Can;
using Charger.Runtime;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Edges
{
    /// <summary>The times and limits of <see cref="SessionRules"/>: what ends a transaction and when, what suspends it, and on whose part.</summary>
    [TestClass]
    public class SessionEdgeTests
    {
        private const int All = GateConditions.All;

        private enum State
        {
            ModuleBusDown,
            VehicleBusDown,
            ModuleAway,
            ModuleNeverOn,
            LimitsNeverEchoed,
            NoTemperature,
            NothingMeasured,
            Refuses,
            Hot,
            LimitZero,
        }

        [TestMethod]
        public void EndingState_Lasting_EndsAtItsTime()
        {
            Ends(State.ModuleBusDown, 120000, EndReason.Other, "Can1Down");
            Ends(State.VehicleBusDown, 120000, EndReason.Other, "Can2Down");
            Ends(State.ModuleAway, 120000, EndReason.Other, "ModuleOffline");
            Ends(State.ModuleNeverOn, 120000, EndReason.Other, "ModuleOffline");
            Ends(State.LimitsNeverEchoed, 120000, EndReason.Other, "ModuleOffline");
            Ends(State.NoTemperature, 120000, EndReason.Other, "NoReadings");
            Ends(State.NothingMeasured, 120000, EndReason.Other, "NoReadings");
            Ends(State.Refuses, 60000, EndReason.EmergencyStop, "BmsRefuses 0x04");
            Ends(State.Hot, 900000, EndReason.EmergencyStop, "OverTemperature");
            Ends(State.LimitZero, 1, EndReason.Other, "LimitZero");
            Ends(State.LimitZero, 60000, EndReason.Other, "LimitZero");
        }

        private static void Ends(State state, int afterMs, EndReason reason, string code)
        {
            string row = "state " + state + " after " + afterMs;
            for (int from = 0; from <= 50000; from += 50000)
            {
                int[] settings = ChargerSettings.Defaults();
                if (state == State.LimitZero) settings[ChargerSettings.LimitEndMs] = afterMs;
                SessionRules rules = new SessionRules(settings);
                GateFacts bad = Facts();
                int c = Break(bad, state);
                Assert.IsFalse(Step(rules, bad, from, c), row);
                if (afterMs > 1) Assert.IsFalse(Step(rules, bad, from + 1, c), row);
                Assert.IsFalse(Step(rules, bad, from + afterMs - 1, c), row);
                // After a moment without the condition its time counts anew; so it does in another transaction and in an interrupted one.
                Assert.IsFalse(Step(rules, Facts(), from + afterMs, All), row);
                long at = from + afterMs + 1;
                Assert.IsFalse(Step(rules, bad, at, c), row);
                Assert.IsFalse(Step(rules, bad, at + afterMs - 1, c), row);
                bad.TransactionSerial++;
                at += afterMs;
                Assert.IsFalse(Step(rules, bad, at, c), row + ": another transaction");
                Assert.IsFalse(Step(rules, bad, at + afterMs - 1, c), row);
                bad.TransactionRunning = false;
                at += afterMs;
                Assert.IsFalse(Step(rules, bad, at, c), row);
                Assert.AreEqual((int)Suspension.None, (int)rules.Suspended, row);
                bad.TransactionRunning = true;
                at++;
                Assert.IsFalse(Step(rules, bad, at, c), row);
                Assert.IsTrue(Step(rules, bad, at + afterMs, c), row);
                Assert.AreEqual((int)reason, (int)rules.Ended, row);
                Assert.AreEqual(code, rules.EndedVendorCode, row);
                Assert.AreEqual(bad.TransactionSerial, rules.EndedSerial, row);
                Assert.AreEqual((int)Suspension.None, (int)rules.Suspended, row);
                GateFacts next = Facts();
                next.TransactionSerial = 9;
                Step(rules, next, at + afterMs + 1, All);
                Assert.AreEqual((int)EndReason.None, (int)rules.Ended, row);
                Assert.IsNull(rules.EndedVendorCode, row);
            }
        }

        private static int Break(GateFacts f, State state)
        {
            switch (state)
            {
                case State.ModuleBusDown: f.ModuleBusUp = false; return All & ~GateConditions.Buses;
                case State.VehicleBusDown: return All & ~GateConditions.Buses;
                case State.ModuleAway: return All & ~GateConditions.Module;
                case State.ModuleNeverOn: f.ModuleOn = false; return All;
                case State.LimitsNeverEchoed: f.ModuleOn = false; return All & ~GateConditions.Request;
                case State.NoTemperature: return All & ~GateConditions.Temperature;
                case State.NothingMeasured: return All & ~GateConditions.Measured;
                case State.Refuses: f.BmsPermits = false; f.RefusalBits = 4; return All & ~GateConditions.Bms;
                case State.Hot: f.Hot = true; return All & ~GateConditions.Temperature;
                default: f.LimitIsZero = true; return All & ~GateConditions.EnergyPermitted;
            }
        }

        [TestMethod]
        public void EndingState_None_EndsNothing()
        {
            GateFacts f = Facts();
            f.LimitIsZero = true;
            Lasts("a limit of 0 without a time", f, All & ~GateConditions.EnergyPermitted);
            f = Facts();
            f.RefusalBits = 4;
            Lasts("bits, but it permits", f, All);
            f = Facts();
            f.BmsPermits = false;
            Lasts("no bit", f, All & ~GateConditions.Bms);
            f = Facts();
            f.ModuleOn = false;
            f.RequestPlausible = false;
            Lasts("nothing asked for", f, All & ~GateConditions.Request);
            f.RequestPlausible = true;
            Lasts("the gate is closed by others", f, All & ~GateConditions.EnergyPermitted);
            f = Facts();
            f.OverSinceMs = 0;
            Lasts("measured, but too high", f, All & ~GateConditions.Measured);
        }

        private static void Lasts(string row, GateFacts f, int conditions)
        {
            SessionRules rules = new SessionRules(ChargerSettings.Defaults());
            Assert.IsFalse(Step(rules, f, 0, conditions), row);
            Assert.IsFalse(Step(rules, f, 890000, conditions), row);
        }

        [TestMethod]
        public void Refusal_OfABmsNeverHeardOrHeardAtZero_CountsOnlyTheLatter()
        {
            for (int heard = -1; heard < 2; heard++)
            {
                SessionRules rules = new SessionRules(ChargerSettings.Defaults());
                GateFacts f = Facts();
                f.BmsPermits = false;
                f.RefusalBits = 4;
                f.BmsBusUpSinceMs = -1;
                f.BmsRequestMs = heard;
                f.NowMs = 0;
                rules.Step(f, All & ~GateConditions.Bms);
                f.NowMs = 60000;
                Assert.AreEqual(heard >= 0, rules.Step(f, All & ~GateConditions.Bms), "heard at " + heard);
            }
        }

        [TestMethod]
        public void EmergencyBit_OfAFreshRequest_EndsAtOnce()
        {
            Emergency(0, 0, true);
            Emergency(0, 3000, true);
            Emergency(0, 3001, false);
            Emergency(-1, 1000, false);
        }

        private static void Emergency(int heardMs, int nowMs, bool ends)
        {
            SessionRules rules = new SessionRules(ChargerSettings.Defaults());
            GateFacts f = Facts();
            f.RefusalBits = BmsProtocol.RefusesEmergency;
            f.BmsRequestMs = heardMs;
            f.NowMs = nowMs;
            Assert.AreEqual(ends, rules.Step(f, All), heardMs + " " + nowMs);
            if (ends) Assert.AreEqual("BmsRefuses 0x80", rules.EndedVendorCode);
        }

        [TestMethod]
        public void FaultOrPress_EndsAtOnceWithItsReason()
        {
            AtOnce(ChargerFaults.OverVoltage, 0, false, EndReason.EmergencyStop, "OverVoltage");
            AtOnce(ChargerFaults.RepeatedStarts, 0, false, EndReason.Other, "RepeatedStarts");
            AtOnce(0, 1, false, EndReason.EmergencyStop, Code(0));
            AtOnce(0, 1 << 29, false, EndReason.EmergencyStop, "AcLost");
            AtOnce(0, (1 << 6) | (1 << 29), false, EndReason.EmergencyStop, Code(6));
            AtOnce(0, 0, true, EndReason.Local, "");
        }

        private static void AtOnce(int fault, int alarms, bool pressed, EndReason reason, string code)
        {
            SessionRules rules = new SessionRules(ChargerSettings.Defaults());
            GateFacts f = Facts();
            Assert.IsFalse(Step(rules, f, 100, All & ~GateConditions.EnergyPermitted));
            f.EndingFault = fault;
            f.EndingAlarms = alarms;
            f.StopPressed = pressed;
            Assert.IsTrue(Step(rules, f, 120, All));
            Assert.AreEqual((int)reason, (int)rules.Ended, code);
            Assert.AreEqual(code, rules.EndedVendorCode == null ? "" : rules.EndedVendorCode);
            Assert.AreEqual((int)Suspension.None, (int)rules.Suspended);
        }

        private static string Code(int bit)
        {
            Fault row = new Fault();
            ChargerFaults.Describe(ChargerFaults.OfAlarmBit(bit), row);
            return row.VendorCode;
        }

        [TestMethod]
        public void Silence_IsCountedFromWhateverWasLast()
        {
            // Times of the transaction's start, of the last request, of the bus coming up; when the transaction ends.
            Silent(0, 100, 0, 5100);
            Silent(200, 100, 0, 5200);
            Silent(0, 100, 300, 5300);
            Silent(0, -1, 0, 5000);
        }

        private static void Silent(int startMs, int requestMs, int upMs, int endMs)
        {
            string row = startMs + " " + requestMs + " " + upMs;
            SessionRules rules = new SessionRules(ChargerSettings.Defaults());
            GateFacts f = Facts();
            f.BmsRequestMs = requestMs;
            f.BmsBusUpSinceMs = upMs;
            f.NowMs = startMs;
            Assert.IsFalse(rules.Step(f, All), row);
            f.NowMs = endMs - 1;
            Assert.IsFalse(rules.Step(f, All), row);
            f.NowMs = endMs;
            f.BmsBusUpSinceMs = -1;
            Assert.IsFalse(rules.Step(f, All), row + ": a lost bus is no silence");
            f.BmsBusUpSinceMs = upMs;
            Assert.IsTrue(rules.Step(f, All), row);
            Assert.AreEqual((int)EndReason.EvDisconnected, (int)rules.Ended, row);
        }

        [TestMethod]
        public void Gun_Open_EndsAtOnceWhenNothingIsPluggedIn()
        {
            Gun(true, true, false, 0, true, "");
            Gun(true, true, true, 0, false, "");
            Gun(true, false, false, 0, false, "");
            Gun(false, true, false, 0, false, "");
            Gun(true, true, true, 5000, true, "");
            Gun(true, false, true, 5000, true, "BmsSilent");
            Gun(false, false, true, 5000, true, "");
        }

        private static void Gun(bool fitted, bool open, bool plugged, int silentMs, bool ends, string code)
        {
            string row = fitted + " " + open + " " + plugged + " " + silentMs;
            SessionRules rules = new SessionRules(ChargerSettings.Defaults());
            GateFacts f = Facts();
            f.GunFitted = fitted;
            f.GunOpen = open;
            f.Plugged = true;
            f.BmsRequestMs = 1000;
            f.NowMs = 1000;
            Assert.IsFalse(rules.Step(f, All), row);
            f.Plugged = plugged;
            f.NowMs = 1000 + silentMs;
            Assert.AreEqual(ends, rules.Step(f, All), row);
            if (!ends) return;
            Assert.AreEqual((int)(code == "" ? EndReason.EvDisconnected : EndReason.Other), (int)rules.Ended, row);
            Assert.AreEqual(code, rules.EndedVendorCode == null ? "" : rules.EndedVendorCode, row);
        }

        [TestMethod]
        public void NoCurrent_ForFiveSeconds_IsSuspendedByTheVehicle()
        {
            Idle(0, true, All, true);
            Idle(199, true, All, true);
            Idle(200, true, All, false);
            Idle(-1, true, All, false);
            Idle(0, false, All, false);
            Idle(0, true, All & ~GateConditions.EnergyPermitted, false);
        }

        private static void Idle(int milliAmpere, bool on, int conditions, bool idle)
        {
            string row = milliAmpere + " " + on + " " + conditions;
            for (int from = 0; from <= 60000; from += 60000)
            {
                SessionRules rules = new SessionRules(ChargerSettings.Defaults());
                GateFacts f = Facts();
                f.CurrentMa = milliAmpere;
                f.ModuleOn = on;
                Step(rules, f, from, conditions);
                Step(rules, f, from + 4999, conditions);
                Assert.AreNotEqual((int)Suspension.ByVehicle, (int)rules.Suspended, row);
                if (idle) f.TransactionSerial++;
                Step(rules, f, from + 5000, conditions);
                Assert.AreNotEqual((int)Suspension.ByVehicle, (int)rules.Suspended, row + ": another transaction");
                Step(rules, f, from + 10000, conditions);
                Assert.AreEqual(idle, rules.Suspended == Suspension.ByVehicle, row);
            }
        }

        [TestMethod]
        public void StartUp_KeepsWhatWasForFiveSeconds_ThenIsTheChargers()
        {
            int[] conditions = { All, All & ~GateConditions.Request };
            for (int i = 0; i < 2; i++)
            {
                SessionRules rules = new SessionRules(ChargerSettings.Defaults());
                GateFacts f = Facts();
                Step(rules, f, 0, All & ~GateConditions.Bms);
                Assert.AreEqual((int)Suspension.ByVehicle, (int)rules.Suspended);
                f.ModuleOn = false;
                Step(rules, f, 1000, conditions[i]);
                Step(rules, f, 5999, conditions[i]);
                Assert.AreEqual((int)Suspension.ByVehicle, (int)rules.Suspended);
                Step(rules, f, 6000, conditions[i]);
                Assert.AreEqual((int)Suspension.ByCharger, (int)rules.Suspended);
                f.TransactionSerial++;
                Step(rules, f, 6001, conditions[i]);
                Assert.AreEqual((int)Suspension.None, (int)rules.Suspended, "another transaction starts up anew");
                f.RequestPlausible = false;
                Step(rules, f, 6002, conditions[i]);
                Assert.AreEqual((int)(i == 0 ? Suspension.None : Suspension.ByCharger), (int)rules.Suspended, "no start-up");
            }
        }

        [TestMethod]
        public void Condition_False_IsTheVehiclesOnlyWhenTheChargerWouldCharge()
        {
            const int vehicle = GateConditions.Bms | GateConditions.Plugged;
            for (int n = 0; n < GateConditions.Count; n++)
            {
                int bit = 1 << n;
                bool neutral = (bit & (vehicle | GateConditions.Transaction | GateConditions.Request)) != 0;
                Judged(All & ~bit & ~GateConditions.Bms, false, neutral);
                Judged(All & ~bit & ~GateConditions.Plugged, false, neutral);
                Judged(All & ~bit, false, (bit & vehicle) != 0);
                Judged(All & ~bit, true, neutral);
            }
            Judged(All & ~vehicle, false, true);
        }

        private static void Judged(int conditions, bool asksNothing, bool byVehicle)
        {
            SessionRules rules = new SessionRules(ChargerSettings.Defaults());
            GateFacts f = Facts();
            f.VehicleAsksNothing = asksNothing;
            Step(rules, f, 0, conditions);
            Assert.AreEqual((int)(byVehicle ? Suspension.ByVehicle : Suspension.ByCharger), (int)rules.Suspended, conditions.ToString("X3") + " " + asksNothing);
        }

        private static bool Step(SessionRules rules, GateFacts f, long nowMs, int conditions)
        {
            f.NowMs = nowMs;
            f.BmsRequestMs = nowMs;
            return rules.Step(f, conditions);
        }

        private static GateFacts Facts()
        {
            return new GateFacts
            {
                TransactionRunning = true,
                TransactionSerial = 1,
                Plugged = true,
                BmsPermits = true,
                BmsBusUpSinceMs = 0,
                ModuleBusUp = true,
                BmsBusUp = true,
                RequestPlausible = true,
                ModuleOn = true,
                CurrentMa = 10000,
            };
        }
    }
}
