using System.Text;
using nanoFramework.TestFramework;
using Ocpp.Client.Transport;
using Ocpp.Client.Wire;

namespace Firmware.Tests.Transport
{
    [TestClass]
    public class FrameReaderTests
    {
        private const int Largest = 300;

        // What comes out: M message, P ping, O pong, C close with its code, V violation with the code to close with.
        [TestMethod]
        public void Reader_Frames_GiveWhatRfc6455Says()
        {
            Reader_Frames_GiveWhatRfc6455Says("5.7 unmasked text", "81 05 48 65 6c 6c 6f", "M5");
            Reader_Frames_GiveWhatRfc6455Says("5.7 fragmented text", "01 03 48 65 6c 80 02 6c 6f", "M5");
            Reader_Frames_GiveWhatRfc6455Says("5.7 ping", "89 05 48 65 6c 6c 6f", "P5");
            Reader_Frames_GiveWhatRfc6455Says("5.5.3 pong", "8a 00", "O0");
            Reader_Frames_GiveWhatRfc6455Says("5.4 ping between fragments", "01 01 41 89 01 42 80 01 43", "P1M2");
            Reader_Frames_GiveWhatRfc6455Says("5.2 length 126 in 16 bits", "81 7e 00 7e *126", "M126");
            Reader_Frames_GiveWhatRfc6455Says("5.2 length 125 in 16 bits is not the shortest", "81 7e 00 7d", "V1002");
            Reader_Frames_GiveWhatRfc6455Says("5.2 length 256 in 64 bits is not the shortest", "81 7f 00 00 00 00 00 00 01 00", "V1002");
            Reader_Frames_GiveWhatRfc6455Says("5.2 length 65535 in 64 bits is not the shortest", "81 7f 00 00 00 00 00 00 ff ff", "V1002");
            Reader_Frames_GiveWhatRfc6455Says("5.2 length with its highest bit set", "81 7f 80 00 00 00 00 01 00 00", "V1002");
            Reader_Frames_GiveWhatRfc6455Says("larger than the buffer", "81 7e 01 2d *301", "M300");
            Reader_Frames_GiveWhatRfc6455Says("fragments larger than the buffer", "01 7e 01 2c *300 00 01 41 80 01 42 81 01 43", "M300M1");
            Reader_Frames_GiveWhatRfc6455Says("7.4.1 larger than what is passed over", "81 7f 00 00 00 00 00 02 00 01", "V1009");
            Reader_Frames_GiveWhatRfc6455Says("5.2 reserved bit 1", "c1 00", "V1002");
            Reader_Frames_GiveWhatRfc6455Says("5.2 reserved bit 2", "a1 00", "V1002");
            Reader_Frames_GiveWhatRfc6455Says("5.2 reserved bit 3", "91 00", "V1002");
            Reader_Frames_GiveWhatRfc6455Says("5.2 opcode 3", "83 00", "V1002");
            Reader_Frames_GiveWhatRfc6455Says("5.2 opcode 11", "8b 00", "V1002");
            Reader_Frames_GiveWhatRfc6455Says("5.1 masked by a server", "81 81 00 00 00 00 41", "V1002");
            Reader_Frames_GiveWhatRfc6455Says("5.4 continuation of nothing", "80 00", "V1002");
            Reader_Frames_GiveWhatRfc6455Says("5.4 text inside a message", "01 01 41 81 01 42", "V1002");
            Reader_Frames_GiveWhatRfc6455Says("5.5 fragmented ping", "09 00", "V1002");
            Reader_Frames_GiveWhatRfc6455Says("5.5 ping of 126 bytes", "89 7e 00 7e", "V1002");
            Reader_Frames_GiveWhatRfc6455Says("5.6 binary", "82 01 41", "V1003");
            Reader_Frames_GiveWhatRfc6455Says("8.1 not UTF-8", "81 02 c3 28", "V1007");
            Reader_Frames_GiveWhatRfc6455Says("8.1 cut at the end of the message", "81 01 c3", "V1007");
            Reader_Frames_GiveWhatRfc6455Says("8.1 split over fragments", "01 01 c3 80 01 a9", "M2");
            Reader_Frames_GiveWhatRfc6455Says("8.1 continuation alone", "81 01 80", "V1007");
            Reader_Frames_GiveWhatRfc6455Says("8.1 highest of one byte", "81 02 7f 41", "M2");
            Reader_Frames_GiveWhatRfc6455Says("8.1 not UTF-8 before the end", "01 03 c3 28 41", "V1007");
            Reader_Frames_GiveWhatRfc6455Says("8.1 a message checked anew", "81 03 c3 a9 41 81 03 c3 a9 42 01 01 43 80 00", "M3M3M1");
            Reader_Frames_GiveWhatRfc6455Says("8.1 the second message not UTF-8", "81 03 41 41 41 81 02 c3 28", "M3V1007");
            Reader_Frames_GiveWhatRfc6455Says("8.1 surrogate", "81 03 ed a0 80", "V1007");
            Reader_Frames_GiveWhatRfc6455Says("5.5.1 close 1000", "88 02 03 e8", "C1000");
            Reader_Frames_GiveWhatRfc6455Says("5.5.1 close with a reason", "88 05 03 e8 c3 a9 41", "C1000");
            Reader_Frames_GiveWhatRfc6455Says("5.5.1 close without a code", "88 00", "C1005");
            Reader_Frames_GiveWhatRfc6455Says("5.5.1 close with half a code", "88 01 03", "V1002");
            Reader_Frames_GiveWhatRfc6455Says("7.4.2 close 999", "88 02 03 e7", "V1002");
            Reader_Frames_GiveWhatRfc6455Says("7.4.1 close 1005", "88 02 03 ed", "V1002");
            Reader_Frames_GiveWhatRfc6455Says("7.4.1 close 1006", "88 02 03 ee", "V1002");
            Reader_Frames_GiveWhatRfc6455Says("7.4.2 close 3000", "88 02 0b b8", "C3000");
            Reader_Frames_GiveWhatRfc6455Says("7.4.2 close 4999", "88 02 13 87", "C4999");
            Reader_Frames_GiveWhatRfc6455Says("7.4.2 close 5000", "88 02 13 88", "V1002");
            Reader_Frames_GiveWhatRfc6455Says("5.5.1 close with a reason that is not UTF-8", "88 04 03 e8 c3 28", "V1007");
        }

