using System.Text;
using Firmware.Tests.Ocpp;
using nanoFramework.TestFramework;
using Ocpp.Client.Transport;

namespace Firmware.Tests.Transport
{
    /// <summary>The link's bounds: how long, how much, how often.</summary>
    [TestClass]
    public class LinkBoundsTests
    {
        [TestMethod]
        public void Step_MoreThanItTakes_Takes64FramesFrom128BytesAndComesBackIn20Ms()
        {
            LinkRig rig = new LinkRig().Establish();
            long before = rig.Link.Statistics.BytesIn;
            for (int i = 0; i < 300; i++) rig.Stream.Arrive("89 00");
            Check.Same(1020, rig.Link.Step(1000));
            // A pong each, told in four characters.
            Check.Same(64 * 4, rig.Stream.Frames().Length);
            Check.Same(128, rig.Link.Statistics.BytesIn - before);
            rig.Link.Step(1000);
            Check.Same(256, rig.Link.Statistics.BytesIn - before);
            Check.Same(128, rig.Stream.LargestRead);
            rig.Link.Destroy();
            Check.Same(long.MaxValue, rig.Link.Step(1020));
        }

        [TestMethod]
        public void Connect_Pending_EndsAtItsDeadlineToTheMillisecond()
        {
            LinkRig rig = new LinkRig();
            rig.Stream.Result = OpenResult.Pending;
            Check.True(rig.Open(100));
            Check.Same(10_000, rig.Stream.TimeoutMs);
            rig.Link.Step(10_099);
            Check.Same("Connecting None 0", rig.State());
            rig.Link.Step(10_100);
            Check.Same("Faulted TimedOut 0", rig.State());
            Check.Same("0 1 0 000", rig.Counts());
            // Waited for in vain, it is opened again as if nothing had been.
            Check.True(rig.Open(20_000));
            Check.Same("Connecting None 0", rig.State());
            rig.Stream.Result = OpenResult.Open;
            rig.Link.Step(25_000);
            rig.Link.Step(34_999);
            Check.Same("UpgradeSent None 0", rig.State());
            rig.Link.Step(35_000);
            Check.Same("Faulted TimedOut 0", rig.State());
            Check.Same("0 2 0 000", rig.Counts());
        }

        [TestMethod]
        public void Send_WhenItMayNot_TakesNothing()
        {
            LinkRig rig = new LinkRig();
            byte[] message = new byte[9217];
            Check.False(rig.Link.CanSend);
            Check.Null(rig.Link.SendBuffer);
            Check.False(rig.Link.TrySend(message, 0, 1));
            rig.Establish();
            Check.True(rig.Link.CanSend);
            Check.Same(1024 + 14, rig.Link.SendBuffer.Length);
            Check.Same(14, rig.Link.SendOffset);
            Check.False(rig.Link.TrySend(message, 0, 9217));
            rig.Stream.Takes = 0;
            Check.True(rig.Link.TrySend(message, 0, 9216));
            Check.False(rig.Link.CanSend);
            Check.False(rig.Link.TrySendPart(message, 0, 1, true, true));
            Check.Same(1, rig.Link.Statistics.MessagesOut);
            Check.False(rig.Open(0));
        }

        [TestMethod]
        public void HasNews_AnyState_IsTrueWhereAStepHasSomethingToDo()
        {
            LinkRig rig = new LinkRig();
            WebSocketLink link = rig.Link;
            Check.False(link.HasNews(0));
            rig.Stream.Result = OpenResult.Pending;
            rig.Open(0);
            Check.True(link.HasNews(0));
            link.Close(1000, 0);
            Check.False(link.HasNews(0));
            rig.Stream.Result = OpenResult.Open;
            rig.Establish();
            Check.False(link.HasNews(10));
            rig.Stream.Arrive("81 01 41 8a");
            // What was read waits, then a message.
            Check.True(link.HasNews(20) && link.HasNews(20));
            link.Step(20);
            Check.Same(1, link.Received);
            Check.True(link.HasNews(30));
            link.Release();
            link.Step(40);
            Check.False(link.HasNews(40));
            // Inside a message.
            rig.Stream.Arrive("00 81 02 41");
            link.Step(50);
            Check.True(link.HasNews(60));
            rig.Stream.Arrive("42");
            link.Step(70);
            link.Release();
            // Something waits to be taken.
            rig.Stream.Takes = 0;
            rig.Send();
            Check.True(link.HasNews(80));
            rig.Stream.Takes = 100;
            link.Step(90);
            Check.False(link.HasNews(90));
            rig.Stream.Ended = true;
            Check.True(link.HasNews(100));
            Check.Same("Faulted Lost 0", rig.State());
            Check.False(link.HasNews(110));
        }

