using Charger.Runtime;
using Firmware.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Runtime
{
    [TestClass]
    public class LogTests
    {
        [TestMethod]
        public void Write_OneLine_HasTimeLevelAndSection()
        {
            LineSink sink = new LineSink();
            Log log = New(12345, sink, new WakeSignal());

            log.Write(LogLevel.Warning, LogSection.Can, "CAN1 bus off");

            log.Pump();
            Assert.AreEqual("[12.345] WARNING CAN CAN1 bus off", sink.Lines);
        }

        [TestMethod]
        public void Write_BelowLevelOrSwitchedOff_IsLeftOutExceptErrors()
        {
            LineSink sink = new LineSink();
            Log log = New(0, sink, new WakeSignal());
            log.Switch(LogSection.Can, false);

            log.Write(LogLevel.Debug, LogSection.Ocpp, "a");
            log.Write(LogLevel.Info, LogSection.Can, "b");
            log.Write(LogLevel.Error, LogSection.Can, "c");
            log.Switch(LogSection.Can, true);
            log.Level = LogLevel.Trace;
            log.Write(LogLevel.Trace, LogSection.Can, "d");

            log.Pump();
            Assert.AreEqual("[0.000] ERROR CAN c|[0.000] TRACE CAN d", sink.Lines);
        }

        [TestMethod]
        public void Write_MoreThanTheRate_IsSuppressedCountedAndTold()
        {
            LineSink sink = new LineSink();
            StoppedClock clock = new StoppedClock();
            Log log = new Log(clock, new TimedLock("L", clock, null), new WakeSignal());
            log.AddSink(sink);
            log.LinesPerSecond = 2;

            for (int i = 0; i < 5; i++) log.Write(LogLevel.Info, LogSection.Bms, "x");
            log.Write(LogLevel.Info, LogSection.Module, "y");
            clock.NowMs = 1000;
            log.Write(LogLevel.Info, LogSection.Bms, "z");

            Assert.AreEqual(3, log.Suppressed);
            log.Pump();
            Assert.AreEqual("[0.000] INFO BMS x|[0.000] INFO BMS x|[0.000] INFO MODULE y|[1.000] WARNING BMS 3 lines suppressed|[1.000] INFO BMS z", sink.Lines);
        }

        [TestMethod]
        public void Pump_AfterTheRingRanOver_CountsWhatWasOverwritten()
        {
            LineSink sink = new LineSink();
            WakeSignal owner = new WakeSignal();
            StoppedClock clock = new StoppedClock();
            Log log = new Log(clock, new TimedLock("L", clock, null), owner, 99);
            log.AddSink(sink);

            for (int i = 0; i < 10; i++) log.Write(LogLevel.Info, LogSection.Can, "line " + i);
            Assert.AreEqual(0, sink.Count);
            Assert.IsTrue(owner.ConsumePending());
            log.Pump();

            // 23 bytes a line and two of length: three in 99 bytes.
            Assert.AreEqual("[0.000] INFO CAN line 7|[0.000] INFO CAN line 8|[0.000] INFO CAN line 9", sink.Lines);
            Assert.AreEqual(7, log.Lost);
            byte[] held = new byte[64];
            Assert.AreEqual(-1, log.TryRead(6, held));
            Assert.AreEqual(23, log.TryRead(7, held));
        }

        [TestMethod]
        public void Write_LongOrForeignText_IsCutNotRefused()
        {
            LineSink sink = new LineSink();
            Log log = New(0, sink, new WakeSignal());
            string text = "";
            for (int i = 0; i < 40; i++) text += "0123456789";

            log.Write(LogLevel.Info, LogSection.Can, text);
            log.Write(LogLevel.Info, LogSection.Can, "gr\u00fc\u00dfe \u20ac");
            log.Write(LogLevel.Info, LogSection.Can, null);

            log.Pump();
            Assert.AreEqual(3, sink.Count);
            Assert.AreEqual(Log.LongestLine + 1 + "[0.000] INFO CAN gr\u00fc\u00dfe \u20ac|[0.000] INFO CAN ".Length, sink.Lines.Length);
        }

        [TestMethod]
        public void TryParse_Level_TakesNamesInAnyCase()
        {
            TryParse_Level_TakesNamesInAnyCase("warning", true, 1);
            TryParse_Level_TakesNamesInAnyCase("TRACE", true, 4);
            TryParse_Level_TakesNamesInAnyCase("loud", false, 2);
            TryParse_Level_TakesNamesInAnyCase("", false, 2);
        }

        private static void TryParse_Level_TakesNamesInAnyCase(string text, bool good, int level)
        {
            LogLevel parsed;
            Assert.AreEqual(good, LogNames.TryParse(text, out parsed));
            Assert.AreEqual(level, (int)parsed);
        }

        [TestMethod]
        public void LineRing_AnyLengthsRoundTheEnd_ReadsBackWhatItHolds()
        {
            LineRing ring = new LineRing(61);
            byte[] line = new byte[40];
            byte[] read = new byte[40];
            for (int n = 0; n < 200; n++)
            {
                int count = (n * 7) % 23;
                for (int i = 0; i < count; i++) line[i] = (byte)(n + i);
                ring.Add(line, count);
                for (int held = ring.First; held < ring.Next; held++)
                {
                    int length = ring.Read(held, read, 0);
                    Assert.AreEqual((held * 7) % 23, length);
                    for (int i = 0; i < length; i++) Assert.AreEqual((byte)(held + i), read[i]);
                }
            }
            Assert.AreEqual(200, ring.Next);
            Assert.AreEqual(-1, ring.Read(ring.First - 1, read, 0));
            Assert.AreEqual(-1, ring.Read(200, read, 0));
        }

        private static Log New(long nowMs, LineSink sink, WakeSignal owner)
        {
            StoppedClock clock = new StoppedClock();
            clock.NowMs = nowMs;
            Log log = new Log(clock, new TimedLock("L", clock, null), owner);
            log.AddSink(sink);
            return log;
        }
    }
}
