using Charger.Can;
using Charger.Runtime;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Can
{
    [TestClass]
    public class BmsTests
    {
        [TestMethod]
        public void Feedback_FromBootOn_TellsNoBatteryAndTimeout()
        {
            ControlRig rig = new ControlRig();
            rig.Module.MilliVolt = 0;
            rig.Run(3000);
            Assert.IsTrue(rig.BmsBus.LongestPause(BmsProtocol.FeedbackId, 0) <= 500);
            Assert.AreEqual("00 00 00 00 18 00 00 00", Hex.Text(rig.BmsBus.Feedback));
        }

        [TestMethod]
        public void Queries_OfARound_GoOneATurn()
        {
            CanPortFake bus = new CanPortFake();
            Bms bms = new Bms(ChargerSettings.Defaults(), bus);
            int queries = 0;
            for (int ms = 0; ms < 10000; ms += 20)
            {
                int before = bus.Sent;
                bus.NowMs = ms;
                bms.Step(ms, 0, 0, 0);
                int ofThisTurn = bus.Sent - before - (ms % 500 == 0 ? 1 : 0);
                Assert.IsTrue(ofThisTurn <= 1, "turn at " + ms);
                queries += ofThisTurn;
            }
            Assert.AreEqual(10, queries, "two counters, five rounds in 10 s");
        }

        [TestMethod]
        public void Queries_OfARound_Are100MsApartAndRoundsTwoSeconds()
        {
            CanPortFake bus = new CanPortFake();
            Bms bms = new Bms(With(VehicleProfile.Daly), bus);
            string times = "";
            for (int ms = 0; ms < 4300; ms += 10)
            {
                int before = bus.Sent;
                bms.Step(ms, 0, 0, 0);
                if (bus.Sent - before > (ms % 500 == 0 ? 1 : 0)) times += ms + " ";
            }
            Assert.AreEqual("0 100 200 2000 2100 2200 4000 4100 4200 ", times);
        }

        [TestMethod]
        public void Queries_NotTaken_AreOfferedAgainInTheirOrderAndCaughtUpOnce()
        {
            CanPortFake bus = new CanPortFake { Full = true };
            Bms bms = new Bms(ChargerSettings.Defaults(), bus);
            bms.Step(0, 0, 0, 0);
            Assert.AreEqual(0, bus.Sent);
            bus.Full = false;
            bms.Step(20, 0, 0, 0);
            Assert.AreEqual(2, bus.Sent, "feedback and the first query");
            Assert.AreEqual(120L, bms.DueMs);
            bus.Full = true;
            bms.Step(120, 0, 0, 0);
            Assert.AreEqual(2, bus.Sent);
            bus.Full = false;
            bms.Step(7000, 0, 0, 0);
            Assert.AreEqual(4, bus.Sent);
            bms.Step(7020, 0, 0, 0);
            Assert.AreEqual(4, bus.Sent, "what was missed is not made up for");
            Assert.AreEqual(7500L, bms.DueMs);
            bms.Step(7500, 0, 0, 0);
            bms.Step(8000, 0, 0, 0);
            bms.Step(8500, 0, 0, 0);
            Assert.AreEqual(7, bus.Sent);
            bms.Step(9000, 0, 0, 0);
            Assert.AreEqual(9, bus.Sent, "two seconds after the last round");
        }

        [TestMethod]
        public void Request_ProfileBAtZeroPercent_IsAStateOfCharge()
        {
            CanPortFake bus = new CanPortFake();
            Bms bms = new Bms(With(VehicleProfile.B), bus);
            Frame frame = new Frame { Id = BmsProtocol.RequestId, Length = 8 };
            string[] told = { "03 48 00 64 00 00 01 00", "03 48 00 64 00 00 00 00", "03 48 00 64 00 03 E9 00" };
            int[] soc = { 1, 0, 0 };
            for (int i = 0; i < told.Length; i++)
            {
                System.Array.Copy(Hex.Bytes(told[i]), 0, frame.Data, 0, 8);
                bms.Receive(frame);
                Assert.AreEqual(soc[i], bms.Charge.SocDeciPercent, told[i]);
            }
        }

        [TestMethod]
        public void Feedback_EachFlag_ComesAlone()
        {
            Feedback_EachFlag_ComesAlone("nothing", 0, 0);
            Feedback_EachFlag_ComesAlone("hardware: module alarm", 1, 1);
            Feedback_EachFlag_ComesAlone("over-temperature", 2, 2);
            Feedback_EachFlag_ComesAlone("input voltage", 3, 4);
            Feedback_EachFlag_ComesAlone("no battery", 4, 8);
            Feedback_EachFlag_ComesAlone("communication timeout", 5, 16);
            Feedback_EachFlag_ComesAlone("hardware: a latched fault", 6, 1);
            Feedback_EachFlag_ComesAlone("hardware: locked after a fault", 7, 1);
            Feedback_EachFlag_ComesAlone("mains of 89 V", 8, 4);
            Feedback_EachFlag_ComesAlone("mains of 91 V", 9, 0);
            Feedback_EachFlag_ComesAlone("both buses error passive", 10, 0);
        }

        private static void Feedback_EachFlag_ComesAlone(string row, int what, int flag)
        {
            ControlRig rig = ControlRig.Charging();
            if (what == 1) rig.Module.Alarms = 1 << 23;
            if (what == 2) rig.Module.MilliC = 70000;
            if (what == 3) rig.Module.Alarms = 1 << 19;
            if (what == 4) rig.Module.MilliVolt = 37000;
            rig.BmsSilent = what == 5;
            if (what == 6) rig.Control.Faults.Latch(ChargerFaults.RepeatedStarts);
            if (what == 7) rig.Control.Faults.LockedUntilMs = rig.NowMs + 60000;
            if (what == 8) rig.Module.MainsVolt = 89;
            if (what == 9) rig.Module.MainsVolt = 91;
            if (what == 10) rig.ModuleBus.State = rig.BmsBus.State = CanBusState.Passive;
            rig.Run(5500);
            Assert.AreEqual((byte)flag, rig.BmsBus.Feedback[4], row);
        }

        [TestMethod]
        public void Feedback_SilentVehicle_TellsTheTimeoutFromItsSettingOn()
        {
            ControlRig rig = ControlRig.Charging();
            while (rig.NowMs - rig.Control.Bms.RequestMs > 20) rig.Run(20);
            rig.BmsSilent = true;
            long silentMs = rig.Control.Bms.RequestMs + rig.Settings[ChargerSettings.BmsSilentMs];
            rig.Run((int)(silentMs - rig.NowMs));
            Assert.AreEqual(0, rig.BmsBus.Feedback[4] & BmsProtocol.FlagTimeout);
            rig.Run(20);
            Assert.AreEqual(BmsProtocol.FlagTimeout, rig.BmsBus.Feedback[4] & BmsProtocol.FlagTimeout);
        }

        [TestMethod]
        public void Bus_DownForFiveSeconds_IsAFaultAndComesAnewEachTime()
        {
            ControlRig rig = ControlRig.Charging();
            for (int again = 0; again < 2; again++)
            {
                rig.BmsBus.State = rig.ModuleBus.State = CanBusState.BusOff;
                rig.Run(5000);
                Assert.IsFalse(rig.Control.Faults.IsActive(ChargerFaults.VehicleBusDown));
                Assert.IsFalse(rig.Control.Faults.IsActive(ChargerFaults.ModuleBusDown));
                rig.Run(20);
                Assert.IsTrue(rig.Control.Faults.IsActive(ChargerFaults.VehicleBusDown));
                Assert.IsTrue(rig.Control.Faults.IsActive(ChargerFaults.ModuleBusDown));
                rig.BmsBus.State = rig.ModuleBus.State = CanBusState.Active;
                rig.Run(20);
                Assert.IsFalse(rig.Control.Faults.IsActive(ChargerFaults.VehicleBusDown));
                Assert.IsFalse(rig.Control.Faults.IsActive(ChargerFaults.ModuleBusDown));
            }
        }

        [TestMethod]
        public void Feedback_WhileCharging_TellsTheTerminals()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Module.MilliVolt = 77190;
            rig.Module.LoadMa = 1870;
            rig.Run(1000);
            Assert.AreEqual("03 04 00 13 00 00 00 00", Hex.Text(rig.BmsBus.Feedback));
        }

        [TestMethod]
        public void Queries_EveryTwoSeconds_ByProfile()
        {
            Queries_EveryTwoSeconds_ByProfile("A asks for both counters", 0, 2);
            Queries_EveryTwoSeconds_ByProfile("Daly asks for its own too", 2, 3);
        }

        private static void Queries_EveryTwoSeconds_ByProfile(string row, int profile, int expected)
        {
            int[] settings = ChargerSettings.Defaults();
            settings[ChargerSettings.Profile] = profile;
            CanPortFake bus = new CanPortFake();
            Bms bms = new Bms(settings, bus);
            for (long now = 0; now < 10000; now += 20) bms.Step(now, 0, 0, 0);
            Assert.AreEqual(20 + 5 * expected, bus.Sent, row);
        }

        [TestMethod]
        public void StateOfCharge_ByCounters_NeedsBothAndTheModel()
        {
            StateOfCharge_ByCounters_NeedsBothAndTheModel("88.12 % of 30 Ah", 30000, 881, 1);
            StateOfCharge_ByCounters_NeedsBothAndTheModel("44.06 % of 60 Ah", 60000, 441, 2);
            StateOfCharge_ByCounters_NeedsBothAndTheModel("29.37 % of 90 Ah", 60001, 294, 3);
        }

        private static void StateOfCharge_ByCounters_NeedsBothAndTheModel(string row, int highestMa, int soc, int model)
        {
            VehicleCharge charge = new VehicleCharge(ChargerSettings.Defaults());
            charge.ApplyMaxCurrent(highestMa);
            charge.ApplyMaxCurrent(1000);
            charge.ApplyCharged(1523456);
            Assert.AreEqual(-1, charge.SocDeciPercent, row);
            charge.ApplyDischarged(1497021);
            Assert.AreEqual(26435L, charge.CountedMah, row);
            Assert.AreEqual(soc, charge.SocDeciPercent, row);
            Assert.AreEqual(model, charge.Model, row);
            Assert.AreEqual(714, charge.RangeDeciKm, row);
        }

        [TestMethod]
        public void StateOfCharge_Counters_AreClamped()
        {
            StateOfCharge_Counters_AreClamped("discharge above charge", 1000u, 5000u, 0L);
            StateOfCharge_Counters_AreClamped("more than the capacity", 99000u, 5000u, 30000L);
            StateOfCharge_Counters_AreClamped("beyond an int", 4000000000u, 3999990000u, 10000L);
        }

        private static void StateOfCharge_Counters_AreClamped(string row, uint charged, uint discharged, long expected)
        {
            VehicleCharge charge = new VehicleCharge(ChargerSettings.Defaults());
            charge.ApplyMaxCurrent(10000);
            charge.ApplyCharged(charged);
            charge.ApplyDischarged(discharged);
            Assert.AreEqual(expected, charge.CountedMah, row);
        }

        [TestMethod]
        public void StateOfCharge_Sources_DalyThenRequestThenCounters()
        {
            VehicleCharge charge = new VehicleCharge(ChargerSettings.Defaults());
            charge.ApplyMaxCurrent(10000);
            charge.ApplyCharged(20000);
            charge.ApplyDischarged(5000);
            Assert.AreEqual(500, charge.SocDeciPercent);
            charge.ApplyRequested(611);
            Assert.AreEqual(611, charge.SocDeciPercent);
            charge.ApplyDaly(870);
            Assert.AreEqual(870, charge.SocDeciPercent);
            Assert.AreEqual(705, charge.RangeDeciKm);
            charge.Forget();
            Assert.AreEqual(-1, charge.SocDeciPercent);
            Assert.AreEqual(-1, charge.RangeDeciKm);
            Assert.AreEqual(VehicleCharge.UnknownModel, charge.Model);
        }

        [TestMethod]
        public void Alert_PermissionTakenAndGiven_IsPosted()
        {
            ControlRig rig = ControlRig.Charging();
            Assert.AreEqual(0, rig.Alerts.Count);
            rig.BmsRefusal = 0x05;
            rig.Run(1100);
            rig.BmsRefusal = 0;
            rig.Run(1100);
            Assert.IsTrue(rig.Alerts.TryTake("T", rig.Alert));
            Assert.AreEqual(ChargerAlert.PermissionRefused, rig.Alert.Kind);
            Assert.AreEqual("BMS refuses 0x05 over-current thermal", rig.Alert.Text);
            Assert.IsTrue(rig.Alerts.TryTake("T", rig.Alert));
            Assert.AreEqual(ChargerAlert.PermissionGranted, rig.Alert.Kind);
            rig.Control.EmergencyStop();
            rig.Run(40);
            Assert.IsTrue(rig.Alerts.TryTake("T", rig.Alert));
            Assert.AreEqual(ChargerAlert.EmergencyStop, rig.Alert.Kind);
        }

        [TestMethod]
        public void Plug_TwoFramesAndASecond_LostAfterThree()
        {
            ControlRig rig = new ControlRig();
            rig.SendBms();
            rig.Run(2000);
            Assert.IsFalse(rig.Snapshot.Plugged, "one frame");
            rig.BmsBus.NowMs = rig.NowMs;
            rig.SendBms();
            rig.Run(20);
            Assert.IsTrue(rig.Snapshot.Plugged, "two frames, more than a second");
            rig.Run(2960);
            Assert.IsTrue(rig.Snapshot.Plugged);
            rig.Run(80);
            Assert.IsFalse(rig.Snapshot.Plugged);
        }

        [TestMethod]
        public void Plug_Doubtful_IsNone()
        {
            Plug_Doubtful_IsNone("two within 200 ms", "03 48 00 64 00 00 00 00", 8, false);
            Plug_Doubtful_IsNone("implausible frames", "FF FF FF FF 00 00 00 00", 8, false);
            Plug_Doubtful_IsNone("short frames", "03 48 00 64 00 00 00 00", 7, false);
        }

        private static int[] With(VehicleProfile profile)
        {
            int[] settings = ChargerSettings.Defaults();
            settings[ChargerSettings.Profile] = (int)profile;
            return settings;
        }

        private static void Plug_Doubtful_IsNone(string row, string frame, int length, bool plugged)
        {
            ControlRig rig = new ControlRig();
            for (int i = 0; i < (length == 8 && frame[0] == '0' ? 2 : 30); i++)
            {
                rig.BmsBus.NowMs = rig.NowMs;
                rig.BmsBus.Arrive(BmsProtocol.RequestId, Hex.Bytes(frame), length);
                rig.Run(200);
            }
            rig.Run(400);
            Assert.AreEqual(plugged, rig.Snapshot.Plugged, row);
        }

        [TestMethod]
        public void Request_Implausible_KeepsTheVehicleAndTheLastValue()
        {
            ControlRig rig = ControlRig.Charging();
            rig.BmsMilliVolt = 130000;
            rig.Run(6000);
            Assert.IsTrue(rig.Snapshot.Plugged, "the frame is a sign of life");
            Assert.AreEqual(84000, rig.Snapshot.BmsLimitMv);
            Assert.IsTrue(rig.Control.Bms.Implausible >= 5);
        }
    }
}
