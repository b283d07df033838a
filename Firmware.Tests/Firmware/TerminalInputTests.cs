using System.Text;
using Charger.Runtime;
using Firmware.Terminal;
using nanoFramework.TestFramework;

namespace Firmware.Tests.FirmwareRoom
{
    [TestClass]
    public class TerminalInputTests
    {
        [TestMethod]
        public void LineEditor_Keys_GiveTheLine()
        {
            LineEditor_Keys_GiveTheLine("help\r", "help");
            LineEditor_Keys_GiveTheLine("help\n", "help");
            LineEditor_Keys_GiveTheLine("hxx\b\belp\r", "help");
            LineEditor_Keys_GiveTheLine("wrong\u0015help\r", "help");
            LineEditor_Keys_GiveTheLine("he\u001b[Clp\r", "help");
            LineEditor_Keys_GiveTheLine("he\u0001\u0002lp\r", "help");
            LineEditor_Keys_GiveTheLine("\r", "");
        }

        private static void LineEditor_Keys_GiveTheLine(string keys, string expected)
        {
            LineEditor editor = new LineEditor(new TextOutput(new Paper()));
            Assert.AreEqual(expected, Type(editor, keys));
        }

        [TestMethod]
        public void LineEditor_ReturnAndLineFeed_AreOneEnd()
        {
            LineEditor editor = new LineEditor(new TextOutput(new Paper()));
            Assert.AreEqual("one", Type(editor, "one\r"));
            Assert.AreEqual("two", Type(editor, "\ntwo\r"));
        }

        [TestMethod]
        public void LineEditor_ArrowUp_BringsTheLineBefore()
        {
            LineEditor editor = new LineEditor(new TextOutput(new Paper()));
            Type(editor, "show can\r");
            Assert.AreEqual("show can", Type(editor, "abc\u001b[A\r"));
        }

        [TestMethod]
        public void LineEditor_Full_TakesNoMoreAndKeepsWhatItHas()
        {
            LineEditor editor = new LineEditor(new TextOutput(new Paper()));
            for (int i = 0; i < LineEditor.MaxLength + 10; i++) editor.Accept((byte)'x');
            Assert.AreEqual(LineEditor.MaxLength, editor.Length);
            Assert.AreEqual(LineEditor.MaxLength, Type(editor, "\r").Length);
        }

        [TestMethod]
        public void LineEditor_Secret_ArrowUpBringsNothing()
        {
            LineEditor editor = new LineEditor(new TextOutput(new Paper()));
            Type(editor, "ocpp key 0123\r");
            Assert.IsTrue(editor.HeldSecret);
            Assert.AreEqual("", Type(editor, "\u001b[A\r"));
        }

        [TestMethod]
        public void Words_Line_IsCutAtBlanks()
        {
            Words_Line_IsCutAtBlanks("show can", "show|can");
            Words_Line_IsCutAtBlanks("  start   TAG1 ", "start|TAG1");
            Words_Line_IsCutAtBlanks("wifi \"my net\" pass", "wifi|my net|pass");
            Words_Line_IsCutAtBlanks("", "");
        }

        private static void Words_Line_IsCutAtBlanks(string line, string expected)
        {
            Words words = new Words();
            Assert.IsTrue(words.Split(line));
            string joined = "";
            for (int i = 0; i < words.Count; i++) joined += (i == 0 ? "" : "|") + words[i];
            Assert.AreEqual(expected, joined);
            Assert.AreEqual("", words[words.Count]);
        }

        [TestMethod]
        public void Words_TooManyOrOpenQuote_IsRefused()
        {
            Words_TooManyOrOpenQuote_IsRefused("1 2 3 4 5 6 7 8 9");
            Words_TooManyOrOpenQuote_IsRefused("wifi \"open");
        }

        private static void Words_TooManyOrOpenQuote_IsRefused(string line)
        {
            Assert.IsFalse(new Words().Split(line));
        }

        [TestMethod]
        public void Words_Number_IsBounded()
        {
            Words_Number_IsBounded("0", true, 0);
            Words_Number_IsBounded("-5", true, -5);
            Words_Number_IsBounded("2147483647", true, 2147483647);
            Words_Number_IsBounded("2147483648", false, 0);
            Words_Number_IsBounded("-", false, 0);
            Words_Number_IsBounded("1x", false, 0);
            Words_Number_IsBounded("99999999999999999999", false, 0);
        }

        private static void Words_Number_IsBounded(string word, bool expected, int value)
        {
            Words words = new Words();
            words.Split(word);
            Assert.AreEqual(expected, words.TryNumber(0, out int read));
            if (expected) Assert.AreEqual(value, read);
        }

        [TestMethod]
        public void NearestWord_Mistyped_FindsTheCommand()
        {
            NearestWord_Mistyped_FindsTheCommand("sotp", "stop");
            NearestWord_Mistyped_FindsTheCommand("hlep", "help");
            NearestWord_Mistyped_FindsTheCommand("statu", "status");
            NearestWord_Mistyped_FindsTheCommand("xyzzyplugh", "nothing");
        }

        private static void NearestWord_Mistyped_FindsTheCommand(string typed, string expected)
        {
            NearestWord nearest = new NearestWord();
            nearest.Begin(typed);
            nearest.Offer("help");
            nearest.Offer("status");
            nearest.Offer("start");
            nearest.Offer("stop");
            Assert.AreEqual(expected, nearest.Best == null ? "nothing" : nearest.Best);
        }

        [TestMethod]
        public void TextOutput_Fixed_ShowsItsDigits()
        {
            TextOutput_Fixed_ShowsItsDigits(0L, 3, 1, "0.0");
            TextOutput_Fixed_ShowsItsDigits(12345L, 3, 1, "12.3");
            TextOutput_Fixed_ShowsItsDigits(-12345L, 3, 3, "-12.345");
            TextOutput_Fixed_ShowsItsDigits(-5L, 1, 1, "-0.5");
            TextOutput_Fixed_ShowsItsDigits(7L, 3, 0, "0");
            TextOutput_Fixed_ShowsItsDigits(9223372036854775807L, 3, 2, "9223372036854775.80");
        }

        private static void TextOutput_Fixed_ShowsItsDigits(long value, int scale, int shown, string expected)
        {
            Paper paper = new Paper();
            TextOutput text = new TextOutput(paper);
            text.Fixed(value, scale, shown).Flush();
            Assert.AreEqual(expected, paper.Text);
        }

        [TestMethod]
        public void TextOutput_LongText_ArrivesWhole()
        {
            Paper paper = new Paper();
            TextOutput text = new TextOutput(paper);
            string hundred = "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789";
            text.Text(hundred).Text(hundred).Number(long.MinValue).Hex(0xAB, 4).Line();
            Assert.AreEqual(hundred + hundred + "-922337203685477580800AB\r\n", paper.Text);
        }

        private static string Type(LineEditor editor, string keys)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(keys);
            for (int i = 0; i < bytes.Length; i++)
                if (editor.Accept(bytes[i]) == EditResult.Line) return editor.ConsumeLine();
            return null;
        }
    }

    /// <summary>A serial line that keeps what is written and answers nothing.</summary>
    public sealed class Paper : ISerialLine
    {
        public string Text = "";

        public int Read(byte[] buffer, int offset, int count)
        {
            return 0;
        }

        public void Write(byte[] buffer, int offset, int count)
        {
            Text += Encoding.UTF8.GetString(buffer, offset, count);
        }
    }
}
