using Charger.Can;
using Charger.Metering;
using Charger.Runtime;
using Firmware.Tests.Can;
using Firmware.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Metering
{
    /// <summary>What the control does with a meter: it holds the output, counts by it, and keeps its register.</summary>
    [TestClass]
    public class MeterControlTests
    {
        [TestMethod]
        public void Control_Meter_HoldsCountsAndIsKept()
        {
            MeterLine line = new MeterLine();
            ModbusMeter meter = new ModbusMeter(line, new MeterSettings());
            StorageFake flash = new StorageFake();
            ControlRig rig = new ControlRig { BmsSilent = false };
            SlotStore store = new SlotStore(flash, MeterBilling.Name, new Crc32(), new byte[SlotStore.HeaderBytes + MeterBilling.PayloadBytes]);
            rig.Control.BillBy(new MeterBilling(meter, store, null, 3000));
            rig.Run(3000);
            rig.StartTransaction();
            rig.Run(3000);
            Assert.AreEqual(GateConditions.All & ~GateConditions.NoFault, rig.Control.Gate.Conditions | GateConditions.Request, "the meter has not answered yet");
            Assert.IsFalse(rig.Snapshot.OutputOn);
            Read(meter, rig.NowMs);
            rig.Run(3000);
            Assert.IsTrue(rig.Snapshot.OutputOn);
            // 10 kWh, then 10.005.
            line.Bits = 0x4120147B;
            Read(meter, rig.NowMs);
            long before = rig.Control.Meter.TotalMwMs;
            rig.Run(100);
            Assert.AreEqual(before + 5 * EnergyMeter.PerWh, rig.Control.Meter.TotalMwMs);
            Assert.AreEqual(0, flash.Writes);
            rig.Permit.TransactionRunning = false;
            rig.Run(20);
            long stopMs = rig.NowMs - 20;
            Assert.AreEqual(stopMs, rig.Control.Module.LastStopMs);
            while (rig.NowMs <= stopMs + 100) rig.Run(20);
            Assert.AreEqual(0, flash.Writes, "a write freezes every thread while STOP is on its way");
            rig.Run(20);
            Assert.AreEqual(1, flash.Writes);
        }

        // Until its register was read once more.
        private static void Read(ModbusMeter meter, long nowMs)
        {
            int seen = meter.Readings;
            for (int i = 0; i < 60 && meter.Readings == seen; i++) meter.Step(nowMs + i * 50);
        }
    }
}