        private static void Reader_Frames_GiveWhatRfc6455Says(string section, string hex, string expected)
        {
            byte[] bytes = Parse(hex);
            Assert.AreEqual(expected, Read(bytes, bytes.Length), section);
            // Cut at every byte, and byte by byte: chunks must not matter.
            for (int cut = 1; cut < bytes.Length && cut < 24; cut++) Assert.AreEqual(expected, Read(bytes, cut), section + " in chunks of " + cut);
        }

        [TestMethod]
        public void Reader_Message_TakesTheRoomItNeeds()
        {
            FrameReader reader = new FrameReader();
            Assert.AreEqual(0, reader.Message.Length);
            reader.Attach(16, 300);
            Holds(reader, 0x81, 200, FrameResult.Message, 200, 200, 0);
            reader.Release();
            Holds(reader, 0x01, 16, FrameResult.NeedMore, 16, 16, 0);
            Holds(reader, 0x00, 1, FrameResult.NeedMore, 17, 300, 0);
            Holds(reader, 0x80, 3, FrameResult.Message, 20, 300, 0);
            reader.Release();
            Holds(reader, 0x01, 5, FrameResult.NeedMore, 5, 16, 0);
            byte[] room = reader.Message;
            Holds(reader, 0x00, 11, FrameResult.NeedMore, 16, 16, 0);
            Assert.AreSame(room, reader.Message);
            Holds(reader, 0x80, 19, FrameResult.Message, 35, 35, 0);
            reader.Release();
            Holds(reader, 0x81, 300, FrameResult.Message, 300, 300, 0);
            reader.Release();
            Assert.AreEqual(0, reader.Message.Length);
            Assert.AreEqual(0, reader.MessageLength);
        }

        [TestMethod]
        public void Reader_TooLongForItsRoom_KeepsTheBeginning()
        {
            FrameReader reader = new FrameReader();
            reader.Attach(16, 300);
            Holds(reader, 0x81, 301, FrameResult.Message, 16, 16, 285);
            reader.Release();
            Assert.AreEqual(0, reader.Omitted);
            Holds(reader, 0x01, 20, FrameResult.NeedMore, 20, 300, 0);
            Holds(reader, 0x00, 281, FrameResult.NeedMore, 300, 300, 1);
            Holds(reader, 0x89, 4, FrameResult.Ping, 300, 300, 1);
            Assert.AreEqual(4, reader.ControlLength);
            for (int i = 0; i < 4; i++) Assert.AreEqual((byte)'x', reader.Control[i]);
            Holds(reader, 0x80, 2, FrameResult.Message, 300, 300, 3);
            reader.Release();
            Holds(reader, 0x81, 4, FrameResult.Message, 4, 4, 0);
            reader.Release();
        }

