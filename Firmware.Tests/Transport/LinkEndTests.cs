using System.Text;
using Firmware.Tests.Ocpp;
using nanoFramework.TestFramework;
using Ocpp.Client.Transport;

namespace Firmware.Tests.Transport
{
    /// <summary>How the link's sessions begin and end, and what it does with what comes at the wrong moment.</summary>
    [TestClass]
    public class LinkEndTests
    {
        [TestMethod]
        public void Connect_Fails_TellsWhyOnce()
        {
            OpenResult[] results = new OpenResult[] { OpenResult.Refused, OpenResult.TimedOut, OpenResult.NoAddress, OpenResult.Untrusted, OpenResult.Failed };
            string[] ends = new string[] { "Refused", "TimedOut", "NoAddress", "Untrusted", "Lost" };
            for (int i = 0; i < results.Length; i++)
            {
                LinkRig rig = new LinkRig();
                for (int later = 0; later < 2; later++)
                {
                    rig.Stream.Result = later == 1 ? OpenResult.Pending : results[i];
                    rig.Stream.Stage = later == 1 ? OpenStage.Resolving : OpenStage.Connecting;
                    Check.True(rig.Open(0));
                    rig.Stream.Result = results[i];
                    if (results[i] != OpenResult.NoAddress && results[i] != OpenResult.Refused) rig.Stream.Stage = OpenStage.Connecting;
                    rig.Link.Step(1);
                    Check.Same("Faulted " + ends[i] + " 0", rig.State());
                }
                Check.Same("0 2 0 000", rig.Counts());
                Check.Same(2, rig.Stream.Closed);
            }
        }

        [TestMethod]
        public void Close_NotAnswered_EndsAfterTwoSeconds()
        {
            LinkRig rig = new LinkRig().Establish();
            rig.Link.Close(1001, 500);
            Check.Same("8:03e9 ", rig.Stream.Frames());
            rig.Link.Close(1000, 600);
            rig.Link.Step(2_499);
            Check.Same("Closing ClosedByUs 1001", rig.State());
            Check.False(rig.Open(2_499));
            rig.Link.Step(2_500);
            Check.Same("Closed ClosedByUs 1001", rig.State());
            Check.Same("1 0 0 000", rig.Counts());
            rig.Link.Close(1000, 2_600);
            Check.Same("Closed ClosedByUs 1001", rig.State());
            Check.True(rig.Open(2_700));
            Check.Same("UpgradeSent None 0", rig.State());
        }

        [TestMethod]
        public void Closing_WhatStillComes_IsNeitherTakenNorAnswered()
        {
            LinkRig rig = new LinkRig().Establish();
            rig.Link.Close(1000, 0);
            rig.Stream.Frames();
            rig.Stream.Arrive("81 01 41 89 00");
            rig.Link.Step(100);
            Check.True(rig.Link.Received < 0 && rig.Link.Statistics.MessagesIn == 0 && rig.Link.ReceiveBuffer.Length == 0);
            Check.Same("Closing ClosedByUs 1000", rig.State());
            rig.Stream.Arrive("c1 00");
            rig.Link.Step(200);
            Check.Same("Closing ClosedByUs 1000", rig.State());
            Check.Same("", rig.Stream.Frames());
            rig.Stream.Ended = true;
            rig.Link.Step(300);
            Check.Same("Closed ClosedByUs 1000", rig.State());
            Check.Same("1 0 0 000", rig.Counts());
        }

        [TestMethod]
        public void Send_StreamHasFailed_EndsAsLost()
        {
            LinkRig rig = new LinkRig().Establish();
            rig.Stream.Arrive("81 01 41");
            rig.Link.Step(5);
            Check.Same("A", rig.Text());
            rig.Link.Release();
            // 64 of them are taken: what was read of the others is no part of the next session.
            for (int i = 0; i < 85; i++) rig.Stream.Arrive("8a 01 00");
            rig.Link.Step(10);
            rig.Stream.Takes = -1;
            Check.True(rig.Send());
            Check.Same("Faulted Lost 0", rig.State());
            Check.Same("1 0 0 000", rig.Counts());
            rig.Stream.Takes = int.MaxValue;
            rig.Establish();
            Check.Same("ReadingHeader None 0", rig.State());
        }

