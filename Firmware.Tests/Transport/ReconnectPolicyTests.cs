using Charger.Runtime;
using nanoFramework.TestFramework;
using Ocpp.Client.Connection;

namespace Firmware.Tests.Transport
{
    [TestClass]
    public class ReconnectPolicyTests
    {
        [TestMethod]
        public void Delay_YoungOutage_DoublesUpToTenSeconds()
        {
            ReconnectPolicy policy = new ReconnectPolicy(new Fixed());
            int[] expected = new int[] { 1000, 2000, 4000, 8000, 10000, 10000, 10000 };
            for (int i = 0; i < expected.Length; i++) Assert.AreEqual(expected[i], policy.NextDelayMs(false, 5000 + i * 10000), "failure " + (i + 1));
            Assert.AreEqual(10000, policy.NextDelayMs(false, 5000 + 299999), "five minutes are not over");
        }

        [TestMethod]
        public void Delay_OldOutage_GoesOnToItsCap()
        {
            ReconnectPolicy policy = new ReconnectPolicy(new Fixed());
            for (int i = 0; i < 20; i++) policy.NextDelayMs(false, 0);
            int[] expected = new int[] { 16000, 30000, 30000 };
            for (int i = 0; i < expected.Length; i++) Assert.AreEqual(expected[i], policy.NextDelayMs(false, 300000), "failure " + (i + 1));
            policy = new ReconnectPolicy(new Fixed(), 5000);
            for (int i = 0; i < 5; i++) policy.NextDelayMs(false, 0);
            Assert.AreEqual(10000, policy.NextDelayMs(false, 300000), "a pause at its cap does not grow unseen");
        }

        [TestMethod]
        public void Delay_CapBelowTenSeconds_HoldsFromTheBeginning()
        {
            ReconnectPolicy policy = new ReconnectPolicy(new Fixed(), 500, 3000);
            int[] expected = new int[] { 500, 1000, 2000, 3000, 3000 };
            for (int i = 0; i < expected.Length; i++) Assert.AreEqual(expected[i], policy.NextDelayMs(false, 0), "failure " + (i + 1));
        }

        [TestMethod]
        public void Delay_AnyJitter_OnlyShortensToHalf()
        {
            Fixed random = new Fixed();
            for (int i = 0; i < 600; i++)
            {
                random.Value = i * 7919;
                int delayMs = new ReconnectPolicy(random).NextDelayMs(false, 0);
                Assert.IsTrue(delayMs >= 500 && delayMs <= 1000, delayMs.ToString());
            }
            random.Value = -1;
            Assert.AreEqual(1000 - 0x7FFFFFFF % 501, new ReconnectPolicy(random).ShortestMs());
            random.Value = 400;
            Assert.AreEqual(600, new ReconnectPolicy(random).ShortestMs());
        }

        [TestMethod]
        public void Failures_EveryFifthThatDoesNotOpen_AsksForTheNetwork()
        {
            ReconnectPolicy policy = new ReconnectPolicy(new Fixed());
            for (int i = 1; i <= 12; i++)
            {
                policy.NextDelayMs(false, 0);
                Assert.AreEqual(i % 5 == 0, policy.RenewAddress, "failure " + i);
                policy.RenewAddress = false;
            }
            Assert.AreEqual(12, policy.Failures);
            for (int i = 0; i < 12; i++) policy.NextDelayMs(true, 0);
            Assert.IsFalse(policy.RenewAddress, "a network that carries connections keeps its address");
            Assert.AreEqual(0, policy.Failures);
        }

        [TestMethod]
        public void Delay_AfterSuccess_BeginsAnewAndAfterAMereConnectionNot()
        {
            ReconnectPolicy policy = new ReconnectPolicy(new Fixed());
            for (int i = 0; i < 3; i++) policy.NextDelayMs(false, 0);
            Assert.AreEqual(8000, policy.NextDelayMs(true, 0), "the central system took the connection and ended it");
            policy.Succeeded();
            Assert.AreEqual(1000, policy.NextDelayMs(true, 400000));
            Assert.AreEqual(2000, policy.NextDelayMs(false, 401000));
        }

        private sealed class Fixed : IRandomSource
        {
            public int Value;

            public int NextInt32() => Value;

            public void Fill(byte[] buffer, int offset, int count)
            {
            }
        }
    }
}
