using Charger.Runtime;
using nanoFramework.TestFramework;
using Ocpp.Client.Connection;
using Ocpp.Client.Transport;

namespace Firmware.Tests.Transport
{
    [TestClass]
    public class ReconnectPolicyTests
    {
        [TestMethod]
        public void Delay_FailureAfterFailure_DoublesUpToItsCap()
        {
            ReconnectPolicy policy = new ReconnectPolicy(new Fixed());
            int[] expected = new int[] { 1000, 2000, 4000, 8000, 16000, 30000, 30000 };
            for (int i = 0; i < expected.Length; i++) Assert.AreEqual(expected[i], policy.NextDelayMs(LinkEnd.Refused), "failure " + (i + 1));
        }

        [TestMethod]
        public void Delay_AnyJitter_OnlyShortensToHalf()
        {
            Fixed random = new Fixed();
            for (int i = 0; i < 600; i++)
            {
                random.Value = i * 7919;
                int delayMs = new ReconnectPolicy(random).NextDelayMs(LinkEnd.Refused);
                Assert.IsTrue(delayMs >= 500 && delayMs <= 1000, delayMs.ToString());
            }
        }

        [TestMethod]
        public void Failures_EveryFifth_AsksForTheNetwork()
        {
            ReconnectPolicy policy = new ReconnectPolicy(new Fixed());
            for (int i = 1; i <= 12; i++)
            {
                policy.NextDelayMs(LinkEnd.Lost);
                Assert.AreEqual(i % 5 == 0, policy.RestartNetwork, "failure " + i);
                policy.RestartNetwork = false;
            }
        }

        [TestMethod]
        public void Delay_AfterACleanCloseOrASession_BeginsAnew()
        {
            ReconnectPolicy policy = new ReconnectPolicy(new Fixed());
            for (int i = 0; i < 4; i++) policy.NextDelayMs(LinkEnd.Lost);
            Assert.AreEqual(1000, policy.NextDelayMs(LinkEnd.ClosedByPeer));
            Assert.AreEqual(2000, policy.NextDelayMs(LinkEnd.Lost));
            policy.Succeeded();
            Assert.AreEqual(1000, policy.NextDelayMs(LinkEnd.Lost));
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
