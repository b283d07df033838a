using nanoFramework.TestFramework;
using Ocpp.Client.Transport;

namespace Firmware.Tests.Transport
{
    [TestClass]
    public class LinkLivenessTests
    {
        [TestMethod]
        public void Liveness_Pinged_IsAskedOnceAnInterval()
        {
            LinkLiveness alive = Begun();
            Assert.IsFalse(alive.PingDue(30999));
            Assert.IsTrue(alive.PingDue(31000));
            alive.Asked(31000);
            Assert.IsFalse(alive.PingDue(90000), "one ping at a time");
            alive.Answered();
            Assert.IsTrue(alive.PingDue(61000));
            alive.PingSeconds = 0;
            Assert.IsFalse(alive.PingDue(999000));
        }

        [TestMethod]
        public void Liveness_NoAnswer_IsGoneAtThePongDeadline()
        {
            LinkLiveness alive = Begun();
            alive.Asked(31000);
            Assert.IsNull(Gone(alive, 40999));
            Assert.IsNotNull(Gone(alive, 41000));
            alive.Heard(40000);
            Assert.IsNull(Gone(alive, 41000), "something was heard");
            alive.Answered();
            Assert.IsNull(Gone(alive, 339999));
            Assert.IsNotNull(Gone(alive, 340000), "idle for 300 s");
        }

        [TestMethod]
        public void Liveness_NothingTaken_IsGoneThoughItTalks()
        {
            LinkLiveness alive = Begun();
            alive.Taken(false, 0, 5000);
            for (int ms = 5000; ms < 20000; ms += 1000)
            {
                alive.Heard(ms);
                alive.Taken(true, 0, ms);
                Assert.IsNull(alive.Gone(ms));
            }
            Assert.IsNotNull(alive.Gone(20000));
            alive.Taken(true, 1, 20000);
            Assert.IsNull(alive.Gone(20000), "a whole frame has gone");
        }

        [TestMethod]
        public void Liveness_Gone_SaysWhySinceWhen()
        {
            LinkLiveness alive = Begun();
            Assert.AreEqual("nothing taken for 15000 ms", alive.Gone(16000));
            alive.Heard(31000);
            alive.Asked(31000);
            Assert.IsNull(Gone(alive, 40999));
            Assert.AreEqual("no answer, nothing heard for 10000 ms", Gone(alive, 41000));
            alive.Begin(41000);
            Assert.IsNull(Gone(alive, 60000), "a new session has asked nothing");
            Assert.AreEqual("nothing heard for 300000 ms", Gone(alive, 341000));
        }

        [TestMethod]
        public void Liveness_LongIntervals_IsIdleAfterTwoOfThem()
        {
            int[] pings = { 200, 0, 200, 1 };
            int[] heartbeats = { 0, 250, 250, 0 };
            int[] idleS = { 400, 500, 500, 300 };
            for (int i = 0; i < pings.Length; i++)
            {
                LinkLiveness alive = Begun();
                alive.SetIntervals(pings[i], heartbeats[i]);
                Assert.IsNull(Gone(alive, 999 + idleS[i] * 1000));
                Assert.IsNotNull(Gone(alive, 1000 + idleS[i] * 1000));
                Assert.AreEqual(pings[i] > 0, alive.PingDue(1000 + pings[i] * 1000));
            }
        }

        [TestMethod]
        public void Guard_ASecondConnection_IsRefusedAndCounted()
        {
            LinkStatistics counts = new LinkStatistics();
            ConnectionGuard guard = new ConnectionGuard(counts);
            for (int i = 0; i < 2; i++)
            {
                Assert.IsTrue(guard.TryEnter());
                Assert.AreEqual(1, counts.Active);
                Assert.IsFalse(guard.TryEnter());
                Assert.AreEqual(i + 1, counts.SecondConnectionsRefused);
                guard.Release();
                Assert.AreEqual(0, counts.Active);
            }
        }

        private static LinkLiveness Begun()
        {
            LinkLiveness alive = new LinkLiveness(new LinkLimits());
            alive.Begin(1000);
            return alive;
        }

        /// <summary>Asks as a link does that has nothing to send.</summary>
        private static string Gone(LinkLiveness alive, long nowMs)
        {
            alive.Taken(false, 0, nowMs);
            return alive.Gone(nowMs);
        }
    }
}
