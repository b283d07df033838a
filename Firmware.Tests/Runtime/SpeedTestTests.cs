using Charger.Runtime;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Runtime
{
    [TestClass]
    public class SpeedTestTests
    {
        [TestMethod]
        public void Run_EveryWindowAlike_TellsCostsAndAnIdleProcessor()
        {
            SpeedTest test = new SpeedTest(new SteppingClock(10, 10, 210));
            Assert.IsTrue(test.Run());
            // 2,000 turns of 7 instructions in 210 ms, 1,000 of 9 instructions and a call in as much.
            Assert.AreEqual(0, test.BusyPercent);
            Assert.AreEqual(15000, test.InstructionNs);
            Assert.AreEqual(75000, test.CallNs);
        }

        [TestMethod]
        public void Run_EverySecondWindowThreeTimesAsLong_HalfTheTimeWasOthers()
        {
            SpeedTest test = new SpeedTest(new SteppingClock(10, 30, 210));
            Assert.IsTrue(test.Run());
            Assert.AreEqual(50, test.BusyPercent);
            Assert.AreEqual(7500, test.InstructionNs);
        }

        [TestMethod]
        public void Run_ClockThatStandsStill_Fails()
        {
            Assert.IsFalse(new SpeedTest(new SteppingClock(0, 0, 0)).Run());
        }

        /// <summary>Each reading is later, by one of two steps in turn; after 102 of them each second one, as rounds are timed.</summary>
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
