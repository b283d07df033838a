using Charger.Can;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Edges
{
    /// <summary>The pauses and counts of <see cref="StartPolicy"/> to the millisecond.</summary>
    [TestClass]
    public class StartPauseTests
    {
        private const int NoBms = GateConditions.All & ~GateConditions.Bms;

        [TestMethod]
        public void Pause_OfEachStop_DoublesTo30sAndBeginsAnewAfterALastingStart()
        {
            int[] pauses = { 2000, 4000, 8000, 16000, 30000, 30000 };
            StartPolicy p = new StartPolicy();
            Assert.AreEqual(-1L, p.StartedMs);
            Assert.IsTrue(p.Allows(0, new ModuleReadings()));
            long now = 0;
            for (int i = 0; i < pauses.Length; i++) now = Paused(p, now, 29999, pauses[i]);
            now = Paused(p, now, 30000, 2000);
            Paused(p, now, 29999, 4000);
            p.Forget(false);
            now = Paused(p, now, 0, 8000);
            p.Start(now);
            p.Stop(NoBms, false, false, now);
            p.Forget(true);
            Assert.IsTrue(p.Allows(now, new ModuleReadings()), "cleared by hand");
            Paused(p, now, 0, 2000);
            p = new StartPolicy();
            p.Stop(NoBms, false, false, 0);
            p.Forget(true);
            Assert.IsTrue(p.Allows(0, new ModuleReadings()));
        }

        [TestMethod]
        public void StartPause_AfterTheTransactionsOwnEnd_IsNone()
        {
            int[] ends = { GateConditions.Transaction, GateConditions.Plugged, GateConditions.Transaction | GateConditions.Plugged };
            for (int i = 0; i < ends.Length; i++)
            {
                StartPolicy p = new StartPolicy();
                p.Start(100);
                Assert.IsFalse(p.Stop(GateConditions.All & ~ends[i], false, false, 200));
                Assert.IsTrue(p.Allows(200, new ModuleReadings()), "end " + i);
            }
        }

        [TestMethod]
        public void OwnOff_StartsAgainAfterTwoSecondsAndAlarmsToldSinceThen()
        {
            for (int off = 0; off <= 1000; off += 1000)
            {
                StartPolicy p = new StartPolicy();
                ModuleReadings r = new ModuleReadings { AlarmsMs = off };
                p.Stop(GateConditions.All, false, true, off);
                Assert.IsFalse(p.Allows(off + 2000, r), "the alarms are as old as the OFF");
                r.AlarmsMs = off + 1;
                r.Alarms = 1;
                Assert.IsFalse(p.Allows(off + 2000, r), "one trips");
                r.Alarms = 1 << 4;
                Assert.IsFalse(p.Allows(off + 1999, r));
                Assert.IsTrue(p.Allows(off + 2000, r));
                r.Alarms = 1;
                Assert.IsTrue(p.Allows(off + 2001, r), "asked once: the gate looks at alarms itself");
            }
        }

        [TestMethod]
        public void Starts_ThreeCountedWithinTenMinutes_AllowNoFourth()
        {
            Assert.IsTrue(FourthStop(0, 600000, true, false));
            Assert.IsFalse(FourthStop(0, 600001, true, false));
            Assert.IsTrue(FourthStop(5000, 605000, false, true));
            Assert.IsFalse(FourthStop(5000, 605001, false, true));
        }

        // Three starts are counted, the first at firstMs; returns whether the stop of the next one at lastMs latches the fault.
        private static bool FourthStop(long firstMs, long lastMs, bool tripped, bool ownOff)
        {
            StartPolicy p = new StartPolicy();
            Assert.IsFalse(p.Stop(GateConditions.All, tripped, ownOff, firstMs));
            for (int i = 0; i < 3; i++)
            {
                p.Start(firstMs + i);
                if (i < 2) Assert.IsFalse(p.Stop(GateConditions.All, tripped, ownOff, firstMs + i), "after " + i);
            }
            return p.Stop(GateConditions.All, tripped, ownOff, lastMs);
        }

        [TestMethod]
        public void Starts_AfterOrdinaryStops_AreNotCounted()
        {
            StartPolicy p = new StartPolicy();
            p.Stop(GateConditions.All, true, false, 0);
            for (int i = 1; i < 6; i++)
            {
                p.Start(i);
                Assert.IsFalse(p.Stop(NoBms, false, false, i));
            }
            p.Start(6);
            Assert.IsFalse(p.Stop(GateConditions.All, true, false, 6));
        }

        [TestMethod]
        public void StartCounts_Cleared_BeginAnew()
        {
            for (int before = 0; before < 4; before++)
            {
                StartPolicy p = new StartPolicy();
                p.Stop(GateConditions.All, true, false, 10);
                for (int i = 0; i < before; i++)
                {
                    p.Start(11 + i);
                    p.Stop(GateConditions.All, true, false, 11 + i);
                }
                p.Forget(false);
                // The trip was forgotten too, so the next start is not counted either.
                for (int i = 0; i < 4; i++)
                {
                    p.Start(20 + i);
                    Assert.AreEqual(i == 3, p.Stop(GateConditions.All, true, false, 20 + i), before + ", stop " + i);
                }
            }
        }

        private static long Paused(StartPolicy p, long startMs, int onMs, int pauseMs)
        {
            p.Start(startMs);
            Assert.AreEqual(startMs, p.StartedMs);
            long offMs = startMs + onMs;
            Assert.IsFalse(p.Stop(NoBms, false, false, offMs));
            Assert.AreEqual(-1L, p.StartedMs);
            Assert.IsFalse(p.Allows(offMs + pauseMs - 1, new ModuleReadings()), "pause " + pauseMs);
            Assert.IsTrue(p.Allows(offMs + pauseMs, new ModuleReadings()), "pause " + pauseMs);
            return offMs + pauseMs;
        }
    }
}
