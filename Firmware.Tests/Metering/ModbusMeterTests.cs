using Charger.Metering;
using Firmware.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Metering
{
    [TestClass]
    public class ModbusMeterTests
    {
        private const int TenKwh = 0x41200000;

        [TestMethod]
        public void ModbusMeter_Request_IsTheFrameOfTheProtocol()
        {
            MeterLine line = new MeterLine();
            Meter(line, "SDM120 1 9600").Step(0);
            byte[] expected = { 0x01, 0x04, 0x00, 0x48, 0x00, 0x02, 0xF1, 0xDD };
            for (int i = 0; i < expected.Length; i++) Assert.AreEqual((int)expected[i], (int)line.Request[i]);
        }

        [TestMethod]
        public void ModbusMeter_Answers_AreReadInTurn()
        {
            MeterLine line = new MeterLine { Bits = TenKwh };
            ModbusMeter meter = Meter(line, "SDM630 3 9600");
            Run(meter, 0, 5000);
            Assert.IsTrue(meter.Works);
            Assert.AreEqual(10000, meter.EnergyWh);
            Assert.AreEqual(10, meter.PowerW);
            Assert.AreEqual(10000, meter.VoltageMv);
            Assert.AreEqual(10000, meter.CurrentMa);
            Assert.AreEqual(10, line.Requests);
            Assert.AreEqual(5, meter.Readings);
        }

        [TestMethod]
        public void ModbusMeter_OneRequestIsOut_NoOtherIsSentBeforeItsTime()
        {
            MeterLine line = new MeterLine { Silent = true };
            ModbusMeter meter = Meter(line, "SDM120 1 1200");
            Run(meter, 0, 400);
            Assert.AreEqual(1, line.Requests);
            Run(meter, 400, 600);
            Assert.AreEqual(2, line.Requests);
            Assert.AreEqual(1, meter.TimeOuts);
        }

        [TestMethod]
        public void ModbusMeter_EchoAndNoiseBeforeTheAnswer_AreSkipped()
        {
            MeterLine line = new MeterLine { Echoes = true, Before = new byte[] { 0, 0xFF, 1, 4 } };
            ModbusMeter meter = Meter(line, "SDM120 1 9600");
            Run(meter, 0, 3000);
            Assert.IsTrue(meter.Works);
            Assert.AreEqual(0, meter.WrongAnswers + meter.TimeOuts + meter.Refusals);
        }

        [TestMethod]
        public void ModbusMeter_NoAnswer_IsLostAndFoundAgain()
        {
            MeterLine line = new MeterLine { Bits = TenKwh };
            LineLog log = new LineLog();
            ModbusMeter meter = Meter(line, "SDM120 1 9600");
            meter.Log = log;
            Run(meter, 0, 2000);
            line.Silent = true;
            Run(meter, 2000, 4000);
            Assert.IsFalse(meter.Lost);
            Run(meter, 4000, 9000);
            Assert.IsTrue(meter.Lost);
            Assert.IsFalse(meter.Works);
            Assert.AreEqual(-1, meter.PowerW);
            line.Silent = false;
            Run(meter, 9000, 12000);
            Assert.IsTrue(meter.Lost);
            Run(meter, 12000, 15000);
            Assert.IsTrue(meter.Works);
            Assert.AreEqual(3, Told(log));
        }

        [TestMethod]
        public void ModbusMeter_LineThatComesAndGoesForHours_IsFoundLaterAndLaterAndDoesNotFillTheLog()
        {
            MeterLine line = new MeterLine();
            LineLog log = new LineLog();
            ModbusMeter meter = Meter(line, "SDM120 1 9600");
            meter.Log = log;
            int found = 0;
            // An hour: six seconds of silence, then twelve with answers, of which each fifth is garbled from the first hour's middle on.
            for (int second = 0; second < 3600; second++)
            {
                bool lost = meter.Lost;
                line.Silent = second % 18 < 6;
                line.Spoilt = second > 1800 && second % 5 == 0;
                Run(meter, second * 1000L, second * 1000L + 1000);
                if (lost && !meter.Lost) found++;
            }
            Assert.IsTrue(found >= 1 && found <= 3, "found " + found + " times");
            Assert.IsTrue(Told(log) <= 12, "told " + Told(log) + " times");
            line.Silent = line.Spoilt = false;
            Run(meter, 3_600_000, 3_700_000);
            Assert.IsTrue(meter.Works);
        }

        [TestMethod]
        public void ModbusMeter_SteadyForTenMinutes_ForgetsEarlierLosses()
        {
            MeterLine line = new MeterLine();
            ModbusMeter meter = Meter(line, "SDM120 1 9600");
            Lose(meter, line, 0);
            Run(meter, 10_000, 720_000);
            Assert.IsTrue(meter.Works);
            Lose(meter, line, 720_000);
            Run(meter, 730_000, 736_000);
            Assert.IsTrue(meter.Works, "found as after a first loss");
            Lose(meter, line, 740_000);
            Run(meter, 750_000, 756_000);
            Assert.IsFalse(meter.Works, "a second loss takes longer");
            Run(meter, 756_000, 762_000);
            Assert.IsTrue(meter.Works);
        }

        [TestMethod]
        public void ModbusMeter_OneValueBecomesUnusable_IsNotKnownAnyMore()
        {
            MeterLine line = new MeterLine { Bits = TenKwh };
            ModbusMeter meter = Meter(line, "SDM120 1 9600");
            Run(meter, 0, 4000);
            Assert.AreEqual(10, meter.PowerW);
            line.OtherBits = 0x7F800000;
            Run(meter, 4000, 8000);
            Assert.AreEqual(-1, meter.PowerW);
            Assert.AreEqual(-1, meter.VoltageMv);
            Assert.AreEqual(-1, meter.CurrentMa);
            Assert.IsTrue(meter.Works);
            line.OtherBits = TenKwh;
            Run(meter, 8000, 12000);
            Assert.AreEqual(10, meter.PowerW);
        }

        [TestMethod]
        public void ModbusMeter_BadAnswers_AreCountedAndToldOnce()
        {
            ModbusMeter_BadAnswers_AreCountedAndToldOnce(new MeterLine { Spoilt = true });
            ModbusMeter_BadAnswers_AreCountedAndToldOnce(new MeterLine { Exception = 2 });
            ModbusMeter_BadAnswers_AreCountedAndToldOnce(new MeterLine { Bits = 0x7FC00000 });
            ModbusMeter_BadAnswers_AreCountedAndToldOnce(new MeterLine { Bits = unchecked((int)0xC1200000), Before = new byte[30] });
        }

        private static void ModbusMeter_BadAnswers_AreCountedAndToldOnce(MeterLine line)
        {
            LineLog log = new LineLog();
            ModbusMeter meter = Meter(line, "SDM120 1 9600");
            meter.Log = log;
            Run(meter, 0, 20000);
            Assert.IsFalse(meter.Works);
            Assert.IsTrue(meter.Lost);
            Assert.IsTrue(meter.WrongAnswers + meter.Refusals >= 15);
            // One line for the bad answers, one for the loss of the meter.
            Assert.AreEqual(2, Told(log));
        }

        [TestMethod]
        public void ModbusMeter_BytesNobodyAskedFor_AreCountedAndNoAnswer()
        {
            MeterLine line = new MeterLine();
            ModbusMeter meter = Meter(line, "SDM120 1 9600");
            Run(meter, 0, 200);
            line.Put(new byte[] { 1, 4, 4 }, 3);
            Run(meter, 200, 2000);
            Assert.AreEqual(3, meter.StrayBytes);
            Assert.IsTrue(meter.Works);
        }

        private static ModbusMeter Meter(MeterLine line, string settings)
        {
            MeterSettings read = new MeterSettings();
            Assert.IsNull(read.Accept(settings));
            return new ModbusMeter(line, read);
        }

        private static void Lose(ModbusMeter meter, MeterLine line, long nowMs)
        {
            line.Silent = true;
            Run(meter, nowMs, nowMs + 10_000);
            Assert.IsTrue(meter.Lost);
            line.Silent = false;
        }

        /// <summary>Steps the meter as the UI thread does: when a step is due, at multiples of 50 ms.</summary>
        private static void Run(ModbusMeter meter, long fromMs, long toMs)
        {
            for (long ms = fromMs; ms < toMs; ms += 50) meter.Step(ms);
        }

        private static int Told(LineLog log)
        {
            return log.Lines.Length == 0 ? 0 : log.Lines.Split('|').Length;
        }
    }
}