        [TestMethod]
        public void HasNews_SomethingHeard_CountsAsASignOfLife()
        {
            LinkRig rig = new LinkRig().Establish();
            rig.Link.SetIntervals(0, 0);
            rig.Stream.Arrive("8a 00");
            Check.True(rig.Link.HasNews(200_000));
            rig.Link.Step(499_999);
            Check.Same("ReadingHeader None 0", rig.State());
            rig.Link.Step(500_000);
            Check.Same("Faulted Silent 0", rig.State());
            Check.True(rig.Told.Lines.IndexOf("nothing heard for 300000 ms: the peer is gone") > 0);
        }

        [TestMethod]
        public void Ping_Idle_GoesOutWithTheStepThatFindsItDue()
        {
            LinkRig rig = new LinkRig().Establish(50_000);
            rig.Link.Step(79_999);
            Check.Same("", rig.Stream.Frames());
            rig.Link.Step(80_000);
            Check.Same("9: ", rig.Stream.Frames());
            rig.Link.Step(89_999);
            Check.Same("ReadingHeader None 0", rig.State());
            rig.Stream.Arrive("8a 00");
            rig.Link.Step(89_999);
            rig.Link.Step(109_999);
            Check.Same("", rig.Stream.Frames());
            rig.Link.Step(110_000);
            Check.Same("9: ", rig.Stream.Frames());
            rig.Stream.Arrive("89 01 07");
            rig.Link.Step(110_010);
            Check.Same("10:07 ", rig.Stream.Frames());
            // Not answered.
            rig.Link.Step(120_009);
            Check.Same("ReadingHeader None 0", rig.State());
            rig.Link.Step(120_010);
            Check.Same("Faulted Silent 0", rig.State());
        }

        [TestMethod]
        public void Pings_TwoInOneStep_HaveAPongEach()
        {
            LinkRig rig = new LinkRig().Establish();
            rig.Stream.Arrive("89 01 07 89 01 08");
            rig.Link.Step(10);
            Check.Same("10:07 10:08 ", rig.Stream.Frames());
        }

        [TestMethod]
        public void Fragments_Few_BeginWithTheUsualRoom()
        {
            for (int i = 0; i < 2; i++)
            {
                LinkLimits limits = new LinkLimits();
                if (i == 1) limits.ReceiveBytes = 100;
                LinkRig rig = new LinkRig(limits, null).Establish();
                rig.Stream.Arrive("01 01 41");
                rig.Link.Step(10);
                Check.Same(i == 1 ? 100 : 512, rig.Link.ReceiveBuffer.Length);
                Check.Same(0, rig.Link.Omitted);
            }
        }

        [TestMethod]
        public void Release_BetweenFragments_LeavesThemAlone()
        {
            LinkRig rig = new LinkRig().Establish();
            rig.Stream.Arrive("01 01 41");
            rig.Link.Step(10);
            rig.Link.Release();
            rig.Stream.Arrive("80 01 42 81 01 43");
            rig.Link.Step(20);
            Check.True(rig.Link.Statistics.MessagesIn == 1);
            Check.Same("AB", rig.Text());
            rig.Link.Release();
            Check.Same(null, rig.Text());
            Check.Same(0, rig.Link.ReceiveBuffer.Length);
            rig.Link.Step(30);
            Check.Same("C", rig.Text());
            Check.True(rig.Link.Statistics.MessagesIn == 2);
        }

