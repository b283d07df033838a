using Charger.Runtime;
using Firmware.Tests.Fakes;
using nanoFramework.TestFramework;
using Ocpp.Client.Session;
using Ocpp.Client.Transport;
using Ocpp.Client.Wire;

namespace Firmware.Tests.Ocpp
{
    [TestClass]
    public class RpcChannelTests
    {
        private const int Room = 700;

        [TestMethod]
        public void Call_Begun_HasAnIdOfItsOwnEachTime()
        {
            ScriptLink link = new ScriptLink();
            HexRandom random = new HexRandom();
            RpcChannel rpc = new RpcChannel(link, random, new LineLog(), Room, Room);
            Check.True(rpc.CanCall && rpc.IsOpen && !rpc.Waiting && !rpc.Unsent);
            Call(rpc, 100);
            Same("[2,\"9abcdef-1\",\"Heartbeat\",{}]", link.Take());
            Check.True(rpc.Waiting && !rpc.CanCall);
            Same("7 150", rpc.Kind + " " + rpc.DeadlineMs);
            Same("fl30 ", link.Parts);
            link.Receive("[3,\"9abcdef-1\",{}]");
            Is(RpcEvent.Answered, rpc.Poll(101));
            Call(rpc, 102);
            Same("[2,\"9abcdef-2\",\"Heartbeat\",{}]", link.Take());
            // On another connection the id begins differently.
            link.End();
            Is(RpcEvent.Lost, rpc.Poll(103));
            Is(RpcEvent.None, rpc.Poll(104));
            Check.True(!rpc.CanCall && !rpc.IsOpen);
            link.State = LinkState.Open;
            random.Next = 0x01234560;
            Call(rpc, 105);
            Same("[2,\"0654321-1\",\"Heartbeat\",{}]", link.Take());
        }

        [TestMethod]
        public void Call_Answered_IsToldByWhatCameBack()
        {
            ScriptLink link = new ScriptLink();
            RpcChannel rpc = Of(link);
            Call(rpc, 100);
            // Not an answer to our call: another id, an id of another length, an unknown message type.
            link.Receive("[3,\"1000000-2\",{}]");
            link.Receive("[3,\"1000000-11\",{}]");
            link.Receive("[4,\"1000000-\",\"InternalError\",\"\",{}]");
            link.Receive("[9,\"1000000-1\",{}]");
            for (int i = 0; i < 4; i++) Is(RpcEvent.None, rpc.Poll(100));
            Same("3 0", rpc.Strays + " " + rpc.Malformed);
            link.Receive("[2,\"x\",\"Reset\",{\"type\":\"Hard\"}]");
            Is(RpcEvent.Incoming, rpc.Poll(100));
            Check.True(rpc.Waiting && rpc.Frame.IsNamed("Reset"));
            link.Receive("[3,\"1000000-1\",{}]");
            Is(RpcEvent.Answered, rpc.Poll(100));
            Check.True(rpc.CanCall);
            link.Receive("[3,\"1000000-1\",{}]");
            Is(RpcEvent.None, rpc.Poll(100));
            Same("4 0", rpc.Strays + " " + rpc.Malformed);
            link.Take();
            Call(rpc, 100);
            link.Receive("[4,\"1000000-2\",\"InternalError\",\"\",{}]");
            Is(RpcEvent.Refused, rpc.Poll(100));
            Check.True(rpc.CanCall);
            Check.Same(1, link.Sent.Count);
        }

        [TestMethod]
        public void Call_WithoutAnAnswer_TimesOutOnce()
        {
            RpcChannel rpc = Of(new ScriptLink());
            Is(RpcEvent.None, rpc.Poll(1000));
            Call(rpc, 100);
            Is(RpcEvent.None, rpc.Poll(149));
            Is(RpcEvent.TimedOut, rpc.Poll(150));
            Is(RpcEvent.None, rpc.Poll(151));
            Check.True(rpc.CanCall);
        }