        [TestMethod]
        public void Received_SessionEnds_IsNone()
        {
            LinkRig rig = new LinkRig().Establish();
            rig.Stream.Arrive("81 01 41");
            rig.Link.Step(10);
            Check.Same(1, rig.Link.Received);
            rig.Stream.Takes = -1;
            rig.Send();
            Check.True(rig.Link.State == LinkState.Closed && rig.Link.Received == -1);
            // The step finds it out as well.
            rig = new LinkRig().Establish();
            rig.Stream.Takes = 0;
            rig.Send();
            rig.Stream.Takes = -1;
            rig.Link.Step(10);
            Check.Same("Faulted Lost 0", rig.State());
        }

        [TestMethod]
        public void Ends_ByWhatThePeerSent_AnswerWithTheRightCode()
        {
            Ends("88 02 03 e8", "ClosedByPeer 1000", "8:03e8 ");
            Ends("88 00", "ClosedByPeer 1005", "8:03e8 ");
            Ends("81 7f 00 00 00 00 00 02 00 01", "TooBig 1009", "8:03f1 ");
            Ends("82 01 41", "ProtocolError 1003", "8:03eb ");
            Ends("81 01 ff", "ProtocolError 1007", "8:03ef ");
            Ends("c1 00", "ProtocolError 1002", "8:03ea ");
        }

        [TestMethod]
        public void ClosedByPeer_Answered_IsOverAtOnce()
        {
            LinkRig rig = new LinkRig().Establish();
            rig.Stream.Arrive("88 02 03 e8");
            rig.Link.Step(10);
            Check.Same("8:03e8 ", rig.Stream.Frames());
            Check.Same("Closed ClosedByPeer 1000", rig.State());
        }

        private static void Ends(string hex, string end, string sent)
        {
            LinkRig rig = new LinkRig().Establish();
            rig.Stream.Arrive(hex);
            // Behind a violation nothing is understood any more, whatever comes.
            rig.Stream.Arrive("88 02 0b b8");
            rig.Link.Step(10);
            Check.Same(sent, rig.Stream.Frames());
            bool closed = end.StartsWith("ClosedByPeer");
            Check.Same((closed ? "Closed " : "Closing ") + end, rig.State());
            rig.Link.Step(5000);
            Check.Same("Closed " + end, rig.State());
            Check.Same("1 0 0 000", rig.Counts());
        }

        [TestMethod]
        public void Violation_AndTheEndBehindIt_EndInOneStep()
        {
            LinkRig rig = new LinkRig().Establish();
            rig.Stream.Arrive("c1 00 00 00");
            rig.Stream.Ended = true;
            rig.Link.Step(20_000);
            Check.Same("Closed ProtocolError 1002", rig.State());
            Check.Same("1 0 0 000", rig.Counts());
            Check.True(rig.Told.Lines.IndexOf("W the peer broke the protocol, closing with 1002") > 0);
        }

        [TestMethod]
        public void Upgrade_Refused_TellsTheStatus()
        {
            LinkRig rig = new LinkRig();
            Check.True(rig.Open(0));
            rig.Stream.Arrive(Encoding.UTF8.GetBytes("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"));
            rig.Link.Step(10);
            Check.Same("Faulted Unauthorized 401", rig.State());
            Check.Same("0 1 0 000", rig.Counts());
        }