        [TestMethod]
        public void Writes_TakenInPieces_ArriveWholeAndInOrder()
        {
            LinkRig rig = new LinkRig().Establish();
            rig.Stream.Takes = 7;
            byte[] message = Encoding.UTF8.GetBytes("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
            Check.True(rig.Link.TrySend(message, 0, message.Length));
            Check.False(rig.Link.TrySend(message, 0, message.Length));
            rig.Stream.Arrive("89 02 68 69");
            for (int ms = 0; ms < 400; ms += 20) rig.Link.Step(ms);
            Check.Same("1:6161616161616161 10:6869 ", rig.Stream.Frames());
            Check.True(rig.Link.TrySendPart(message, 0, 2, true, true));
            rig.Link.Step(420);
            rig.Link.Step(440);
            Check.Same("1:6161 ", rig.Stream.Frames());
        }

        /// <summary>Its pings arrive all the while, so it is neither silent nor idle: only what it does not take gives it away.</summary>
        [TestMethod]
        public void Peer_ThatStopsReading_IsHalfOpenAfterTheSendStall()
        {
            for (int piece = 0; piece < 2; piece++)
            {
                LinkRig rig = new LinkRig().Establish();
                rig.Link.SetIntervals(0, 0);
                rig.Stream.Takes = 0;
                Check.True(rig.Link.TrySend(new byte[900], 0, 900));
                for (int ms = 0; ms < 15_000; ms += 500)
                {
                    rig.Stream.Arrive("89 00");
                    rig.Stream.Takes = ms % 1000 == 0 ? piece : 0;
                    rig.Link.Step(ms);
                    Check.True(rig.Link.State == LinkState.Open);
                }
                rig.Link.Step(15_000);
                Check.Same("Faulted Silent 0", rig.State());
                Check.True(rig.Told.Lines.IndexOf("nothing taken for 15000 ms: the peer is gone") > 0);
                Check.Same("1 0 0 000", rig.Counts());
            }
        }

        [TestMethod]
        public void Send_TakenAtTheLastMoment_IsNoStall()
        {
            LinkRig rig = new LinkRig().Establish();
            rig.Link.Step(100);
            rig.Stream.Takes = 0;
            Check.True(rig.Send());
            rig.Stream.Takes = int.MaxValue;
            rig.Link.Step(16_000);
            Check.Same("ReadingHeader None 0", rig.State());
        }

        [TestMethod]
        public void Message_ThatTakesLong_IsNoStallWhileItsFramesGo()
        {
            LinkLimits limits = new LinkLimits();
            limits.SendBytes = 300;
            LinkRig rig = new LinkRig(limits, null).Establish();
            rig.Stream.Forgets = true;
            Check.True(rig.Link.TrySend(new byte[3000], 0, 3000));
            rig.Stream.Takes = 30;
            for (int ms = 0; ms < 100_000; ms += 1000)
            {
                rig.Stream.Arrive("8a 00");
                rig.Link.Step(ms);
            }
            Check.Same("ReadingHeader None 0", rig.State());
        }

        [TestMethod]
        public void Phase_InsideAPayload_IsTold()
        {
            LinkRig rig = new LinkRig().Establish();
            rig.Stream.Arrive("81 03 41");
            rig.Link.Step(10);
            Check.Same("ReadingPayload None 0", rig.State());
            rig.Link.Step(20);
            Check.Same("ReadingPayload None 0", rig.State());
            rig.Stream.Arrive("42 43");
            rig.Link.Step(30);
            Check.Same("ReadingHeader None 0", rig.State());
            Check.Same("ABC", rig.Text());
            Check.Same("1 0 0 311", rig.Counts());
        }

        [TestMethod]
        public void Keys_OfFrames_AreFreshEachTime()
        {
            LinkRig rig = new LinkRig().Establish();
            string keys = "";
            for (int i = 0; i < 20; i++)
            {
                Check.True(rig.Send());
                string key = " " + rig.Stream.Written[2] + "." + rig.Stream.Written[3] + "." + rig.Stream.Written[4] + "." + rig.Stream.Written[5] + " ";
                Check.True(keys.IndexOf(key) < 0);
                keys += key;
                rig.Stream.Written = new byte[0];
            }
        }
    }
}
