using System.Text;
using nanoFramework.TestFramework;
using Ocpp.Client.Wire;

namespace Firmware.Tests.Ocpp
{
    [TestClass]
    public class JsonReaderTests
    {
        [TestMethod]
        [DataRow("{}", true)]
        [DataRow(" [1, -2.5e3, \"a\\u00e9\\n\", true, false, null, {\"a\":[]}] ", true)]
        [DataRow("\"\"", true)]
        [DataRow("0", true)]
        [DataRow("", false)]
        [DataRow("{", false)]
        [DataRow("[1,]", false)]
        [DataRow("{\"a\":1,}", false)]
        [DataRow("{\"a\"}", false)]
        [DataRow("{1:2}", false)]
        [DataRow("[01]", false)]
        [DataRow("[1.]", false)]
        [DataRow("[.5]", false)]
        [DataRow("[+1]", false)]
        [DataRow("[-]", false)]
        [DataRow("[1e]", false)]
        [DataRow("[tru]", false)]
        [DataRow("[\"\\x\"]", false)]
        [DataRow("[\"\\u12g4\"]", false)]
        [DataRow("[\"a\nb\"]", false)]
        [DataRow("[1] 2", false)]
        [DataRow("[1}", false)]
        [DataRow("[[[[[[[[[[1]]]]]]]]]]", true)]
        [DataRow("[[[[[[[[[[[1]]]]]]]]]]]", false)]
        public void Reader_Text_IsTakenOrRefusedAsRfc8259Says(string text, bool good)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            Assert.AreEqual(good, IsWhole(bytes, bytes.Length));
        }

        [TestMethod]
        public void Reader_TextCutAtEveryByte_IsRefused()
        {
            byte[] bytes = Encoding.UTF8.GetBytes("[2,\"17\",\"X\",{\"a\":[-1.5,\"\\u00e9\u00e9\",null],\"b\":{}}]");
            for (int count = 0; count < bytes.Length; count++) Assert.IsFalse(IsWhole(bytes, count), "cut at " + count);
            Assert.IsTrue(IsWhole(bytes, bytes.Length));
        }

        [TestMethod]
        [DataRow("C3 A9", true)]
        [DataRow("E2 82 AC", true)]
        [DataRow("F0 9F 94 8C", true)]
        [DataRow("C0 80", false)]
        [DataRow("E0 80 80", false)]
        [DataRow("ED A0 80", false)]
        [DataRow("F4 90 80 80", false)]
        [DataRow("80", false)]
        [DataRow("C3", false)]
        [DataRow("FF", false)]
        public void Reader_StringBytes_MustBeUtf8(string hex, bool good)
        {
            int count = (hex.Length + 1) / 3;
            byte[] bytes = new byte[count + 2];
            bytes[0] = (byte)'"';
            for (int i = 0; i < count; i++) bytes[i + 1] = (byte)((JsonText.HexDigit(hex[3 * i]) << 4) | JsonText.HexDigit(hex[3 * i + 1]));
            bytes[count + 1] = (byte)'"';
            Assert.AreEqual(good, IsWhole(bytes, bytes.Length));
        }

        [TestMethod]
        [DataRow("0", 0, 0L)]
        [DataRow("-12", 0, -12L)]
        [DataRow("82.4", 1, 824L)]
        [DataRow("82", 1, 820L)]
        [DataRow("-0.5", 1, -5L)]
        [DataRow("7.0", 0, 7L)]
        [DataRow("922337203685477580", 0, 922337203685477580L)]
        public void Number_Token_ReadsAsFixedPoint(string text, int scale, long expected)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            Assert.IsTrue(JsonText.TryFixed(bytes, 0, bytes.Length, scale, out long value));
            Assert.AreEqual(expected, value);
        }

        [TestMethod]
        [DataRow("1.5", 0)]
        [DataRow("1.25", 1)]
        [DataRow("1e3", 0)]
        [DataRow("99999999999999999999", 0)]
        public void Number_TooPreciseOrTooLarge_IsRefused(string text, int scale)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            Assert.IsFalse(JsonText.TryFixed(bytes, 0, bytes.Length, scale, out long _));
        }

        [TestMethod]
        public void Escapes_OfAString_BecomeUtf8()
        {
            byte[] bytes = Encoding.UTF8.GetBytes("a\\\"\\\\\\/\\n\\u00e9\\ud83d\\udd0c");
            byte[] into = new byte[32];
            int count = JsonText.Unescape(bytes, 0, bytes.Length, into);
            Assert.AreEqual("a\"\\/\n\u00e9\ud83d\udd0c", Encoding.UTF8.GetString(into, 0, count));
            bytes = Encoding.UTF8.GetBytes("\\ud83d");
            Assert.AreEqual(-1, JsonText.Unescape(bytes, 0, bytes.Length, into));
        }

        private static bool IsWhole(byte[] bytes, int count)
        {
            JsonReader reader = new JsonReader();
            reader.Reset(bytes, 0, count);
            for (int i = 0; i < 100; i++)
            {
                JsonToken token = reader.Next();
                if (token == JsonToken.End) return true;
                if (token == JsonToken.Error) return false;
            }
            return false;
        }
    }
}
