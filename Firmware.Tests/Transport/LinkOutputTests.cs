using System;
using nanoFramework.TestFramework;
using Ocpp.Client.Transport;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Transport
{
    [TestClass]
    public class LinkOutputTests
    {
        private const int Room = 200;

        [TestMethod]
        public void LinkOutput_Message_ArrivesWholeInFrames()
        {
            Arrives(0, 1);
            Arrives(125, 1);
            Arrives(200, 1);
            Arrives(201, 2);
            Arrives(400, 2);
            Arrives(950, 5);
        }

        private static void Arrives(int bytes, int frames)
        {
            byte[] message = Numbered(bytes);
            Taker taker = new Taker();
            LinkOutput output = Output();
            output.SendText(message, 0, bytes, true, true);
            Assert.IsFalse(output.IsFree);
            for (int i = 0; i < 10 && !output.IsFree; i++) output.Flush(taker);
            taker.Parse();
            Assert.AreEqual(frames, taker.Frames);
            Assert.AreEqual(0, taker.Wrong);
            Assert.AreEqual(bytes, taker.Length);
            for (int i = 0; i < bytes; i++) Assert.AreEqual(message[i], taker.Message[i]);
        }

        [TestMethod]
        public void LinkOutput_PingWhileFragmentsWait_GoesBetweenThem()
        {
            Taker taker = new Taker();
            LinkOutput output = Output();
            output.SendText(Numbered(500), 0, 500, true, true);
            output.WantPing();
            for (int i = 0; i < 10 && !output.IsFree; i++) output.Flush(taker);
            taker.Parse();
            Assert.AreEqual(1, taker.Pings);
            Assert.AreEqual(500, taker.Length);
            Assert.AreEqual(0, taker.Wrong);
        }

        [TestMethod]
        public void LinkOutput_CloseWhileFragmentsWait_IsTheLastFrame()
        {
            Taker taker = new Taker();
            LinkOutput output = Output();
            output.SendText(Numbered(500), 0, 500, true, true);
            output.WantClose(1000);
            for (int i = 0; i < 10; i++) output.Flush(taker);
            taker.Parse();
            Assert.IsTrue(output.CloseSent);
            Assert.AreEqual(1, taker.Frames);
            Assert.AreEqual(1, taker.Closes);
        }

        [TestMethod]
        public void LinkOutput_MessageInParts_IsOneMessage()
        {
            Taker taker = new Taker();
            LinkOutput output = Output();
            byte[] message = Numbered(500);
            int at = 0;
            // Shorter than a frame, longer than one, and the rest.
            foreach (int count in new int[] { 100, 250, 150 })
            {
                output.SendText(message, at, count, at == 0, at + count == message.Length);
                for (int i = 0; i < 10 && !output.IsFree; i++) output.Flush(taker);
                at += count;
            }
            taker.Parse();
            Assert.AreEqual(4, taker.Frames);
            Assert.AreEqual(0, taker.Wrong);
            Assert.AreEqual(500, taker.Length);
            for (int i = 0; i < 500; i++) Assert.AreEqual(message[i], taker.Message[i]);
        }

        [TestMethod]
        public void LinkOutput_Flushed_TakesThreeFramesATurn()
        {
            Taker taker = new Taker();
            LinkStatistics counts = new LinkStatistics();
            LinkOutput output = new LinkOutput(new CountingRandom(), counts, Room);
            output.SendText(Numbered(950), 0, 950, true, true);
            Assert.IsTrue(output.Flush(taker));
            Assert.AreEqual(3, taker.Writes);
            Assert.IsTrue(output.Flush(taker));
            Assert.IsTrue(output.IsFlushed && output.IsFree);
            Assert.AreEqual(5, output.FramesSent);
            Assert.AreEqual(1, counts.MessagesOut);
            Assert.AreEqual((long)taker.Count, counts.BytesOut);
            Assert.IsTrue(output.Flush(taker));
            Assert.AreEqual(5, taker.Writes);
            taker.Most = -1;
            output.WantPing();
            Assert.IsFalse(output.Flush(taker));
        }

        [TestMethod]
        public void LinkOutput_TakenByteByByte_KeepsTheOrder()
        {
            Taker taker = new Taker { Most = 0 };
            LinkOutput output = Output();
            output.WantPong(new byte[] { 7, 8, 9 }, 2);
            Assert.IsTrue(output.Flush(taker));
            Assert.IsTrue(output.IsFree);
            Assert.IsFalse(output.IsFlushed);
            output.SendText(Numbered(300), 0, 300, true, true);
            output.WantPing();
            taker.Most = 1;
            for (int i = 0; i < 600 && !output.IsFree; i++) output.Flush(taker);
            output.Flush(taker);
            taker.Parse();
            Assert.AreEqual("10:7,8, 1: 9: 0: ", taker.Told);
            Assert.AreEqual(300, taker.Length);
            Assert.AreEqual(0, taker.Wrong);
        }

        [TestMethod]
        public void LinkOutput_WrittenInItsOwnBuffer_GoesOutFromThere()
        {
            Taker taker = new Taker();
            LinkOutput output = Output();
            for (int part = 0; part < 2; part++)
            {
                byte[] buffer = output.Buffer;
                Assert.AreEqual(Room + WebSocketProtocol.MaxHeaderBytes, buffer.Length);
                for (int i = 0; i < Room; i++) buffer[WebSocketProtocol.MaxHeaderBytes + i] = (byte)(part + i);
                output.SendText(buffer, WebSocketProtocol.MaxHeaderBytes, Room - part, part == 0, part == 1);
                output.Flush(taker);
                Assert.IsTrue(output.IsFree);
                Assert.AreEqual(part == 0, buffer == output.Buffer, "it is let go with the last byte");
            }
            taker.Parse();
            Assert.AreEqual("1: 0: ", taker.Told);
            Assert.AreEqual(2 * Room - 1, taker.Length);
            Assert.AreEqual(0, taker.Wrong);
            for (int i = 0; i < taker.Length; i++) Assert.AreEqual((byte)(i < Room ? i : i - Room + 1), taker.Message[i]);
        }

        [TestMethod]
        public void LinkOutput_ClosedByUs_DropsPingAndPongAndTellsItsCode()
        {
            Taker taker = new Taker { Most = 7 };
            LinkOutput output = Output();
            output.WantPing();
            output.WantPong(new byte[1], 1);
            output.WantClose(0x1234);
            Assert.IsFalse(output.CloseSent);
            output.Flush(taker);
            Assert.IsFalse(output.CloseSent, "a byte of it waits");
            output.Flush(taker);
            Assert.IsTrue(output.CloseSent);
            output.WantPing();
            output.Flush(taker);
            taker.Parse();
            Assert.AreEqual("8:18,52, ", taker.Told);
        }

        [TestMethod]
        public void LinkOutput_Cleared_ForgetsWhatWaits()
        {
            for (int waits = 0; waits < 6; waits++)
            {
                Taker taker = new Taker { Most = 3 };
                LinkOutput output = Output();
                if (waits < 2) output.SendText(Numbered(500), 0, waits == 0 ? 100 : 500, true, true);
                if (waits == 2) output.WantPing();
                if (waits == 3) output.WantPong(new byte[5], 5);
                if (waits == 4) output.WantClose(1000);
                if (waits < 5) output.Flush(taker);
                output.WantPing();
                output.WantPong(new byte[5], 5);
                if (waits == 5) output.WantClose(1000);
                byte[] buffer = output.Buffer;
                output.Clear();
                Assert.IsFalse(buffer == output.Buffer);
                taker = new Taker();
                Assert.IsTrue(output.IsFree && output.IsFlushed && !output.CloseSent);
                Assert.IsTrue(output.Flush(taker));
                Assert.AreEqual(0, taker.Writes);
                output.SendText(Numbered(10), 0, 10, true, true);
                output.Flush(taker);
                taker.Parse();
                Assert.AreEqual("1: ", taker.Told);
                Assert.AreEqual(10, taker.Length);
                Assert.AreEqual(0, taker.Wrong);
            }
        }

        private static LinkOutput Output()
        {
            LinkOutput output = new LinkOutput(new CountingRandom(), new LinkStatistics(), Room);
            output.Clear();
            return output;
        }

        private static byte[] Numbered(int count)
        {
            byte[] bytes = new byte[count];
            for (int i = 0; i < count; i++) bytes[i] = (byte)(i * 7);
            return bytes;
        }

        /// <summary>Keeps what is written and reads it back as a server would.</summary>
        private sealed class Taker : ITransport
        {
            public readonly byte[] Message = new byte[1200];
            public int Length;
            public int Frames;
            public int Pings;
            public int Closes;
            public int Wrong;
            private readonly byte[] _wire = new byte[1500];
            public int Count;
            public int Writes;

            /// <summary>Bytes taken at a time; -1 for a stream that has failed.</summary>
            public int Most = int.MaxValue;

            /// <summary>Each frame's opcode, and a control frame's payload.</summary>
            public string Told = "";

            public OpenResult Open(string host, int port, int timeoutMs)
            {
                return OpenResult.Open;
            }

            public OpenResult PollOpen()
            {
                return OpenResult.Open;
            }

            public int Read(byte[] buffer, int offset, int count)
            {
                return 0;
            }

            public int Write(byte[] buffer, int offset, int count)
            {
                if (count > Most) count = Most;
                if (count < 0) return -1;
                Writes++;
                Array.Copy(buffer, offset, _wire, Count, count);
                Count += count;
                return count;
            }

            public void Close()
            {
            }

            public void Parse()
            {
                bool open = false;
                int at = 0;
                while (at < Count)
                {
                    bool last = (_wire[at] & 0x80) != 0;
                    int opcode = _wire[at++] & 15;
                    int length = _wire[at++] & 0x7F;
                    if (length == 126)
                    {
                        length = _wire[at] << 8 | _wire[at + 1];
                        at += 2;
                    }
                    int key = at;
                    at += 4;
                    Told += opcode + ":";
                    for (int i = 0; opcode >= 8 && i < length; i++) Told += (_wire[at + i] ^ _wire[key + i % 4]) + ",";
                    Told += " ";
                    if (opcode == 9) Pings++;
                    else if (opcode == 8) Closes++;
                    else if (opcode < 8)
                    {
                        if (opcode != (open ? 0 : 1)) Wrong++;
                        open = !last;
                        Frames++;
                        for (int i = 0; i < length; i++) Message[Length++] = (byte)(_wire[at + i] ^ _wire[key + i % 4]);
                    }
                    at += length;
                }
                if (open) Wrong++;
            }
        }
    }
}
