using System.Text;
using Charger.Runtime;
using nanoFramework.TestFramework;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Runtime
{
    [TestClass]
    public class FlashLinesTests
    {
        [TestMethod]
        public void Lines_AppendedOverReboots_ComeBackInOrder()
        {
            StorageFake storage = new StorageFake();
            Add(new FlashLines(storage, "l", 60), "one");
            Add(new FlashLines(storage, "l", 60), "two");
            Assert.AreEqual("#lines 2 1 1\none\ntwo\n", All(new FlashLines(storage, "l", 60)));
        }

        [TestMethod]
        public void Lines_BothFilesFull_TheOlderFileGoes()
        {
            StorageFake storage = new StorageFake();
            FlashLines lines = new FlashLines(storage, "l", 40);
            for (int i = 0; i < 20; i++) Assert.IsTrue(Add(lines, "line " + i));
            string all = All(new FlashLines(storage, "l", 40));
            Assert.EndsWith("line 18\nline 19\n", all);
            Assert.IsTrue(all.Length <= 80, all);
            Assert.IsTrue(all.IndexOf("line 0\n") < 0, all);
        }

        [TestMethod]
        public void Lines_LastOneTorn_TheNextBeginsOnItsOwn()
        {
            StorageFake storage = new StorageFake();
            FlashLines lines = new FlashLines(storage, "l", 60);
            Add(lines, "one");
            byte[] torn = Encoding.UTF8.GetBytes("tw");
            storage.Append("l.a", torn, 0, torn.Length);
            lines = new FlashLines(storage, "l", 60);
            Add(lines, "three");
            Assert.AreEqual("#lines 2 1 1\none\ntw\nthree\n", All(lines));
        }

        [TestMethod]
        public void Lines_Held_KeepTheOlderFileAndErasedAreGone()
        {
            StorageFake storage = new StorageFake();
            FlashLines lines = new FlashLines(storage, "l", 22);
            Add(lines, "one");
            lines.Held = true;
            Assert.IsTrue(Add(lines, "two"), "there is room");
            Assert.IsFalse(Add(lines, "three"), "the older file would go");
            Assert.AreEqual("#lines 2 1 1\none\ntwo\n", All(lines));
            lines.Held = false;
            Assert.IsTrue(lines.Erase());
            Assert.AreEqual(0, lines.Length);
            Add(lines, "three");
            Assert.AreEqual("#lines 2 1 1\nthree\n", All(lines));
        }

        private static bool Add(FlashLines lines, string text)
        {
            byte[] line = Encoding.UTF8.GetBytes(text + "\n");
            return lines.Append(line, line.Length);
        }

        private static string All(FlashLines lines)
        {
            byte[] all = new byte[300];
            int at = 0;
            for (int count; (count = lines.Read(at, all, at, 7)) > 0;) at += count;
            return Encoding.UTF8.GetString(all, 0, at);
        }
    }
}
