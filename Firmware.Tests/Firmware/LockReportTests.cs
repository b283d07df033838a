using Charger.Runtime;
using nanoFramework.TestFramework;

namespace Firmware.Tests.FirmwareRoom
{
    [TestClass]
    public class LockReportTests
    {
        [TestMethod]
        public void LockReport_TimeOut_NamesLockWaiterHolderAndTime()
        {
            FirmwareRig rig = new FirmwareRig();
            TimedLock one = new TimedLock("meter", rig.Clock, rig.Firmware.LockReport, 1);
            one.TryEnter("OCPP");
            rig.Clock.NowMs = 70;
            Assert.IsFalse(one.TryEnter("CHARGER_COMM"));
            rig.Run(10);
            Assert.Contains("WARNING SYSTEM lock 'meter': CHARGER_COMM gave up waiting, OCPP holds it for 70 ms", rig.Line.Written);
            Assert.AreEqual(1, rig.Firmware.LockReport.Timeouts);
        }

        [TestMethod]
        public void LockReport_Many_AreAllCountedAndTheFirstTold()
        {
            FirmwareRig rig = new FirmwareRig();
            TimedLock one = new TimedLock("meter", rig.Clock, rig.Firmware.LockReport, 1);
            one.TryEnter("A");
            for (int i = 0; i < 10; i++) one.TryEnter("B");
            rig.Run(20);
            Assert.AreEqual(10, rig.Firmware.LockReport.Timeouts);
            for (int i = 0; i < 10; i++) one.TryEnter("B");
            rig.Line.Written = "";
            rig.Run(20);
            Assert.Contains("B gave up waiting", rig.Line.Written);
            Assert.AreEqual(20, rig.Firmware.LockReport.Timeouts);
        }
    }
}