        [TestMethod]
        public void Call_TooLong_IsNotSent()
        {
            ScriptLink link = new ScriptLink();
            RpcChannel rpc = new RpcChannel(link, new CountingRandom(), new LineLog(), 16, 40);
            rpc.BeginCall("AnActionOfManyCharactersThatHaveNoRoom");
            Check.False(rpc.EndCall(7, 100, 50));
            Check.True(rpc.CanCall && link.Sent.Count == 0);
        }

        [TestMethod]
        public void Message_ThatTheLinkDoesNotTake_GoesLater()
        {
            ScriptLink link = new ScriptLink();
            link.SendBuffer = new byte[100];
            RpcChannel rpc = Of(link);
            link.Takes = false;
            Call(rpc, 100);
            Check.True(rpc.Unsent && rpc.Writer.Buffer == link.SendBuffer && rpc.Writer.Start == 3);
            // No message is read before ours is sent.
            link.Receive("[2,\"x\",\"Reset\",{\"type\":\"Hard\"}]");
            Is(RpcEvent.None, rpc.Poll(100));
            Check.True(rpc.Unsent);
            link.Takes = true;
            link.CanSend = false;
            Is(RpcEvent.None, rpc.Poll(100));
            Check.False(rpc.Unsent);
            Same("[2,\"1000000-1\",\"Heartbeat\",{}]", link.Take());
            Check.Same(0, rpc.Writer.Length);
            link.CanSend = true;
            Is(RpcEvent.Incoming, rpc.Poll(100));
            Is(RpcEvent.None, rpc.Poll(100));
            Check.Same(0, link.Sent.Count);
            Is(RpcEvent.TimedOut, rpc.Poll(150));
            link.CanSend = false;
            Check.False(rpc.CanCall);
            // What was not sent when the link ended is not sent on the next one.
            link.CanSend = true;
            link.Takes = false;
            Call(rpc, 200);
            link.End();
            Is(RpcEvent.Lost, rpc.Poll(201));
            link.State = LinkState.Open;
            link.Takes = true;
            Is(RpcEvent.None, rpc.Poll(202));
            Check.True(rpc.CanCall && link.Sent.Count == 0 && rpc.Writer.Length == 0);
        }

        [TestMethod]
        public void Message_ThatIsNone_IsAnsweredWhereItHasAnId()
        {
            ScriptLink link = new ScriptLink();
            LineLog told = new LineLog();
            RpcChannel rpc = new RpcChannel(link, new CountingRandom(), told, Room, Room);
            link.Receive("[2]");
            Is(RpcEvent.None, rpc.Poll(1));
            Check.Same(0, link.Sent.Count);
            link.Receive("[2,\"x\",\"Reset\"]");
            Is(RpcEvent.None, rpc.Poll(1));
            Same("[4,\"x\",\"FormationViolation\",\"not a message of OCPP-J\",{}]", link.Take());
            Same("0 2", rpc.Strays + " " + rpc.Malformed);
            Same("W a message of 3 bytes is no OCPP message|W a message of 15 bytes is no OCPP message", told.Lines);
            // So does a message of no bytes.
            link.Receive("");
            Is(RpcEvent.None, rpc.Poll(1));
            Check.Same(3, rpc.Malformed);
        }

        [TestMethod]
        public void Message_TooLongToTake_IsRefusedAtOnce()
        {
            ScriptLink link = new ScriptLink();
            RpcChannel rpc = Of(link);
            Long(link, "[2,\"x\",\"Reset\",{\"type\":\"");
            Is(RpcEvent.None, rpc.Poll(1));
            Same("[4,\"x\",\"InternalError\",\"a message of 124 bytes is longer than this charge point can take\",{}]", link.Take());
            Long(link, "[3,\"1000000-1\",{\"a");
            Is(RpcEvent.None, rpc.Poll(1));
            for (int type = 3; type < 5; type++)
            {
                Call(rpc, 1);
                link.Take();
                string id = "1000000-" + (type - 2);
                Long(link, "[2,\"" + id + "\",\"Reset\",{\"a");
                Is(RpcEvent.None, rpc.Poll(1));
                Check.True(link.Take().StartsWith("[4,\"" + id));
                Long(link, "[" + type + ",\"1000000-9\",{\"a");
                Is(RpcEvent.None, rpc.Poll(1));
                Long(link, "[9,\"" + id + "\",{\"a");
                Is(RpcEvent.None, rpc.Poll(1));
                Check.True(rpc.Waiting);
                Long(link, type == 3 ? "[3,\"" + id + "\",{\"a" : "[4,\"" + id + "\",\"InternalError\",\"");
                Is(RpcEvent.Refused, rpc.Poll(1));
                Check.True(rpc.CanCall && link.Sent.Count == 0);
            }
            Same("0 0", rpc.Strays + " " + rpc.Malformed);
        }

