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
            private int _count;

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
                Array.Copy(buffer, offset, _wire, _count, count);
                _count += count;
                return count;
            }

            public void Close()
            {
            }

            public void Parse()
            {
                bool open = false;
                int at = 0;
                while (at < _count)
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
                    if (opcode == 9) Pings++;
                    else if (opcode == 8) Closes++;
                    else
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
