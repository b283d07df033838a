using System.Text;
using nanoFramework.TestFramework;
using Ocpp.Client.Wire;

namespace Firmware.Tests.Ocpp
{
    [TestClass]
    public class JsonWriterTests
    {
        [TestMethod]
        public void Writer_FixedPoint_HasNoTail()
        {
            Writer_FixedPoint_HasNoTail(0L, 0, "0");
            Writer_FixedPoint_HasNoTail(-7L, 0, "-7");
            Writer_FixedPoint_HasNoTail(8240L, 2, "82.4");
            Writer_FixedPoint_HasNoTail(8200L, 2, "82");
            Writer_FixedPoint_HasNoTail(5L, 2, "0.05");
            Writer_FixedPoint_HasNoTail(-15L, 1, "-1.5");
            Writer_FixedPoint_HasNoTail(1234567890123L, 3, "1234567890.123");
        }

        private static void Writer_FixedPoint_HasNoTail(long value, int scale, string expected)
        {
            JsonWriter writer = new JsonWriter(new byte[64]);
            writer.Fixed(value, scale);
            Assert.AreEqual(expected, Text(writer));
        }

        [TestMethod]
        public void Writer_Text_IsEscaped()
        {
            Writer_Text_IsEscaped("plain", "\"plain\"");
            Writer_Text_IsEscaped("a\"b\\c", "\"a\\\"b\\\\c\"");
            Writer_Text_IsEscaped("line\nnext\ttab\r", "\"line\\nnext\\ttab\\r\"");
            Writer_Text_IsEscaped("\u0001\u001f", "\"\\u0001\\u001f\"");
            Writer_Text_IsEscaped("h\u00e9", "\"h\u00e9\"");
            Writer_Text_IsEscaped("", "\"\"");
        }

        private static void Writer_Text_IsEscaped(string text, string expected)
        {
            JsonWriter writer = new JsonWriter(new byte[64]);
            writer.Quoted(text);
            Assert.AreEqual(expected, Text(writer));
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            writer.Clear();
            writer.Quoted(bytes, 0, bytes.Length);
            Assert.AreEqual(expected, Text(writer));
        }

        [TestMethod]
        public void Writer_Full_SaysSoAndWritesNoMore()
        {
            JsonWriter writer = new JsonWriter(new byte[4]);
            writer.Raw("abc");
            writer.Raw("de");
            writer.Byte('x');
            Assert.IsTrue(writer.Overflowed);
            Assert.AreEqual("abc", Text(writer));
        }

        [TestMethod]
        public void Time_WithFractionOrOffset_IsReadExactly_Rule20()
        {
            Time_WithFractionOrOffset_IsReadExactly_Rule20("2026-11-21T04:14:05Z", 1795234445000L);
            Time_WithFractionOrOffset_IsReadExactly_Rule20("2026-11-21T04:14:05.5Z", 1795234445500L);
            Time_WithFractionOrOffset_IsReadExactly_Rule20("2026-11-21T04:14:05.123456Z", 1795234445123L);
            Time_WithFractionOrOffset_IsReadExactly_Rule20("2026-11-21T05:44:05+01:30", 1795234445000L);
            Time_WithFractionOrOffset_IsReadExactly_Rule20("2026-11-20T23:14:05-0500", 1795234445000L);
            Time_WithFractionOrOffset_IsReadExactly_Rule20("2024-02-29T23:59:59.999Z", 1709251199999L);
            Time_WithFractionOrOffset_IsReadExactly_Rule20("1970-01-01T00:00:00", 0L);
        }

        private static void Time_WithFractionOrOffset_IsReadExactly_Rule20(string text, long expected)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            Assert.IsTrue(Iso8601.TryParse(bytes, 0, bytes.Length, out long utcMs));
            Assert.AreEqual(expected, utcMs);
        }

        [TestMethod]
        public void Time_Malformed_IsRefused()
        {
            Time_Malformed_IsRefused("2026-02-29T00:00:00Z");
            Time_Malformed_IsRefused("2026-13-01T00:00:00Z");
            Time_Malformed_IsRefused("2026-11-21 04:14:05Z");
            Time_Malformed_IsRefused("2026-11-21T24:00:00Z");
            Time_Malformed_IsRefused("2026-11-21T04:14:05.Z");
            Time_Malformed_IsRefused("2026-11-21T04:14:05+0");
            Time_Malformed_IsRefused("2026-11-21T04:14");
            Time_Malformed_IsRefused("2026-11-21T04:14:05Zx");
        }

        private static void Time_Malformed_IsRefused(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            Assert.IsFalse(Iso8601.TryParse(bytes, 0, bytes.Length, out long _));
        }

        [TestMethod]
        public void Time_IsWrittenInUtcWithMilliseconds_Rule20()
        {
            Time_IsWrittenInUtcWithMilliseconds_Rule20(1795234445123L, "2026-11-21T04:14:05.123Z");
            Time_IsWrittenInUtcWithMilliseconds_Rule20(1709251199999L, "2024-02-29T23:59:59.999Z");
            Time_IsWrittenInUtcWithMilliseconds_Rule20(0L, "1970-01-01T00:00:00.000Z");
            Time_IsWrittenInUtcWithMilliseconds_Rule20(4107542400000L, "2100-03-01T00:00:00.000Z");
        }

        private static void Time_IsWrittenInUtcWithMilliseconds_Rule20(long utcMs, string expected)
        {
            byte[] into = new byte[Iso8601.Length];
            Iso8601.Format(utcMs, into, 0);
            Assert.AreEqual(expected, Encoding.UTF8.GetString(into, 0, into.Length));
        }

        private static string Text(JsonWriter writer) => Encoding.UTF8.GetString(writer.Buffer, 0, writer.Count);
    }
}