        [TestMethod]
        public void Upgrade_InTwoParts_IsReadWhenItIsWhole()
        {
            LinkRig rig = new LinkRig();
            Check.True(rig.Open(0));
            rig.Stream.Arrive(Encoding.UTF8.GetBytes("HTTP/1.1 404 Not"));
            rig.Link.Step(10);
            Check.Same("UpgradeSent None 0", rig.State());
            rig.Stream.Arrive(Encoding.UTF8.GetBytes(" Found\r\n\r\n"));
            rig.Link.Step(20);
            Check.Same("Faulted another 404", rig.State());
        }

        [TestMethod]
        public void Event_ThatFitsNoPhase_IsCountedAndChangesNothing()
        {
            LinkRig rig = new LinkRig(new LinkLimits(), new LinkScript()).Wss();
            rig.Secure.Result = OpenResult.Pending;
            rig.Secure.Stage = OpenStage.TlsHandshake;
            rig.Open(0);
            rig.Secure.Result = OpenResult.NoAddress;
            rig.Link.Step(10);
            Check.Same("TlsHandshake None 0", rig.State());
            Check.Same(1, rig.Link.Statistics.UnlistedEvents);
            rig.Link.Step(10_000);
            Check.Same("Faulted TimedOut 0", rig.State());
        }

        [TestMethod]
        public void Open_WithoutTlsOrRoom_HasNoCode()
        {
            LinkRig rig = new LinkRig().Wss();
            Check.True(rig.Open(0));
            Check.Same("Faulted Untrusted 0", rig.State());
            rig.Target.Secure = false;
            Check.True(rig.Buffers.TryRent());
            Check.True(rig.Open(0));
            Check.Same("Faulted NoBuffer 0", rig.State());
            Check.Same("0 2 0 010", rig.Counts());
            Check.True(rig.Stream.Opened == 0 && rig.Buffers.Exhausted == 1);
            rig.Buffers.Release();
            rig.Establish();
            Check.Same("1 2 0 311", rig.Counts());
        }

        [TestMethod]
        public void Upgrade_OpenAtOnceOrTooLong_HasItsOwnDeadlineOrFails()
        {
            LinkRig rig = new LinkRig();
            Check.True(rig.Open(100));
            rig.Link.Step(10_099);
            Check.Same("UpgradeSent None 0", rig.State());
            rig.Link.Step(10_100);
            Check.Same("Faulted TimedOut 0", rig.State());
            LinkLimits limits = new LinkLimits();
            limits.SendBytes = 20;
            LinkRig small = new LinkRig(limits, null);
            Check.True(small.Open(0));
            Check.Same("Faulted BadHandshake 0", small.State());
            Check.Same("0 1 0 000", small.Counts());
            Check.True(rig.Stream.Closed == 1 && small.Stream.Closed == 1);
        }

        [TestMethod]
        public void Open_AnotherConnectionCounted_IsRefused()
        {
            LinkRig rig = new LinkRig();
            rig.Link.Statistics.Active = 1;
            Check.False(rig.Open(0));
            Check.True(rig.Link.Statistics.SecondConnectionsRefused == 1 && rig.Stream.Opened == 0);
            Check.Same("Idle None 0", rig.State());
        }

        [TestMethod]
        public void Open_ASecondSession_BeginsWithNothingOfTheFirst()
        {
            LinkRig rig = new LinkRig().Establish();
            rig.Stream.Arrive("01 01 41 c1 00 81");
            rig.Link.Step(10);
            Check.Same("Closing ProtocolError 1002", rig.State());
            rig.Link.Step(2_010);
            Check.Same("Closed ProtocolError 1002", rig.State());
            Check.True(rig.Link.Received == -1 && rig.Link.ReceiveBuffer.Length == 0);
            int told = rig.Told.Lines.Length;
            rig.Establish();
            Check.Same("|D session resources initialized|", rig.Told.Lines.Substring(told, 33));
            Check.True(rig.Told.Lines.EndsWith("|I connected to 192.0.2.1:80"));
            Check.Same("ReadingHeader None 0", rig.State());
            rig.Stream.Arrive("81 02 43 44");
            rig.Link.Step(10);
            Check.Same("CD", rig.Text());
            rig.Link.Release();
            rig.Stream.Arrive("89 00");
            rig.Link.Step(15);
            Check.Same("10: ", rig.Stream.Frames());
            rig.Stream.Ended = true;
            rig.Link.Step(20);
            rig.Link.Release();
            rig.Link.Step(30);
            Check.True(rig.Link.State == LinkState.Closed && rig.Link.Received == -1);
            Check.Same("2 0 0 000", rig.Counts());
        }

