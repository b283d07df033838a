using System;
using Charger.Runtime;
using Firmware.Tests.Can;
using Firmware.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Firmware.Tests.FirmwareRoom
{
    [TestClass]
    public class BareSafeModeTests
    {
        [TestMethod]
        public void Boot_ThirdInARowWithoutMemory_LacksMemory()
        {
            MemoryFiles files = new MemoryFiles();
            for (int i = 0; i < BootRecord.FailuresToSafeMode; i++)
            {
                BootRecord boot = Begin(files);
                Assert.IsFalse(boot.LacksMemory);
                boot.Store("boot failed: " + BootRecord.WordsOf(new OutOfMemoryException()));
            }
            Assert.IsTrue(Begin(files).LacksMemory);
        }

        [TestMethod]
        public void Boot_LastOfThreeFailedOtherwise_IsTheOrdinarySafeMode()
        {
            MemoryFiles files = new MemoryFiles();
            for (int i = 0; i < BootRecord.FailuresToSafeMode; i++) Begin(files).Store("watchdog: OCPP without progress for 10 s");
            BootRecord boot = Begin(files);
            Assert.IsTrue(boot.SafeMode);
            Assert.IsFalse(boot.LacksMemory);
        }

        [TestMethod]
        public void Boot_ThreadsThatDiedWithoutAWord_CountAsWithoutMemory()
        {
            MemoryFiles files = new MemoryFiles();
            for (int i = 0; i < BootRecord.FailuresToSafeMode; i++) Begin(files).StoreWordless();
            Assert.IsTrue(Begin(files).LacksMemory);
        }

        [TestMethod]
        public void FirstLine_TooLittleFree_SaysSo()
        {
            Assert.AreEqual("memory: 60000 bytes of the managed heap are free, " + BareSafeMode.NeededBytes + " are needed", BareSafeMode.FirstLine(60000));
            Assert.IsTrue(BareSafeMode.FirstLine(BareSafeMode.NeededBytes - 1).IndexOf("too few") > 0);
        }

        [TestMethod]
        public void BareSafeMode_TellsWhy_TogglesTheWatchdog_AndRestartsOnReset()
        {
            MemoryFiles files = new MemoryFiles();
            for (int i = 0; i < BootRecord.FailuresToSafeMode; i++) Begin(files).Store("boot failed: " + BootRecord.OutOfMemory);
            FirmwareRig board = new FirmwareRig();
            PinFake watchdog = new PinFake();
            TypedLine line = new TypedLine();
            BareSafeMode bare = new BareSafeMode(line, watchdog, Begin(files), board, board);
            bool level = watchdog.High;
            long next = bare.Step(0);
            Assert.IsTrue(watchdog.High != level);
            Assert.IsTrue(line.Written.IndexOf("3 boots in a row did not last, the last one: boot failed: out of memory") > 0);
            Assert.IsTrue(line.Written.IndexOf("40000 bytes of the managed heap are free") > 0);
            line.Written = "";
            bare.Step(next);
            Assert.AreEqual("", line.Written);
            line.Type("status\r");
            bare.Step(next + 250);
            Assert.IsTrue(line.Written.IndexOf("error: only 'reset'") >= 0);
            line.Type("reset\r");
            bare.Step(next + 500);
            Assert.AreEqual(1, board.Reboots);
            Assert.AreEqual(0, Begin(files).FailedBoots);
        }

        private static BootRecord Begin(MemoryFiles files) => BootRecord.Begun(files, new Crc32());
    }
}
