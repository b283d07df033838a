using Charger.Runtime;
using nanoFramework.TestFramework;
using Ocpp.Client.Configuration;
using Ocpp.Client.Transport;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.FirmwareRoom
{
    [TestClass]
    public class LeakTestTests
    {
        [TestMethod]
        public void Leak_NothingLost_TellsEachCycleAndRestoresTheConnection()
        {
            EndingLinks links = new EndingLinks();
            FirmwareRig rig = Rig(links);
            int opened = links.First.Statistics.Opened;
            Assert.Contains("clean_close", rig.Ask("leak 192.0.2.1:9100 nonsense"));
            rig.Ask("leak 192.0.2.1:9100 clean_close 30");
            rig.Run(500);
            Assert.IsTrue(links.First.State == LinkState.Closed, "the normal connection has gone");
            Assert.IsTrue(rig.Firmware.Outputs.StallRequested && rig.Firmware.Inputs.FaultStops, "locked off");
            Assert.Contains("a leak test runs already", Run(rig, "leak 192.0.2.1:9100"));
            rig.Run(5000);
            Assert.Contains("Cycle 30: 40000 -> 40000 (0 bytes)", rig.Line.Written);
            Assert.Contains("verdict: nothing leaks", rig.Line.Written);
            Assert.AreEqual("/leak/clean_close", links.Path);
            Assert.AreEqual(30, links.Opened);
            Assert.IsFalse(rig.Firmware.Outputs.StallRequested);
            Assert.IsTrue(links.First.State == LinkState.Open && links.First.Statistics.Opened == opened + 1, "connected again");
        }

        [TestMethod]
        public void Leak_TwelveBytesACycle_AreFound()
        {
            EndingLinks links = new EndingLinks();
            FirmwareRig rig = Rig(links);
            links.Rig = rig;
            rig.Ask("leak 192.0.2.1:9100 server_kill 30");
            rig.Run(6000);
            Assert.Contains("leak server_kill: lost 228 bytes in 19 cycles, LEAKS", rig.Line.Written);
            Assert.Contains("verdict: LEAKS", rig.Line.Written);
        }

        [TestMethod]
        public void Leak_StoppedOrRefused_SaysSo()
        {
            EndingLinks links = new EndingLinks();
            FirmwareRig rig = Rig(links);
            Assert.Contains("error: leak cycles '29'", rig.Ask("leak 192.0.2.1:9100 all 29"));
            Assert.Contains("error: leak '192.0.2.1/x'", rig.Ask("leak 192.0.2.1/x"));
            Assert.Contains("error: no leak test runs", Run(rig, "leak stop"));
            rig.Ask("leak 192.0.2.1:9100 all 1000");
            rig.Run(300);
            Assert.Contains("leak: stopped in cycle", Run(rig, "leak stop"));
            rig.Run(2000);
            Assert.IsTrue(links.First.State == LinkState.Open);
        }

        private static string Run(FirmwareRig rig, string line)
        {
            rig.Ask(line);
            rig.Run(200);
            return rig.Line.Written;
        }

        private static FirmwareRig Rig(EndingLinks links)
        {
            FirmwareRig rig = new FirmwareRig(new MemoryFiles(), links);
            rig.Run(100);
            rig.Ask("ocpp url ws://192.0.2.9:80");
            rig.Run(200);
            rig.Ask("ocpp id CP1");
            rig.Run(500);
            Assert.IsTrue(links.First.State == LinkState.Open, "the rig is connected");
            return rig;
        }

        /// <summary>Makes links that end as the path of their target says.</summary>
        private sealed class EndingLinks : IMessageLinkFactory
        {
            public EndingLink First;
            public string Path;
            public int Opened;

            /// <summary>When set, 12 bytes are lost with each connection.</summary>
            public FirmwareRig Rig;

            public IMessageLink Create(FirmwarePorts ports, ConfigurationStore configuration, ILog log)
            {
                EndingLink link = new EndingLink(this);
                if (First == null) First = link;
                return link;
            }
        }

        private sealed class EndingLink : IMessageLink
        {
            private readonly EndingLinks _all;
            private bool _kill;

            public EndingLink(EndingLinks all)
            {
                _all = all;
            }

            public LinkState State { get; private set; }

            public LinkEnd LastEnd { get; private set; }

            public int LastEndCode => 0;

            public LinkStatistics Statistics { get; } = new LinkStatistics();

            public int Received { get; private set; } = -1;

            public byte[] ReceiveBuffer { get; } = new byte[2];

            public bool CanSend => State == LinkState.Open;

            public byte[] SendBuffer => null;

            public int SendOffset => 0;

            public int Omitted => 0;

            public bool Open(LinkTarget target, long nowMs)
            {
                State = LinkState.Open;
                Statistics.Opened++;
                _kill = target.Path == "/leak/server_kill";
                if (target.Path.Length == 0) return true;
                _all.Path = target.Path;
                _all.Opened++;
                if (_all.Rig != null) _all.Rig.FreeBytes -= 12;
                return true;
            }

            public bool HasNews(long nowMs) => Received >= 0;

            public long Step(long nowMs) => nowMs + 20;

            public bool TrySend(byte[] buffer, int offset, int count)
            {
                if (this == _all.First) return false;
                Received = 2;
                if (_kill) End(LinkEnd.Lost);
                return true;
            }

            public bool TrySendPart(byte[] buffer, int offset, int count, bool first, bool last) => TrySend(buffer, offset, count);

            public void Release() => Received = -1;

            public void Close(int code, long nowMs) => End(LinkEnd.ClosedByUs);

            public void Destroy() => End(LinkEnd.ClosedByUs);

            public void SetIntervals(int pingSeconds, int heartbeatSeconds)
            {
            }

            private void End(LinkEnd end)
            {
                State = LinkState.Closed;
                LastEnd = end;
                Received = -1;
            }
        }
    }
}