        [TestMethod]
        public void Reader_PassedOver_Ends128KilobytesOn()
        {
            int[] first = { 65535, 65536, 131071, 131072, 131073, 500, 500 };
            int[] then = { -1, -1, -1, -1, -1, 130572, 130573 };
            bool[] ends = { false, false, false, false, true, false, true };
            for (int i = 0; i < first.Length; i++)
            {
                FrameReader reader = new FrameReader();
                reader.Attach(16, 300);
                FrameResult result = Feed(reader, then[i] < 0 ? 0x81 : 0x01, first[i]);
                if (then[i] >= 0) result = Feed(reader, 0x80, then[i]);
                Assert.IsTrue(result == (ends[i] ? FrameResult.Violation : FrameResult.Message), "row " + i);
                if (ends[i]) Assert.AreEqual(1009, reader.CloseCode);
                else Assert.AreEqual(16, reader.MessageLength);
            }
        }

        [TestMethod]
        public void Reader_ViolationInAChunk_TellsHowMuchItTook()
        {
            string[] frames = { "c1 00", "81 7e 00 7d", "81 02 c3 28 41" };
            int[] taken = { 1, 4, 4 };
            for (int i = 0; i < frames.Length; i++)
            {
                FrameReader reader = new FrameReader();
                reader.Attach(200, 200);
                byte[] bytes = Parse("8a 00 " + frames[i]);
                Assert.IsTrue(reader.Read(bytes, 0, bytes.Length) == FrameResult.Pong);
                Assert.AreEqual(2, reader.Consumed);
                Assert.IsTrue(reader.Read(bytes, 2, bytes.Length - 2) == FrameResult.Violation);
                Assert.AreEqual(taken[i], reader.Consumed, frames[i]);
            }
        }

        [TestMethod]
        public void Reader_InPayload_IsBetweenHeaderAndEnd()
        {
            FrameReader reader = new FrameReader();
            reader.Attach(200, 200);
            byte[] frame = Parse("81 7e 00 7e *126");
            for (int i = 0; i < frame.Length; i++)
            {
                Assert.AreEqual(i >= 4, reader.IsInPayload, "before byte " + i);
                reader.Read(frame, i, 1);
            }
            Assert.IsFalse(reader.IsInPayload);
            reader.Release();
            frame = Parse("01 01 41 81 02 42");
            reader.Read(frame, 0, frame.Length);
            reader.Attach(200, 200);
            Holds(reader, 0x81, 3, FrameResult.Message, 3, 3, 0);
        }

        private static void Holds(FrameReader reader, int start, int payload, FrameResult result, int length, int room, int omitted)
        {
            string row = start + " of " + payload;
            Assert.IsTrue(result == Feed(reader, start, payload), row);
            Assert.AreEqual(length, reader.MessageLength, row);
            Assert.AreEqual(room, reader.Message.Length, row);
            Assert.AreEqual(omitted, reader.Omitted, row);
            for (int i = 0; i < length; i++) Assert.IsTrue(reader.Message[i] == 'x', row);
        }

        /// <summary>Reads a frame with a payload of so many letters x, in chunks of 100 bytes.</summary>
        private static FrameResult Feed(FrameReader reader, int start, int payload)
        {
            byte[] chunk = new byte[100];
            chunk[0] = (byte)start;
            int header = payload < 126 ? 2 : payload < 65536 ? 4 : 10;
            chunk[1] = (byte)(header == 2 ? payload : header == 4 ? 126 : 127);
            for (int i = header - 1, left = payload; i >= 2; i--, left >>= 8) chunk[i] = (byte)left;
            FrameResult result = reader.Read(chunk, 0, header);
            for (int i = 0; i < 100; i++) chunk[i] = (byte)'x';
            for (int left = payload; left > 0 && result == FrameResult.NeedMore; left -= 100) result = reader.Read(chunk, 0, left < 100 ? left : 100);
            return result;
        }

        [TestMethod]
        public void Writer_Frame_IsMaskedWithTheKey()
        {
            Writer_Frame_IsMaskedWithTheKey(0, "81 80 11 22 33 44");
            Writer_Frame_IsMaskedWithTheKey(1, "81 81 11 22 33 44 11");
            Writer_Frame_IsMaskedWithTheKey(5, "81 85 11 22 33 44 11 23 31 47 15");
        }

        private static void Writer_Frame_IsMaskedWithTheKey(int payload, string expected)
        {
            byte[] buffer = new byte[32];
            int header = FrameWriter.HeaderBytes(payload);
            for (int i = 0; i < payload; i++) buffer[header + i] = (byte)i;
            int length = FrameWriter.Finish(buffer, 0, WebSocketProtocol.Text, payload, 0x11223344);
            byte[] wanted = Parse(expected);
            Assert.AreEqual(wanted.Length, length);
            for (int i = 0; i < length; i++) Assert.AreEqual(wanted[i], buffer[i], "byte " + i);
        }

