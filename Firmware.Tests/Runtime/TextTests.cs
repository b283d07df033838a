using Charger.Runtime;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Runtime
{
    [TestClass]
    public class TextTests
    {
        [TestMethod]
        public void ControlCharacters_AnyOfThem_IsEscapedAndNothingElse()
        {
            Assert.AreEqual("", ControlCharacters.Escaped(""));
            Assert.AreEqual("plain \u00c4\u20ac text", ControlCharacters.Escaped("plain \u00c4\u20ac text"));
            Assert.AreEqual("a\\x0D\\x0Ab\\x1B[2J", ControlCharacters.Escaped("a\r\nb\u001b[2J"));
            Assert.AreEqual("\\x01\\x1F\\x7F\\x9F\\x80", ControlCharacters.Escaped("\u0001\u001f\u007f\u009f\u0080"));
            string many = "";
            for (int i = 0; i < 400; i++) many += "\n";
            string shown = ControlCharacters.Escaped(many);
            Assert.IsTrue(shown.Length < 1100 && shown.EndsWith("..."), shown);
        }

        [TestMethod]
        public void AppendFixed_AnyValue_KeepsItsDecimals()
        {
            AppendFixed_AnyValue_KeepsItsDecimals(0L, 0, "0");
            AppendFixed_AnyValue_KeepsItsDecimals(0L, 3, "0.000");
            AppendFixed_AnyValue_KeepsItsDecimals(7L, 3, "0.007");
            AppendFixed_AnyValue_KeepsItsDecimals(1840L, 3, "1.840");
            AppendFixed_AnyValue_KeepsItsDecimals(-1840L, 3, "-1.840");
            AppendFixed_AnyValue_KeepsItsDecimals(-5L, 1, "-0.5");
            AppendFixed_AnyValue_KeepsItsDecimals(1000000L, 0, "1000000");
            AppendFixed_AnyValue_KeepsItsDecimals(long.MinValue, 0, "-9223372036854775808");
            AppendFixed_AnyValue_KeepsItsDecimals(long.MaxValue, 2, "92233720368547758.07");
        }

        private static void AppendFixed_AnyValue_KeepsItsDecimals(long value, int decimals, string expected)
        {
            TextBuffer text = new TextBuffer(40);
            Assert.AreEqual(expected, text.AppendFixed(value, decimals).ToString());
            Assert.AreEqual(expected.Length, Numbers.LengthOfFixed(value, decimals));
        }

        [TestMethod]
        public void Append_MixedParts_MakesOneLineAndIsReused()
        {
            TextBuffer text = new TextBuffer(64);
            text.Append("old text");
            text.Clear();
            text.Append("id=").AppendHex(0x0681827E, 8).Append(' ').Append("n=").Append(-12).Append((string)null);
            Assert.AreEqual("id=0681827E n=-12", text.ToString());
            Assert.IsFalse(text.Truncated);
        }

        [TestMethod]
        public void Append_NoRoom_CutsAtAWholeCharacterAndSaysSo()
        {
            TextBuffer text = new TextBuffer(6);
            text.Append("ab").Append("\u20ac\u20ac\u20ac");
            Assert.IsTrue(text.Truncated);
            Assert.AreEqual("ab\u20ac", text.ToString());
            text.Append(12345678);
            Assert.AreEqual("ab\u20ac", text.ToString());
        }

        [TestMethod]
        public void XorShift_SameSeed_SameBits_AndBothSigns()
        {
            XorShift a = new XorShift(7);
            XorShift b = new XorShift(7);
            XorShift c = new XorShift(8);
            int same = 0;
            int negative = 0;
            for (int i = 0; i < 200; i++)
            {
                int value = a.NextInt32();
                Assert.AreEqual(value, b.NextInt32());
                if (value == c.NextInt32()) same++;
                // Converted to long on purpose: the interpreter must keep the sign of a value that was a uint.
                long wide = value;
                if (wide < 0) negative++;
            }
            Assert.IsTrue(same < 2);
            Assert.IsTrue(negative > 60 && negative < 140, negative.ToString());
        }

        [TestMethod]
        public void XorShift_Fill_StaysInItsRange()
        {
            byte[] bytes = new byte[9];
            new XorShift(0).Fill(bytes, 1, 7);
            Assert.AreEqual((byte)0, bytes[0]);
            Assert.AreEqual((byte)0, bytes[8]);
            int sum = 0;
            for (int i = 1; i < 8; i++) sum += bytes[i];
            Assert.IsTrue(sum > 0);
        }
    }
}