        [TestMethod]
        public void Answer_OfEachKind_HasTheIdOfItsCall()
        {
            ScriptLink link = new ScriptLink();
            RpcChannel rpc = Of(link);
            link.Receive("[2,\"some-id\",\"Reset\",{}]");
            Is(RpcEvent.Incoming, rpc.Poll(1));
            rpc.Status("Accepted");
            Same("[3,\"some-id\",{\"status\":\"Accepted\"}]", link.Take());
            link.SendBuffer = new byte[100];
            link.Takes = false;
            rpc.Status("Accepted");
            Check.True(rpc.Writer.Buffer == link.SendBuffer);
            link.SendBuffer = null;
            link.Takes = true;
            rpc.Error("NotSupported", "a \"word\"");
            Same("[4,\"some-id\",\"NotSupported\",\"a \\\"word\\\"\",{}]", link.Take());
            string most = "";
            for (int i = 0; i < 255; i++) most += "x";
            rpc.Error("NotSupported", most);
            Same("[4,\"some-id\",\"NotSupported\",\"" + most + "\",{}]", link.Take());
            rpc.Error("NotSupported", most.Substring(0, 200));
            Same("[4,\"some-id\",\"NotSupported\",\"" + most.Substring(0, 200) + "\",{}]", link.Take());
            rpc.Error("NotSupported", most + "y");
            Same("[4,\"some-id\",\"NotSupported\",\"" + most + "\",{}]", link.Take());
            rpc.BeginResult();
            for (int i = 0; i < 20; i++) rpc.Writer.Raw(most);
            rpc.EndResult();
            Same("[4,\"some-id\",\"InternalError\",\"the answer is larger than this charge point can send\",{}]", link.Take());
        }

        [TestMethod]
        public void Request_ReadOn_IsLetGoBeforeItIsAnswered()
        {
            ScriptLink link = new ScriptLink();
            RpcChannel rpc = Of(link);
            link.Receive("[2,\"some-id\",\"Reset\",{}]");
            Is(RpcEvent.Incoming, rpc.Poll(1));
            Check.Same(0, link.Released);
            rpc.KeepIdAlone();
            Check.Same(1, link.Released);
            Check.Same(7, rpc.Frame.Buffer.Length);
            rpc.Status("Accepted");
            Same("[3,\"some-id\",{\"status\":\"Accepted\"}]", link.Take());
            // Each message is released once, and no reference to it stays.
            Is(RpcEvent.None, rpc.Poll(2));
            Check.Same(1, link.Released);
            link.Receive("[2,\"some-id\",\"Reset\",{}]");
            Is(RpcEvent.Incoming, rpc.Poll(3));
            Is(RpcEvent.None, rpc.Poll(4));
            Check.True(link.Released == 2 && rpc.Frame.Buffer == link.ReceiveBuffer && rpc.Json.Buffer == link.ReceiveBuffer);
            Check.Same((int)JsonToken.Error, (int)rpc.Json.Next());
            link.Receive("[2,\"some-id\",\"Reset\",{}]");
            Is(RpcEvent.Incoming, rpc.Poll(5));
            link.End();
            Is(RpcEvent.None, rpc.Poll(6));
            Check.Same(3, link.Released);
        }

