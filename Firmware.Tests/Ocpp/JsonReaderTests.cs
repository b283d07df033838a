using System.Text;
using nanoFramework.TestFramework;
using Ocpp.Client.Wire;

namespace Firmware.Tests.Ocpp
{
    [TestClass]
    public class JsonReaderTests
    {
        [TestMethod]
        public void Reader_Text_IsTakenOrRefusedAsRfc8259Says()
        {
            Reader_Text_IsTakenOrRefusedAsRfc8259Says("{}", true);
            Reader_Text_IsTakenOrRefusedAsRfc8259Says(" [1, -2.5e3, \"a\\u00e9\\n\", true, false, null, {\"a\":[]}] ", true);
            Reader_Text_IsTakenOrRefusedAsRfc8259Says("\"\"", true);
            Reader_Text_IsTakenOrRefusedAsRfc8259Says("0", true);
            Reader_Text_IsTakenOrRefusedAsRfc8259Says("", false);
            Reader_Text_IsTakenOrRefusedAsRfc8259Says("{", false);
            Reader_Text_IsTakenOrRefusedAsRfc8259Says("[1,]", false);
            Reader_Text_IsTakenOrRefusedAsRfc8259Says("{\"a\":1,}", false);
            Reader_Text_IsTakenOrRefusedAsRfc8259Says("{\"a\"}", false);
            Reader_Text_IsTakenOrRefusedAsRfc8259Says("{1:2}", false);
            Reader_Text_IsTakenOrRefusedAsRfc8259Says("[01]", false);
            Reader_Text_IsTakenOrRefusedAsRfc8259Says("[1.]", false);
            Reader_Text_IsTakenOrRefusedAsRfc8259Says("[.5]", false);
            Reader_Text_IsTakenOrRefusedAsRfc8259Says("[+1]", false);
            Reader_Text_IsTakenOrRefusedAsRfc8259Says("[-]", false);
            Reader_Text_IsTakenOrRefusedAsRfc8259Says("[1e]", false);
            Reader_Text_IsTakenOrRefusedAsRfc8259Says("[tru]", false);
            Reader_Text_IsTakenOrRefusedAsRfc8259Says("[\"\\x\"]", false);
            Reader_Text_IsTakenOrRefusedAsRfc8259Says("[\"\\u12g4\"]", false);
            Reader_Text_IsTakenOrRefusedAsRfc8259Says("[\"a\nb\"]", false);
            Reader_Text_IsTakenOrRefusedAsRfc8259Says("[1] 2", false);
            Reader_Text_IsTakenOrRefusedAsRfc8259Says("[1}", false);
            Reader_Text_IsTakenOrRefusedAsRfc8259Says("[[[[[[[[[[1]]]]]]]]]]", true);
            Reader_Text_IsTakenOrRefusedAsRfc8259Says("[[[[[[[[[[[1]]]]]]]]]]]", false);
        }

        private static void Reader_Text_IsTakenOrRefusedAsRfc8259Says(string text, bool good)
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
        public void Reader_StringBytes_MustBeUtf8()
        {
            Reader_StringBytes_MustBeUtf8("C3 A9", true);
            Reader_StringBytes_MustBeUtf8("E2 82 AC", true);
            Reader_StringBytes_MustBeUtf8("F0 9F 94 8C", true);
            Reader_StringBytes_MustBeUtf8("C0 80", false);
            Reader_StringBytes_MustBeUtf8("E0 80 80", false);
            Reader_StringBytes_MustBeUtf8("ED A0 80", false);
            Reader_StringBytes_MustBeUtf8("F4 90 80 80", false);
            Reader_StringBytes_MustBeUtf8("80", false);
            Reader_StringBytes_MustBeUtf8("C3", false);
            Reader_StringBytes_MustBeUtf8("FF", false);
        }

        private static void Reader_StringBytes_MustBeUtf8(string hex, bool good)
        {
            int count = (hex.Length + 1) / 3;
            byte[] bytes = new byte[count + 2];
            bytes[0] = (byte)'"';
            for (int i = 0; i < count; i++) bytes[i + 1] = (byte)((JsonText.HexDigit(hex[3 * i]) << 4) | JsonText.HexDigit(hex[3 * i + 1]));
            bytes[count + 1] = (byte)'"';
            Assert.AreEqual(good, IsWhole(bytes, bytes.Length));
        }

