namespace Charger.Runtime
{
    /// <summary>
    /// What an IL instruction and a call take here, and which share of the processor other threads take meanwhile. The asking thread
    /// is busy with it for some 3 s, with what it may and no more: the scheduler gives all others their turns.
    /// </summary>
    public sealed class SpeedTest
    {
        /// <summary>A round lasts so long at least: the device's clock goes in steps of 10 ms.</summary>
        private const int LeastMs = 200;
        private const int FirstTurns = 1000;
        private const int MostTurns = 1 << 22;
        private const int Rounds = 6;
        private const int CallRounds = 3;
        private const long NsPerMs = 1_000_000;

        // As the compiler makes them where it optimises: the body and the condition of an empty loop, and what a call adds to it.
        private const int InstructionsATurn = 7;
        private const int InstructionsACall = 2;

        private readonly IMonotonicClock _clock;

        public SpeedTest(IMonotonicClock clock)
        {
            _clock = clock;
        }

        /// <summary>In ns, by the quickest round.</summary>
        public int InstructionNs;

        /// <summary>One call of a method without arguments, its instructions apart; in ns.</summary>
        public int CallNs;

        /// <summary>By how much all rounds together were longer than if each had been as quick as the quickest: the time of other threads.</summary>
        public int BusyPercent;

        /// <summary>Measures; false where the clock does not move.</summary>
        public bool Run()
        {
            int turns = FirstTurns;
            long best;
            do
            {
                turns *= 2;
                best = Turn(turns);
            }
            while (best < LeastMs && turns < MostTurns);
            if (best < LeastMs) return false;
            long all = 0;
            for (int i = 0; i < Rounds; i++)
            {
                long ms = Turn(turns);
                all += ms;
                if (ms < best) best = ms;
            }
            BusyPercent = (int)(100 - best * Rounds * 100 / all);
            InstructionNs = (int)(best * NsPerMs / turns / InstructionsATurn);
            int calls = turns / 2;
            long called = long.MaxValue;
            for (int i = 0; i < CallRounds; i++)
            {
                long ms = Call(calls);
                if (ms < called) called = ms;
            }
            long callNs = called * NsPerMs / calls - (InstructionsATurn + InstructionsACall) * InstructionNs;
            CallNs = callNs < 0 ? 0 : (int)callNs;
            return true;
        }

        private long Turn(int turns)
        {
            long from = _clock.NowMs;
            for (int i = 0; i < turns; i++)
            {
            }
            return _clock.NowMs - from;
        }

        private long Call(int turns)
        {
            long from = _clock.NowMs;
            for (int i = 0; i < turns; i++) Nothing();
            return _clock.NowMs - from;
        }

        private static void Nothing()
        {
        }
    }
}