        [TestMethod]
        public void Writer_Header_IsTheShortest()
        {
            Writer_Header_IsTheShortest(125, 6);
            Writer_Header_IsTheShortest(126, 8);
            Writer_Header_IsTheShortest(65535, 8);
            Writer_Header_IsTheShortest(65536, 14);
        }

        private static void Writer_Header_IsTheShortest(int payload, int header)
        {
            Assert.AreEqual(header, FrameWriter.HeaderBytes(payload));
        }

        [TestMethod]
        public void Sha1AndBase64_OfTheRfcExample_GiveItsAcceptKey()
        {
            byte[] key = Encoding.UTF8.GetBytes("dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
            byte[] hash = new byte[Sha1.HashBytes];
            Sha1.Compute(key, key.Length, hash);
            byte[] text = new byte[28];
            Base64.Encode(hash, 0, hash.Length, text, 0);
            Assert.AreEqual("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", Encoding.UTF8.GetString(text, 0, text.Length));
        }

        /// <summary>A close frame is as short as a ping, and only control frames have a buffer for control frames.</summary>
        [TestMethod]
        public void FrameReader_ControlFrames_AreShortAndHaveTheirOwnBuffer()
        {
            Assert.AreEqual("V1002", Read(Parse("887E"), 2));
            FrameReader reader = new FrameReader();
            reader.Attach(Largest, Largest);
            byte[] ping = Parse("89024142");
            Assert.AreEqual((int)FrameResult.Ping, (int)reader.Read(ping, 0, ping.Length));
            byte[] text = Parse("8105*005");
            Assert.AreEqual((int)FrameResult.Message, (int)reader.Read(text, 0, text.Length));
            Assert.AreEqual(2, reader.Control.Length);
        }

        /// <summary>No array is as long as what it may take at most: the beginning stays, as of a message that is too long.</summary>
        [TestMethod]
        public void FrameReader_NoRoomForTheWhole_KeepsTheBeginning()
        {
            FrameReader reader = new FrameReader();
            reader.Attach(16, int.MaxValue);
            byte[] text = Parse("0111*017");
            Assert.AreEqual((int)FrameResult.NeedMore, (int)reader.Read(text, 0, text.Length));
            Assert.AreEqual("16 16 1", reader.MessageLength + " " + reader.Message.Length + " " + reader.Omitted);
            reader.Reset();
            text = Parse("8102*002");
            Assert.AreEqual((int)FrameResult.Message, (int)reader.Read(text, 0, text.Length));
            Assert.AreEqual("2 0", reader.MessageLength + " " + reader.Omitted);
        }

        private static string Read(byte[] bytes, int chunk)
        {
            FrameReader reader = new FrameReader();
            reader.Attach(Largest, Largest);
            string seen = "";
            for (int at = 0; at < bytes.Length;)
            {
                int count = bytes.Length - at < chunk ? bytes.Length - at : chunk;
                FrameResult result = reader.Read(bytes, at, count);
                at += reader.Consumed;
                switch (result)
                {
                    case FrameResult.Message:
                        seen += "M" + reader.MessageLength;
                        reader.Release();
                        break;
                    case FrameResult.Ping:
                        seen += "P" + reader.ControlLength;
                        break;
                    case FrameResult.Pong:
                        seen += "O" + reader.ControlLength;
                        break;
                    case FrameResult.Close: return seen + "C" + reader.CloseCode;
                    case FrameResult.Violation: return seen + "V" + reader.CloseCode;
                }
            }
            return seen;
        }

        /// <summary>Hexadecimal bytes; *N is N times the letter x.</summary>
        private static byte[] Parse(string hex)
        {
            byte[] bytes = new byte[400];
            int count = 0;
            for (int i = 0; i < hex.Length; i++)
            {
                if (hex[i] == ' ') continue;
                if (hex[i] == '*')
                {
                    int times = int.Parse(hex.Substring(i + 1, 3));
                    for (int n = 0; n < times; n++) bytes[count++] = (byte)'x';
                    i += 3;
                    continue;
                }
                bytes[count++] = (byte)((JsonText.HexDigit(hex[i]) << 4) | JsonText.HexDigit(hex[i + 1]));
                i++;
            }
            byte[] exact = new byte[count];
            System.Array.Copy(bytes, exact, count);
            return exact;
        }
    }
}
