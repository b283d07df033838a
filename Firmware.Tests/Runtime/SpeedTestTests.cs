using Charger.Runtime;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Runtime
{
    [TestClass]
    public class SpeedTestTests
    {
        [TestMethod]
        public void SpeedTest_EqualWindows_ReportsCostsAndAnIdleProcessor()
        {
            SpeedTest test = new SpeedTest(new SteppingClock(10, 10, 210));
            Assert.IsTrue(test.Run());
            // 2,000 turns of 7 instructions take 210 ms, and so do 1,000 turns of 9 instructions and a call.
            Assert.AreEqual(0, test.BusyPercent);
            Assert.AreEqual(15000, test.InstructionNs);
            Assert.AreEqual(75000, test.CallNs);
        }

        [TestMethod]
        public void SpeedTest_EverySecondWindowLonger_HalfTheTimeWasOthers()
        {
            SpeedTest test = new SpeedTest(new SteppingClock(10, 30, 210));
            Assert.IsTrue(test.Run());
            Assert.AreEqual(50, test.BusyPercent);
            Assert.AreEqual(7500, test.InstructionNs);
        }

        [TestMethod]
        public void SpeedTest_ClockStandsStill_Fails()
        {
            Assert.IsFalse(new SpeedTest(new SteppingClock(0, 0, 0)).Run());
        }

        /// <summary>A clock that advances with each reading, by two steps in turn; after 102 readings it advances with every second one, since rounds are then timed.</summary>
        private sealed class SteppingClock : IMonotonicClock
        {
            private const int ReadingsOfWindows = 102;

            private readonly int _oddMs;
            private readonly int _evenMs;
            private readonly int _roundMs;
            private long _nowMs;
            private int _readings;

            public SteppingClock(int oddMs, int evenMs, int roundMs)
            {
                _oddMs = oddMs;
                _evenMs = evenMs;
                _roundMs = roundMs;
            }

            public long NowMs
            {
                get
                {
                    _readings++;
                    if (_readings <= ReadingsOfWindows) _nowMs += _readings % 2 == 0 ? _evenMs : _oddMs;
                    else if (_readings % 2 == 0) _nowMs += _roundMs;
                    return _nowMs;
                }
            }
        }
    }
}
