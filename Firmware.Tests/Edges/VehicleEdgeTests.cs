using System;
using Charger.Can;
using Charger.Runtime;
using Firmware.Tests.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Edges
{
    /// <summary><see cref="Bms"/>, <see cref="PlugDetector"/> and <see cref="EnergyMeter"/> when the clock shows 0, at their first frame, and after the vehicle has left.</summary>
    [TestClass]
    public class VehicleEdgeTests
    {
        [TestMethod]
        public void Plug_FirstFrameAtZero_CountsASecondLater()
        {
            Bms bms = NewBms();
            PlugDetector plug = new PlugDetector(ChargerSettings.Defaults());
            Heard(bms, 0);
            plug.Step(0, bms, false, false, 0);
            Heard(bms, 999);
            plug.Step(999, bms, false, false, 0);
            Assert.IsFalse(plug.Plugged);
            plug.Step(1000, bms, false, false, 0);
            Assert.IsTrue(plug.Plugged);
        }

        [TestMethod]
        public void Plug_FramesBeforeTheFirstLook_CountFromTheFirstLook()
        {
            Bms bms = NewBms();
            PlugDetector plug = new PlugDetector(ChargerSettings.Defaults());
            Heard(bms, 4990);
            Heard(bms, 5000);
            plug.Step(5000, bms, false, false, 0);
            plug.Step(5999, bms, false, false, 0);
            Assert.IsFalse(plug.Plugged);
            plug.Step(6000, bms, false, false, 0);
            Assert.IsTrue(plug.Plugged);
        }

        [TestMethod]
        public void Gun_OpenFromZero_UnplugsAfterASecond()
        {
            Bms bms = NewBms();
            PlugDetector plug = new PlugDetector(ChargerSettings.Defaults()) { Plugged = true };
            plug.Step(0, bms, true, true, 0);
            plug.Step(0, bms, true, false, 0);
            plug.Step(1, bms, true, false, 0);
            plug.Step(999, bms, true, false, 0);
            Assert.IsTrue(plug.Plugged);
            plug.Step(1000, bms, true, false, 0);
            Assert.IsFalse(plug.Plugged);
        }

        [TestMethod]
        public void Plug_FramesAsOldAsMayBe_Count()
        {
            Bms bms = NewBms();
            PlugDetector plug = new PlugDetector(ChargerSettings.Defaults());
            Heard(bms, 0);
            plug.Step(0, bms, false, false, 0);
            Heard(bms, 10);
            plug.Step(3010, bms, false, false, 0);
            Assert.IsTrue(plug.Plugged);
        }

        [TestMethod]
        public void Gun_OpenedAndClosed_IsDebouncedEachTime()
        {
            Bms bms = NewBms();
            PlugDetector plug = new PlugDetector(ChargerSettings.Defaults());
            for (int from = 5000; from <= 15000; from += 10000)
            {
                Heard(bms, from);
                Heard(bms, from);
                plug.Step(from, bms, true, true, 0);
                Assert.IsFalse(plug.Plugged, "plugged at once, " + from);
                plug.Step(from + 1000, bms, true, true, 0);
                Assert.IsTrue(plug.Plugged);
                plug.Step(from + 1001, bms, true, false, 0);
                Assert.IsTrue(plug.Plugged, "unplugged at once, " + from);
                plug.Step(from + 2001, bms, true, false, 0);
                Assert.IsFalse(plug.Plugged);
                // Closed again with the very next step, while the vehicle still sends.
                Heard(bms, from + 2010);
                Heard(bms, from + 2010);
                plug.Step(from + 2010, bms, true, true, 0);
                Assert.IsFalse(plug.Plugged, "plugged again at once, " + from);
                plug.Step(from + 3010, bms, true, true, 0);
                plug.Step(from + 3011, bms, true, false, 0);
                plug.Step(from + 4011, bms, true, false, 0);
                Assert.IsFalse(plug.Plugged);
            }
        }

        [TestMethod]
        public void Queries_OfARound_AskForChargeDischargeAndDalyWithEmptyFrames()
        {
            int[] settings = ChargerSettings.Defaults();
            settings[ChargerSettings.Profile] = (int)VehicleProfile.Daly;
            CanPortFake bus = new CanPortFake();
            Bms bms = new Bms(settings, bus);
            uint[] asked = { BmsProtocol.ChargeCounterQueryId, BmsProtocol.DischargeCounterQueryId, BmsProtocol.DalyQueryId };
            for (int i = 0; i < asked.Length; i++)
            {
                bms.Step(i * 100, 80000, 10000, 31);
                Assert.AreEqual((int)asked[i], (int)bus.LastId);
                Assert.AreEqual("00 00 00 00 00 00 00 00", Hex.Text(bus.Last));
            }
            Assert.IsFalse(bus.OtherWasUrgent);
        }

        [TestMethod]
        public void Feedback_Late_KeepsItsPeriodAndCatchesNothingUp()
        {
            Bms bms = NewBms();
            bms.Step(0, 0, 0, 0);
            bms.Step(100, 0, 0, 0);
            bms.Step(510, 0, 0, 0);
            Assert.AreEqual(1000L, bms.DueMs);
            bms.Step(1500, 0, 0, 0);
            Assert.AreEqual(2000L, bms.DueMs, "1500 is over");
            bms = NewBms();
            bms.Step(0, 0, 0, 0);
            bms.Step(2000, 0, 0, 0);
            Assert.AreEqual(2500L, bms.DueMs, "the next round is not at once");
        }

        [TestMethod]
        public void Daly_PlausibleOne_TellsTheStateOfCharge()
        {
            Bms bms = NewBms();
            Frame frame = new Frame { Id = BmsProtocol.DalyId, Length = 8 };
            Array.Copy(Hex.Bytes("03 00 00 00 75 30 01 F4"), 0, frame.Data, 0, 8);
            bms.Receive(frame);
            Assert.AreEqual(500, bms.Charge.SocDeciPercent);
            Array.Copy(Hex.Bytes("FF FF 00 00 75 30 00 64"), 0, frame.Data, 0, 8);
            bms.Receive(frame);
            Assert.AreEqual(500, bms.Charge.SocDeciPercent);
            Assert.AreEqual(1, bms.Implausible);
        }

        [TestMethod]
        public void Silence_FromABusUpAtZero_Unplugs()
        {
            Bms bms = NewBms();
            PlugDetector plug = new PlugDetector(ChargerSettings.Defaults()) { Plugged = true };
            plug.Step(3000, bms, false, false, 0);
            Assert.IsTrue(plug.Plugged);
            plug.Step(3001, bms, false, false, 0);
            Assert.IsFalse(plug.Plugged);
        }

        [TestMethod]
        public void Bms_BeforeItsFirstFrameAndOnceGone_KnowsNothing()
        {
            Bms bms = NewBms();
            Nothing(bms);
            Assert.AreEqual(-1L, bms.RequestMs);
            Assert.AreEqual(-1L, bms.PlausibleMs);
            Receive(bms, BmsProtocol.RequestId, "03 48 00 64 00 00 00 00", 8, 0);
            Assert.IsTrue(bms.Permits);
            Assert.AreEqual("84000 10000 0 0 1", bms.MaxMv + " " + bms.MaxMa + " " + bms.RequestMs + " " + bms.PlausibleMs + " " + bms.PlausibleRequests);
            Receive(bms, BmsProtocol.ChargeCounterId, "00 17 3F 00 00 00 00 00", 8, 10);
            Receive(bms, BmsProtocol.DischargeCounterId, "00 16 D7 BD 00 00 00 00", 8, 10);
            Assert.IsTrue(bms.Charge.CountedMah > 0 && bms.Charge.Model != VehicleCharge.UnknownModel);
            Receive(bms, BmsProtocol.RequestId, "00 10 00 64 04 00 00 00", 8, 20);
            Assert.AreEqual("False 4 1600 20 20", bms.Permits + " " + bms.RefusalBits + " " + bms.MaxMv + " " + bms.RequestMs + " " + bms.PlausibleMs, "any voltage while it refuses");
            Receive(bms, BmsProtocol.RequestId, "FF FF 00 64 00 00 00 00", 8, 30);
            Assert.AreEqual("True 1600 30 20 1", bms.Permits + " " + bms.MaxMv + " " + bms.RequestMs + " " + bms.PlausibleMs + " " + bms.Implausible);
            Receive(bms, BmsProtocol.RequestId, "03 48 00 64 00 00 00 00", 7, 40);
            Receive(bms, 0x123, "03 48 00 64 00 00 00 00", 8, 40);
            Assert.AreEqual("1 30 1 2", bms.WrongLengths + " " + bms.RequestMs + " " + bms.Implausible + " " + bms.PlausibleRequests);
            Receive(bms, BmsProtocol.RequestId, "03 48 00 64 04 00 00 00", 8, 50);
            bms.Forget();
            Nothing(bms);
        }

        private static void Nothing(Bms bms)
        {
            Assert.IsFalse(bms.Permits);
            Assert.AreEqual("-1 -1 0", bms.MaxMv + " " + bms.MaxMa + " " + bms.RefusalBits);
            Assert.AreEqual("0 -1 -1 -1", bms.Charge.Model + " " + bms.Charge.SocDeciPercent + " " + bms.Charge.CountedMah + " " + bms.Charge.RangeDeciKm);
        }

        [TestMethod]
        public void Meter_FirstSample_HasNoIntervalAndPowerIsRounded()
        {
            EnergyMeter meter = new EnergyMeter(ChargerSettings.Defaults());
            meter.Sample(1000, 80000, 10000, true);
            Assert.AreEqual(0L, meter.TotalMwMs);
            Assert.AreEqual(0L, meter.SessionMs);
            Assert.AreEqual(800000, meter.PowerMw);
            meter.Sample(1100, 1, 500, true);
            Assert.AreEqual(1, meter.PowerMw);
            Assert.AreEqual(100L, meter.SessionMs);
            meter.Sample(1200, 1, 499, true);
            Assert.AreEqual(0, meter.PowerMw);
            meter.Sample(1300, 200000, 20000000, true);
            Assert.AreEqual(int.MaxValue, meter.PowerMw);
        }

        private static Bms NewBms() => new Bms(ChargerSettings.Defaults(), new CanPortFake());

        private static void Receive(Bms bms, uint id, string data, int length, long ms)
        {
            Frame frame = new Frame { Id = id, Length = length, TimeMs = ms };
            byte[] bytes = Hex.Bytes(data);
            for (int i = 0; i < 8; i++) frame.Data[i] = bytes[i];
            bms.Receive(frame);
        }

        private static void Heard(Bms bms, long nowMs)
        {
            bms.RequestMs = nowMs;
            bms.PlausibleMs = nowMs;
            bms.PlausibleRequests++;
        }
    }
}
