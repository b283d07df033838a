using Charger.Runtime;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Runtime
{
    [TestClass]
    public class SpeedTestTests
    {
        [TestMethod]
        public void Run_EachRoundAsLong_TellsCostsAndAnIdleProcessor()
        {
            SpeedTest test = new SpeedTest(new SteppingClock(210, 210));
            Assert.IsTrue(test.Run());
            // 2,000 turns of 7 instructions in 210 ms, 1,000 of 9 instructions and a call in as much.
            Assert.AreEqual(15000, test.InstructionNs);
            Assert.AreEqual(75000, test.CallNs);
            Assert.AreEqual(0, test.BusyPercent);
        }

        [TestMethod]
        public void Run_EverySecondRoundTwiceAsLong_TellsTheShareOfOtherThreads()
        {
            SpeedTest test = new SpeedTest(new SteppingClock(420, 210));
            Assert.IsTrue(test.Run());
            Assert.AreEqual(15000, test.InstructionNs);
            // Six rounds of 210, 420, 210, 420, 210, 420 ms.
            Assert.AreEqual(34, test.BusyPercent);
        }

        [TestMethod]
        public void Run_ClockThatStandsStill_Fails()
        {
            Assert.IsFalse(new SpeedTest(new SteppingClock(0, 0)).Run());
        }

        /// <summary>Each second reading is later by one of two steps, which take turns.</summary>
        private sealed class SteppingClock : IMonotonicClock
        {
            private readonly int _oddMs;
            private readonly int _evenMs;
            private long _nowMs;
            private int _readings;

            public SteppingClock(int oddMs, int evenMs)
            {
                _oddMs = oddMs;
                _evenMs = evenMs;
            }

            public long NowMs
            {
                get
                {
                    _readings++;
                    if (_readings % 2 == 0) _nowMs += _readings % 4 == 0 ? _evenMs : _oddMs;
                    return _nowMs;
                }
            }
        }
    }
}
