using Charger.Runtime;
using nanoFramework.TestFramework;
using Ocpp.Client;
using Ocpp.Client.Configuration;
using Ocpp.Client.Connection;
using Ocpp.Client.Transport;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Transport
{
    /// <summary>When the link is opened, and what is requested from the charger before that.</summary>
    [TestClass]
    public class LinkSupervisorTests
    {
        [TestMethod]
        public void Step_AddressThatNeedsNoLookUp_ConnectsWhenDue()
        {
            Rig rig = new Rig();
            rig.Does(0, "idle due never");
            rig.To("192.0.2.1", false, 1000);
            rig.Does(999, "idle due 1000");
            rig.Does(1000, "connects due never");
            rig.State = LinkState.Opening;
            rig.Does(1020, "idle due never");
            rig.State = LinkState.Open;
            rig.Does(1040, "idle due never");
            rig.Does(1060, "idle due never");
            rig.Ends(LinkEnd.Lost);
            rig.Does(5000, "idle due 6000");
            rig.Does(5999, "idle due 6000");
            rig.Does(6000, "connects due never");
            Assert.AreEqual("", rig.Closes);
        }

        [TestMethod]
        public void Ended_ShortConnectionFailureOrOurClose_HasItsPause()
        {
            Rig rig = new Rig();
            rig.To("192.0.2.1", false, 1000);
            rig.Does(1000, "connects due never");
            rig.Ends(LinkEnd.Refused);
            rig.Does(1500, "idle due 2500");
            rig.Does(2500, "connects due never");
            rig.State = LinkState.Open;
            rig.Does(2600, "idle due never");
            rig.Ends(LinkEnd.Lost);
            rig.Does(2700, "idle due 4500");
            rig.Does(4500, "connects due never");
            rig.State = LinkState.Open;
            rig.Does(4600, "idle due never");
            rig.Ends(LinkEnd.ClosedByUs);
            rig.Does(4700, "connects due never");
            Assert.Contains("trying again in 0 ms", rig.Log.Lines);
            rig.Ends(LinkEnd.TimedOut);
            rig.Does(5000, "idle due 9000");
        }

        [TestMethod]
        public void Step_NameOrTls_WaitsForTheStallUntilTheHostIsKnown()
        {
            Rig rig = new Rig();
            rig.Inputs.StallGranted = false;
            rig.To("central", false, 0);
            rig.Does(0, "stall due never");
            rig.Does(500, "stall due never");
            rig.Inputs.StallGranted = true;
            rig.Does(1000, "stall connects due never");
            rig.State = LinkState.Opening;
            rig.Does(1020, "stall due never");
            rig.State = LinkState.Open;
            rig.Does(1040, "idle due never");
            rig.Ends(LinkEnd.Lost);
            rig.Does(3000, "idle due 4000");
            rig.Inputs.StallGranted = false;
            rig.Does(4000, "connects due never");
            rig.Ends(LinkEnd.Lost);
            rig.Does(4100, "idle due 6100");
            rig.To("other", false, 5000);
            rig.Does(5000, "stall due never");
            rig.To("central", true, 5000);
            rig.Does(5000, "stall due never");
            rig.Inputs.StallGranted = true;
            rig.Does(5000, "stall connects due never");
            rig.Ends(LinkEnd.Untrusted);
            rig.Does(5100, "idle due 9100");
            rig.Does(9100, "stall connects due never");
            rig.To("192.0.2.1", false, 9200);
            rig.Ends(LinkEnd.ClosedByUs);
            rig.Does(9200, "connects due never");
        }

        [TestMethod]
        public void Retarget_WhileAStallIsWaitedFor_TakesTheWishBack()
        {
            Rig rig = new Rig();
            rig.Inputs.StallGranted = false;
            rig.To("central", false, 0);
            rig.Does(0, "stall due never");
            rig.To("192.0.2.1", false, 100);
            rig.Does(99, "idle due 100");
            rig.To("central", false, 100);
            rig.Does(100, "stall due never");
            rig.To(null, false, 100);
            rig.Does(200, "idle due never");
            Assert.AreEqual("", rig.Closes);
        }

        [TestMethod]
        public void Retarget_LinkThere_ClosesItAsGoingAway()
        {
            Rig rig = new Rig();
            rig.To("192.0.2.1", false, 0);
            rig.Does(0, "connects due never");
            rig.State = LinkState.Open;
            rig.Does(100, "idle due never");
            rig.To("192.0.2.2", false, 300);
            Assert.AreEqual("1001 at 300;", rig.Closes);
            Assert.AreEqual("192.0.2.2", rig.Supervisor.Target.Host);
        }

        [TestMethod]
        public void NetworkBack_WhileItWaits_BringsTheAttemptForward()
        {
            Rig rig = new Rig();
            rig.To("192.0.2.1", false, 0);
            rig.Does(0, "connects due never");
            for (int i = 0; i < 3; i++) rig.Policy.NextDelayMs(false, 0);
            rig.Ends(LinkEnd.Lost);
            rig.Does(100, "idle due 8100");
            rig.Supervisor.NetworkBack(7200);
            rig.Does(7200, "idle due 8100");
            rig.Supervisor.NetworkBack(200);
            rig.Does(300, "idle due 1200");
            rig.State = LinkState.Opening;
            rig.Supervisor.NetworkBack(100);
            rig.State = LinkState.Closed;
            rig.Does(300, "idle due 1200");
        }

        [TestMethod]
        public void TakeRenewAddress_AfterFiveFailures_TellsItOnce()
        {
            Rig rig = new Rig();
            Assert.IsFalse(rig.Supervisor.ConsumeRenewAddress());
            rig.Policy.RenewAddress = true;
            Assert.IsTrue(rig.Supervisor.ConsumeRenewAddress());
            Assert.IsFalse(rig.Supervisor.ConsumeRenewAddress());
        }

        [TestMethod]
        public void IsAddress_DigitsAndPointsAlone_IsTrue()
        {
            string[] addresses = { "0", "9", "192.0.2.10", "0.9.0.9" };
            string[] names = { "", "a", "1a", "a1", "192.0.2.1/", "1:", "x.1", "-" };
            for (int i = 0; i < addresses.Length; i++) Assert.IsTrue(LinkSupervisor.IsAddress(addresses[i]), addresses[i]);
            for (int i = 0; i < names.Length; i++) Assert.IsFalse(LinkSupervisor.IsAddress(names[i]), names[i]);
        }

        [TestMethod]
        public void WhyNot_EachProfile_NeedsItsOwnThings()
        {
            // Password, wss address, root, own certificate.
            string[] needs = { "", "0", "012", "123" };
            for (int wanted = 0; wanted <= 3; wanted++)
            {
                for (int missing = -1; missing < 4; missing++)
                {
                    bool needed = missing >= 0 && needs[wanted].IndexOf((char)('0' + missing)) >= 0;
                    string why = SecurityProfileTable.WhyNot(wanted, 9, wanted, missing != 0, missing != 1, missing != 2, missing != 3);
                    Assert.AreEqual(needed, why != null, wanted + " without " + missing);
                }
                Assert.IsNull(SecurityProfileTable.WhyNot(wanted, wanted, -1, false, false, false, false));
                Assert.IsNotNull(SecurityProfileTable.WhyNot(wanted, wanted, wanted + 1, true, true, true, true));
            }
            ConfigurationKey key = new ConfigurationKey();
            new OcppKeyTable().Describe(OcppKeys.SecurityProfile, key);
            Assert.AreEqual(3, key.Max);
            Assert.AreEqual(-1, SecurityProfileTable.None);
        }

        private sealed class Rig : IMessageLink, IRandomSource
        {
            public readonly ConnectorInputs Inputs = new ConnectorInputs();
            public readonly ReconnectPolicy Policy;
            public readonly LineLog Log = new LineLog();
            public readonly LinkSupervisor Supervisor;
            public string Closes = "";
            private readonly ConnectorOutputs _outputs = new ConnectorOutputs();
            private int _opens;

            public Rig()
            {
                Policy = new ReconnectPolicy(this);
                Supervisor = new LinkSupervisor(this, Policy, Log);
            }

            public LinkState State { get; set; }

            public LinkEnd LastEnd { get; private set; }

            public void To(string host, bool secure, long nowMs) => Supervisor.Retarget(host == null ? null : new LinkTarget { Host = host, Secure = secure }, nowMs);

            public void Ends(LinkEnd end)
            {
                State = LinkState.Closed;
                LastEnd = end;
            }

            /// <param name="expected">Whether it wants a stall, connects, and when it is due again.</param>
            public void Does(long nowMs, string expected)
            {
                int opens = _opens;
                bool connects = Supervisor.Step(nowMs, Inputs, _outputs);
                string done = (_outputs.StallRequested ? "stall " : "") + (connects ? "connects " : "");
                if (done.Length == 0) done = "idle ";
                done += "due " + (Supervisor.DueMs == long.MaxValue ? "never" : Supervisor.DueMs.ToString());
                Assert.AreEqual(expected, done);
                Assert.AreEqual(connects ? 1 : 0, _opens - opens);
            }

            public bool Open(LinkTarget target, long nowMs)
            {
                Assert.AreSame(Supervisor.Target, target);
                _opens++;
                return true;
            }

            public void Close(int code, long nowMs) => Closes += code + " at " + nowMs + ";";

            public int NextInt32() => 0;

            public void Fill(byte[] buffer, int offset, int count)
            {
            }

            public int LastEndCode => 0;

            public LinkStatistics Statistics => null;

            public bool HasNews(long nowMs) => false;

            public long Step(long nowMs) => nowMs;

            public bool CanSend => false;

            public byte[] SendBuffer => null;

            public int SendOffset => 0;

            public bool TrySend(byte[] buffer, int offset, int count) => false;

            public bool TrySendPart(byte[] buffer, int offset, int count, bool first, bool last) => false;

            public int Received => -1;

            public byte[] ReceiveBuffer => null;

            public int Omitted => 0;

            public void Release()
            {
            }

            public void Destroy()
            {
            }

            public void SetIntervals(int pingSeconds, int heartbeatSeconds)
            {
            }
        }
    }
}