        [TestMethod]
        public void Number_Token_ReadsAsFixedPoint()
        {
            Number_Token_ReadsAsFixedPoint("0", 0, 0L);
            Number_Token_ReadsAsFixedPoint("-12", 0, -12L);
            Number_Token_ReadsAsFixedPoint("82.4", 1, 824L);
            Number_Token_ReadsAsFixedPoint("82", 1, 820L);
            Number_Token_ReadsAsFixedPoint("-0.5", 1, -5L);
            Number_Token_ReadsAsFixedPoint("7.0", 0, 7L);
            Number_Token_ReadsAsFixedPoint("922337203685477580", 0, 922337203685477580L);
        }

        private static void Number_Token_ReadsAsFixedPoint(string text, int scale, long expected)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            Assert.IsTrue(JsonText.TryFixed(bytes, 0, bytes.Length, scale, out long value));
            Assert.AreEqual(expected, value);
        }

        [TestMethod]
        public void Number_TooPreciseOrTooLarge_IsRefused()
        {
            Number_TooPreciseOrTooLarge_IsRefused("1.5", 0);
            Number_TooPreciseOrTooLarge_IsRefused("1.25", 1);
            Number_TooPreciseOrTooLarge_IsRefused("1e-1", 0);
            Number_TooPreciseOrTooLarge_IsRefused("1e30", 0);
            Number_TooPreciseOrTooLarge_IsRefused("1e1000", 0);
            Number_TooPreciseOrTooLarge_IsRefused("99999999999999999999", 0);
        }

        private static void Number_TooPreciseOrTooLarge_IsRefused(string text, int scale)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            Assert.IsFalse(JsonText.TryFixed(bytes, 0, bytes.Length, scale, out long _));
        }

        [TestMethod]
        public void Number_WithExponentOrManyZeros_IsItself()
        {
            Number_WithExponentOrManyZeros_IsItself("1.6E1", 1, 160);
            Number_WithExponentOrManyZeros_IsItself("160e-1", 0, 16);
            Number_WithExponentOrManyZeros_IsItself("-0.5e+1", 0, -5);
            Number_WithExponentOrManyZeros_IsItself("0e99", 0, 0);
            Number_WithExponentOrManyZeros_IsItself("16.10000000000000000000000000", 1, 161);
        }

        private static void Number_WithExponentOrManyZeros_IsItself(string text, int scale, int expected)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            Assert.IsTrue(JsonText.TryFixed(bytes, 0, bytes.Length, scale, out long value), text);
            Assert.IsTrue(value == expected, text);
        }

        [TestMethod]
        public void Escapes_ThatNeedNotBe_AreReplacedInPlaceAndTheRestReadsAgain()
        {
            byte[] bytes = Encoding.UTF8.GetBytes("{\"\\u0061b\":[\"x\\/\\u00e9\\ud83d\\udd0c\\u002B\",\"\\u0022\\ud83d\"]}");
            JsonReader reader = new JsonReader();
            for (int turn = 0; turn < 2; turn++)
            {
                reader.Reset(bytes, 0, bytes.Length);
                reader.Next();
                Assert.IsTrue(reader.Next() == JsonToken.Name && Encoding.UTF8.GetString(bytes, reader.Start, reader.Length) == "ab", "the name");
                reader.Next();
                Assert.IsTrue(reader.Next() == JsonToken.String && !reader.HasEscapes, "the string");
                Assert.AreEqual("x/\u00e9\ud83d\udd0c+", Encoding.UTF8.GetString(bytes, reader.Start, reader.Length));
                Assert.IsTrue(reader.Next() == JsonToken.String && reader.HasEscapes, "a quote and half a pair stay escapes");
                Assert.IsTrue(reader.Next() == JsonToken.ArrayEnd && reader.Next() == JsonToken.ObjectEnd && reader.Next() == JsonToken.End, "the end");
            }
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