        [TestMethod]
        public void Destroy_OpenOrEnded_KeepsTheReasonAndTakesItsLayers()
        {
            LinkRig rig = new LinkRig(new LinkLimits(), new LinkScript()).Wss();
            rig.Secure.Result = OpenResult.Pending;
            Check.True(rig.Open(0));
            Check.True(rig.Stream.Opened == 0 && rig.Secure.Opened == 1);
            rig.Link.Destroy();
            Check.Same("Closed ClosedByUs 0", rig.State());
            Check.Same("0 0 0 000", rig.Counts());
            Check.True(rig.Link.IsDestroyed && rig.Secure.Closed == 1);
            Check.False(rig.Open(0));
            string lines = rig.Told.Lines;
            rig.Link.Destroy();
            Check.Same(lines, rig.Told.Lines);
            rig = new LinkRig();
            Check.False(rig.Link.IsDestroyed);
            rig.Stream.Result = OpenResult.Refused;
            rig.Open(0);
            rig.Link.Destroy();
            Check.Same("Closed Refused 0", rig.State());
            Check.Same(long.MaxValue, rig.Link.Step(1));
            // What is open is told as it is let go.
            rig = new LinkRig().Establish();
            rig.Link.Destroy();
            Check.True(rig.Told.Lines.EndsWith("|D Cleaning up resource 'tcp'|D Cleaning up resource 'buffers'|D Cleaning up resource 'connection'|D Cleaned up 3 resources"));
            Check.Same(1, rig.Stream.Closed);
        }

        [TestMethod]
        public void Secure_OpenedTwice_ThenPlain_UsesTheStreamOfEach()
        {
            LinkRig rig = new LinkRig(new LinkLimits(), new LinkScript()).Wss();
            rig.Secure.Result = OpenResult.Refused;
            rig.Open(0);
            rig.Open(10);
            Check.True(rig.Secure.Opened == 2 && rig.Secure.Closed == 2 && rig.Stream.Opened == 0);
            rig.Target.Secure = false;
            rig.Establish();
            Check.Same("ReadingHeader None 0", rig.State());
        }

        [TestMethod]
        public void Phases_OfAStreamThatTellsItsStage_AreFollowed()
        {
            LinkRig rig = new LinkRig(new LinkLimits(), new LinkScript()).Wss();
            rig.Secure.Result = OpenResult.Pending;
            rig.Secure.Stage = OpenStage.Resolving;
            rig.Open(0);
            Check.Same("Resolving None 0", rig.State());
            rig.Link.Step(1);
            Check.Same("Resolving None 0", rig.State());
            rig.Secure.Stage = OpenStage.Connecting;
            rig.Link.Step(2);
            Check.Same("Connecting None 0", rig.State());
            rig.Secure.Stage = OpenStage.TlsHandshake;
            rig.Link.Step(3);
            Check.Same("TlsHandshake None 0", rig.State());
            rig.Secure.Result = OpenResult.Open;
            rig.Link.Step(4);
            Check.Same("UpgradeSent None 0", rig.State());
            // At once.
            rig = new LinkRig(new LinkLimits(), new LinkScript()).Wss();
            rig.Open(0);
            Check.Same("UpgradeSent None 0", rig.State());
            Check.Same("0 0 0 311", rig.Counts());
            Check.Same("192.0.2.1 443", rig.Secure.Host + " " + rig.Secure.Port);
        }
    }
}
