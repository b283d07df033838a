using Charger.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Can
{
    /// <summary>Defects of the former firmware, one test each.</summary>
    [TestClass]
    public class OldDefectsTests
    {
        [TestMethod]
        public void StopRightAfterStart_IsNotLost()
        {
            // The gate closes 1 to 12 turns after START.
            for (int turns = 1; turns <= 12; turns++)
            {
                ControlRig rig = new ControlRig { BmsSilent = false };
                rig.Run(3000);
                rig.StartTransaction();
                while (rig.ModuleBus.StartsSent == 0 && rig.NowMs < 9000) rig.Run(20);
                rig.Run(20 * turns);
                rig.Permit.TransactionRunning = false;
                int stops = rig.ModuleBus.StopsSent;
                rig.Run(20);
                Assert.IsTrue(rig.ModuleBus.StopsSent >= stops + 3, "three STOPs at once, turn " + turns);
                Assert.IsTrue(rig.ModuleBus.StopWasUrgent);
                rig.Run(500);
                Assert.IsFalse(rig.Module.On, "turn " + turns);
            }
        }

        [TestMethod]
        public void Stop_NotObeyedOrNotTaken_IsRepeatedUntilOffIsReadBack()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Module.StuckOn = true;
            rig.Permit.TransactionRunning = false;
            rig.Run(5000);
            Assert.IsTrue(rig.ModuleBus.StopsSent > 60, "repeated: " + rig.ModuleBus.StopsSent);
            rig.Module.StuckOn = false;
            rig.Run(100);
            Assert.IsFalse(rig.Module.On);

            rig = ControlRig.Charging();
            rig.ModuleBus.Full = true;
            rig.Permit.TransactionRunning = false;
            rig.Run(1000);
            rig.ModuleBus.Full = false;
            rig.Run(20);
            Assert.AreEqual("01 32 00 01 00 00 00 00", Hex.Text(rig.ModuleBus.FirstAfterFull), "STOP is the first to go out");
            Assert.IsFalse(rig.Module.On);
        }

        [TestMethod]
        public void BmsRefusalAtStart_IsNotIgnored()
        {
            ControlRig rig = new ControlRig { BmsSilent = false, BmsRefusal = 0x02 };
            rig.Run(3000);
            rig.StartTransaction();
            rig.Run(30000);
            Assert.IsTrue(rig.Snapshot.Plugged);
            Assert.AreEqual(0, rig.ModuleBus.StartsSent);
            Assert.AreEqual((int)Suspension.ByVehicle, (int)rig.Snapshot.Suspended);
        }

        [TestMethod]
        public void OverTemperatureAbove64_IsReached()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Module.MilliC = 72000;
            rig.Run(1000);
            Assert.IsFalse(rig.Module.On);
            Assert.AreEqual(72000, rig.Snapshot.TemperatureMilliC);
            Assert.AreEqual(7, rig.Snapshot.LastClosedBy);
        }

        [TestMethod]
        public void Limits_Changed_AreSentAtOnceAndRefreshed()
        {
            ControlRig rig = ControlRig.Charging();
            rig.BmsMilliAmpere = 5000;
            rig.Run(1040);
            Assert.AreEqual(153u, rig.Module.LimitRaw);
            rig.Permit.LimitMa = 3000;
            rig.Run(40);
            Assert.AreEqual(ModuleCodec.RawCurrent(3000, 33570), rig.Module.LimitRaw);
            rig.Module.LimitRaw = 9999;
            rig.Run(920);
            Assert.AreEqual(ModuleCodec.RawCurrent(3000, 33570), rig.Module.LimitRaw, "refreshed without a change");
        }

        [TestMethod]
        public void Unplug_WhileTheTerminalVoltageDecays_IsSeen()
        {
            ControlRig rig = ControlRig.Charging();
            rig.BmsSilent = true;
            rig.Module.LoadMa = 0;
            for (int s = 0; s < 5; s++)
            {
                rig.Run(1000);
                rig.Module.MilliVolt -= 400;
            }
            Assert.IsTrue(rig.Snapshot.VoltageMv > 70000);
            Assert.IsFalse(rig.Snapshot.Plugged);
            rig.Run(1200);
            Assert.AreEqual((int)EndReason.EvDisconnected, (int)rig.Snapshot.Ended);
        }

        [TestMethod]
        public void ZeroCurrent_IsSuspendedEv_NeverUnplugged()
        {
            ControlRig rig = ControlRig.Charging();
            rig.Module.LoadMa = 0;
            rig.Run(600000);
            Assert.IsTrue(rig.Snapshot.Plugged);
            Assert.IsTrue(rig.Snapshot.OutputOn);
            Assert.AreEqual((int)Suspension.ByVehicle, (int)rig.Snapshot.Suspended);
            Assert.AreEqual((int)EndReason.None, (int)rig.Snapshot.Ended);
        }

        [TestMethod]
        public void ModuleSilentAtBoot_IsOffline()
        {
            ControlRig rig = new ControlRig { BmsSilent = false };
            rig.Module.Silent = true;
            rig.Run(2000);
            Assert.IsFalse(rig.Snapshot.ModuleHealthy);
            rig.StartTransaction();
            rig.Run(10000);
            Assert.AreEqual(0, rig.ModuleBus.StartsSent);
            Assert.AreEqual(ChargerFaults.ModuleOffline, rig.Snapshot.FaultNumber);
        }

        [TestMethod]
        public void NotANumber_IsDroppedAndCounted()
        {
            ControlRig rig = ControlRig.Charging();
            long energy = rig.Control.Meter.TotalMwMs;
            rig.Module.NoTerminals = true;
            rig.ModuleBus.Arrive(ModuleProtocol.TerminalPowerId, Hex.Bytes("42 A5 00 00 7F C0 00 00"));
            rig.Run(20);
            Assert.AreEqual(1, rig.Control.Module.Readings.Implausible);
            Assert.AreEqual(energy, rig.Control.Meter.TotalMwMs);
            Assert.IsTrue(rig.Snapshot.ModuleHealthy, "the frame still is a sign of life");
        }

        [TestMethod]
        public void FullRing_LosesExactlyOneFrameEach()
        {
            CanPortFake bus = new CanPortFake();
            for (int i = 0; i <= Charger.Runtime.FrameRing.DefaultCapacity; i++) bus.Arrive(ModuleProtocol.HeartbeatId, new byte[] { (byte)i, 0, 0, 0, 0, 0, 0, 0 });
            Charger.Runtime.Frame frame = new Charger.Runtime.Frame();
            int read = 0;
            while (bus.TryReceive(frame))
            {
                Assert.AreEqual((byte)(read + 1), frame.Data[0]);
                read++;
            }
            Assert.AreEqual(Charger.Runtime.FrameRing.DefaultCapacity, read);
        }
    }
}
