using Charger.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Can
{
    /// <summary>Reading a pin allocates on the device: how often the control reads it, and how late it may see a change.</summary>
    [TestClass]
    public class PinReadTests
    {
        [TestMethod]
        public void Inputs_OutputOnAndAStepEachMs_AreReadEvery20Ms()
        {
            ControlRig rig = ControlRig.Charging(true);
            rig.Emergency.Reads = rig.Gun.Reads = 0;
            for (int ms = 0; ms < 200; ms++) rig.Control.Step(rig.NowMs + ms);
            Assert.IsTrue(rig.Control.Module.OutputOn);
            Assert.AreEqual(200 / ChargerControl.EveryMs, rig.Emergency.Reads);
            Assert.AreEqual(200 / ChargerControl.EveryMs, rig.Gun.Reads);
        }

        [TestMethod]
        public void Inputs_NothingMayComeOn_AreReadEvery200Ms()
        {
            ControlRig rig = new ControlRig(true);
            rig.Run(3000);
            rig.Emergency.Reads = rig.Gun.Reads = 0;
            for (int ms = 0; ms < 1000; ms++) rig.Control.Step(rig.NowMs + ms);
            Assert.IsTrue(rig.Emergency.Reads >= 3 && rig.Emergency.Reads <= 1000 / ChargerControl.IdlePinsMs, rig.Emergency.Reads + " reads");
            Assert.AreEqual(rig.Emergency.Reads, rig.Gun.Reads);
        }

        [TestMethod]
        public void EmergencyStop_PressedAtAnyMs_OpensTheContactorWithin20Ms()
        {
            for (int at = 0; at < ChargerControl.EveryMs; at++)
            {
                ControlRig rig = ControlRig.Charging();
                Assert.IsTrue(rig.Contactor.High);
                int ms = 0;
                for (; ms < 100 && rig.Contactor.High; ms++)
                {
                    if (ms == at) rig.Emergency.High = true;
                    rig.Control.Step(rig.NowMs + ms);
                }
                Assert.IsTrue(ms > at && ms - 1 - at <= ChargerControl.EveryMs, "pressed after " + at + " ms, open after " + (ms - 1));
            }
        }

        [TestMethod]
        public void EmergencyStop_PressedBetweenTwoIdleReads_LetsNoTransactionBegin()
        {
            ControlRig rig = new ControlRig();
            rig.BmsSilent = false;
            rig.Run(3000);
            int reads = rig.Emergency.Reads;
            while (rig.Emergency.Reads == reads) rig.Run(ChargerControl.EveryMs);
            rig.Emergency.High = true;
            rig.StartTransaction();
            rig.Run(5000);
            Assert.AreEqual(0, rig.Starts);
            Assert.IsFalse(rig.Contactor.High);
            Assert.AreEqual(ChargerFaults.EmergencyStop, rig.Snapshot.FaultNumber);
        }
    }
}
