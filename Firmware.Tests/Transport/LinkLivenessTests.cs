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

        private static LinkLiveness Begun()
        {
            LinkLiveness alive = new LinkLiveness(new LinkLimits());
            alive.Begin(1000);
            return alive;
        }

        /// <summary>As a link asks whose output is empty.</summary>
        private static string Gone(LinkLiveness alive, long nowMs)
        {
            alive.Taken(false, 0, nowMs);
            return alive.Gone(nowMs);
        }
    }
}
