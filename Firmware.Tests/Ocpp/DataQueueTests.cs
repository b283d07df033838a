using System.Text;
using Charger.Runtime;
using nanoFramework.TestFramework;
using Ocpp.Client.DataTransfer;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Ocpp
{
    [TestClass]
    public class DataQueueTests
    {
        [TestMethod]
        public void Add_Reboot_ComesInOrder()
        {
            CutStorage flash = new CutStorage();
            DataQueue queue = new DataQueue(flash, new Crc32());
            Assert.AreEqual("", Next(queue));
            Assert.IsTrue(Add(queue, "one", true) && Add(queue, "two", false));
            queue = new DataQueue(flash, new Crc32());
            Assert.AreEqual(2, queue.Waiting);
            Assert.AreEqual("M:one", Next(queue));
            queue.Complete();
            queue = new DataQueue(flash, new Crc32());
            Assert.AreEqual("M:two", Next(queue));
            queue.Complete();
            Assert.AreEqual("", Next(queue));
            Assert.AreEqual(0, new DataQueue(flash, new Crc32()).Waiting);
        }

        [TestMethod]
        public void Add_Full_TheOldestTelemetryGoes()
        {
            DataQueue queue = new DataQueue(new CutStorage(), new Crc32());
            string fill = new string('x', 235);
            Assert.IsTrue(Add(queue, "keep" + fill, false) && Add(queue, "tell" + fill, true));
            for (int i = 0; queue.Lost == 0; i++) Assert.IsTrue(i < 20 && Add(queue, "k" + i + fill, false));
            // Eight messages have room: the telemetry was dropped, and the oldest message is still there.
            Assert.AreEqual(8, queue.Waiting);
            Assert.AreEqual("M:keep" + fill, Next(queue));
            Assert.IsTrue(Add(queue, "t2" + fill, true));
            Assert.AreEqual(2, queue.Lost);
            Assert.AreEqual("M:keep" + fill, Next(queue));
            Assert.IsTrue(Add(queue, "last" + fill, false));
            Assert.AreEqual(3, queue.Lost);
            Assert.AreEqual("M:k0" + fill, Next(queue));
        }

        [TestMethod]
        public void Add_TooLong_IsRefused()
        {
            DataQueue queue = new DataQueue(new CutStorage(), new Crc32());
            Assert.IsTrue(Add(queue, new string('x', DataQueue.MostDataBytes), true));
            Assert.IsFalse(Add(queue, new string('x', DataQueue.MostDataBytes + 1), true));
            Assert.AreEqual(1, queue.Waiting);
        }

        [TestMethod]
        public void Flash_CutAtAnyWrite_LosesNothingBeforeIt()
        {
            for (int bytes = 0; bytes < 30; bytes += 5)
            {
                CutStorage flash = new CutStorage();
                DataQueue queue = new DataQueue(flash, new Crc32());
                Add(queue, "one", true);
                flash.CutAfter = bytes;
                Assert.IsFalse(Add(queue, "two", false));
                Assert.AreEqual(1, queue.Waiting);
                queue = new DataQueue(flash, new Crc32());
                Assert.AreEqual("M:one", Next(queue));
                Assert.IsTrue(Add(queue, "two", false));
                flash.CutAfter = bytes / 2;
                Assert.IsFalse(queue.Complete());
                queue = new DataQueue(flash, new Crc32());
                Assert.AreEqual("M:one", Next(queue));
                Assert.AreEqual(2, queue.Waiting);
            }
        }

        private static bool Add(DataQueue queue, string text, bool telemetry)
        {
            byte[] data = Encoding.UTF8.GetBytes(text);
            return queue.Add("M", data, data.Length, telemetry);
        }

        private static string Next(DataQueue queue)
        {
            byte[] file = queue.Head(out string messageId, out int data, out int count);
            return file == null ? "" : messageId + ":" + Encoding.UTF8.GetString(file, data, count);
        }
    }
}
