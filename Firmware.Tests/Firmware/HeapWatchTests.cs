using Charger.Runtime;
using Firmware.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Firmware.Tests.FirmwareRoom
{
    [TestClass]
    public class HeapWatchTests
    {
        private const int HourMs = 3600000;

        [TestMethod]
        public void HeapWatch_BelowTheFloor_WarnsOncePerExcursion()
        {
            Rig rig = new Rig();
            Assert.AreEqual(0, rig.Warnings(9000));
            Assert.AreEqual(1, rig.Warnings(7999));
            Assert.AreEqual(0, rig.Warnings(7000));
            Assert.AreEqual(0, rig.Warnings(8000));
            Assert.AreEqual(1, rig.Warnings(7990));
            Assert.AreEqual(7000, rig.Watch.LowestFree);
            Assert.AreEqual(7990, rig.Watch.Free);
        }

        [TestMethod]
        public void HeapWatch_DriftOverADay_WarnsAboveFiveKilobytes()
        {
            HeapWatch_DriftOverADay_WarnsAboveFiveKilobytes(5120, 0);
            HeapWatch_DriftOverADay_WarnsAboveFiveKilobytes(5121, 1);
        }

        private static void HeapWatch_DriftOverADay_WarnsAboveFiveKilobytes(int lostBytes, int warnings)
        {
            Rig rig = new Rig();
            int told = 0;
            for (int hour = 0; hour <= 24; hour++)
            {
                // Within a day the value rises and falls: it is compared only with the same hour of the day before.
                rig.Clock.NowMs = (long)hour * HourMs + 1000;
                told += rig.Warnings(hour == 24 ? 40000 - lostBytes : hour == 0 ? 40000 : 36000);
            }
            Assert.AreEqual(0, told);
            rig.Clock.NowMs = 25L * HourMs;
            Assert.AreEqual(warnings, rig.Warnings(36000));
            Assert.AreEqual(lostBytes, rig.Watch.DriftBytes);
        }

        private sealed class Rig : IMemoryProbe
        {
            public readonly StoppedClock Clock = new StoppedClock();
            public readonly HeapWatch Watch;
            private readonly Log _log;
            private int _free;

            public Rig()
            {
                _log = new Log(Clock, new TimedLock("log", Clock, null), new WakeSignal());
                Watch = new HeapWatch(this, _log) { FloorBytes = 8000 };
            }

            public int NativeFreeBytes => -1;

            public int NativeLargestBlockBytes => -1;

            public int ManagedFreeBytes(bool collect) => _free;

            /// <summary>Takes a sample and returns the warnings that it caused.</summary>
            public int Warnings(int free)
            {
                int before = _log.NextLine;
                _free = free;
                Watch.Sample(Clock.NowMs);
                return _log.NextLine - before;
            }
        }
    }
}