        [TestMethod]
        public void Answer_InParts_GoesOutWhileTheLinkTakesIt()
        {
            ScriptLink link = new ScriptLink();
            RpcChannel rpc = Of(link);
            link.Receive("[2,\"some-id\",\"GetConfiguration\",{}]");
            Is(RpcEvent.Incoming, rpc.Poll(1));
            link.SendBuffer = new byte[1000];
            Pieces pieces = new Pieces(5, 256);
            rpc.Result(pieces);
            Check.True(pieces.Into == link.SendBuffer);
            link.SendBuffer = null;
            // 13 bytes stand before the payload; a part is sent once it has 768 bytes, and the end goes with the last piece.
            Same("f781 l513 ", link.Parts);
            Check.False(rpc.Unsent);
            link.Take();
            link.Parts = "";
            rpc.Result(new Pieces(1, 10));
            Same("fl24 ", link.Parts);
            link.Take();
            // 13 and 755 bytes are just enough for a part.
            link.Parts = "";
            rpc.Result(new Pieces(2, 755));
            Same("f768 l756 ", link.Parts);
            link.Take();

            link.Parts = "";
            link.Takes = false;
            rpc.Result(new Pieces(5, 256));
            link.Receive("[2,\"other\",\"Reset\",{}]");
            Is(RpcEvent.None, rpc.Poll(1));
            Check.True(rpc.Unsent && rpc.Frame.IdLength == 7 && link.Released == 0);
            link.Takes = true;
            link.CanSend = false;
            Is(RpcEvent.None, rpc.Poll(1));
            Same("f781 ", link.Parts);
            Check.True(rpc.Unsent && link.Released == 0 && !rpc.CanCall);
            link.CanSend = true;
            Is(RpcEvent.Incoming, rpc.Poll(1));
            Same("f781 l513 ", link.Parts);
            Check.Same(5, rpc.Frame.IdLength);
        }

        [TestMethod]
        public void Answer_InPartsWhenTheLinkEnds_IsNotGoneOnWith()
        {
            ScriptLink link = new ScriptLink();
            RpcChannel rpc = Of(link);
            link.Receive("[2,\"some-id\",\"GetConfiguration\",{}]");
            Is(RpcEvent.Incoming, rpc.Poll(1));
            link.Takes = false;
            rpc.Result(new Pieces(5, 256));
            link.Takes = true;
            link.CanSend = false;
            Is(RpcEvent.None, rpc.Poll(1));
            link.End();
            Is(RpcEvent.None, rpc.Poll(2));
            Check.False(rpc.Unsent);
            Check.Same(1, link.Released);
            link.State = LinkState.Open;
            link.CanSend = true;
            Is(RpcEvent.None, rpc.Poll(3));
            link.Parts = "";
            Call(rpc, 4);
            Same("fl30 ", link.Parts);
        }

        private static void Long(ScriptLink link, string begins)
        {
            link.Receive(begins);
            link.Omitted = 124 - begins.Length;
        }

        private static RpcChannel Of(ScriptLink link) => new RpcChannel(link, new CountingRandom(), new LineLog(), Room, 2000);

        private static void Call(RpcChannel rpc, long nowMs)
        {
            rpc.BeginCall("Heartbeat");
            rpc.Writer.Raw("{}");
            Check.True(rpc.EndCall(7, nowMs, 50));
        }

        private static void Is(RpcEvent expected, RpcEvent found) => Check.Same((int)expected, (int)found);

        private static void Same(string expected, string found) => Check.Same(expected, found);

        /// <summary>All digits from 9 to f.</summary>
        private sealed class HexRandom : IRandomSource
        {
            public int Next = 0x7FEDCBA9;

            public int NextInt32() => Next;

            public void Fill(byte[] buffer, int offset, int count)
            {
            }
        }

        /// <summary>So many pieces, each of so many bytes.</summary>
        private sealed class Pieces : IAnswerParts
        {
            private readonly int _bytes;
            private int _left;

            public Pieces(int count, int bytes)
            {
                _left = count;
                _bytes = bytes;
            }

            /// <summary>What the last piece was written into.</summary>
            public byte[] Into;

            public bool WriteNext(JsonWriter writer)
            {
                Into = writer.Buffer;
                for (int i = 0; i < _bytes; i++) writer.Byte('x');
                return --_left > 0;
            }
        }
    }
}
