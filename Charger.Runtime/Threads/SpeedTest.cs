namespace Charger.Runtime
{
    /// <summary>
    /// Measures how long an IL instruction and a call take, and which share of the processor other threads use. The calling thread
    /// is busy for about 3 s, at its usual priority: the scheduler gives all other threads their turns.
    /// </summary>
    public sealed class SpeedTest
    {
        /// <summary>From one step of the clock to the next, so often: in some of them nobody else ran.</summary>
        private const int Windows = 100;
        private const int TurnsALook = 20;
        private const int MostLooks = 1 << 16;

        /// <summary>Shortest round: the device's clock counts in steps of 10 ms.</summary>
        private const int LeastMs = 200;
        private const int FirstTurns = 1000;
        private const int MostTurns = 1 << 22;
        private const int Rounds = 3;
        private const long NsPerMs = 1_000_000;

        // IL instructions of optimised code: the body and the condition of an empty loop, and what a call adds to it.
        private const int InstructionsATurn = 7;
        private const int InstructionsACall = 2;

        private readonly IMonotonicClock _clock;

        /// <param name="clock">Measures the rounds.</param>
        public SpeedTest(IMonotonicClock clock)
        {
            _clock = clock;
        }

        /// <summary>Time of one IL instruction in ns, without the share of other threads.</summary>
        public int InstructionNs;

        /// <summary>Time of one call of a method without arguments in ns, without the instructions in it.</summary>
        public int CallNs;

        /// <summary>Share of other threads in percent: how much less was done in all windows together than if each had been like the best one.</summary>
        public int BusyPercent;

        /// <summary>Measures; false when the clock stands still.</summary>
        public bool Run()
        {
            if (!Share()) return false;
            int turns = FirstTurns;
            long ms;
            do
            {
                turns *= 2;
                ms = Turn(turns);
            }
            while (ms < LeastMs && turns < MostTurns);
            if (ms < LeastMs) return false;
            long called = 0;
            for (int i = 1; i < Rounds; i++) ms += Turn(turns);
            for (int i = 0; i < Rounds; i++) called += Call(turns / 2);
            long turnNs = ms * NsPerMs / Rounds / turns * (100 - BusyPercent) / 100;
            InstructionNs = (int)(turnNs / InstructionsATurn);
            long callNs = called * NsPerMs / Rounds / (turns / 2) * (100 - BusyPercent) / 100 - turnNs - InstructionsACall * InstructionNs;
            CallNs = callNs < 0 ? 0 : (int)callNs;
            return true;
        }

        private bool Share()
        {
            long best = 0;
            long all = 0;
            long edgeMs = _clock.NowMs;
            long fromMs = edgeMs;
            // The first window begins anywhere and only leads to a step of the clock.
            for (int i = 0; i <= Windows; i++)
            {
                int looks = 0;
                long nowMs;
                do
                {
                    for (int turn = 0; turn < TurnsALook; turn++)
                    {
                    }
                    looks++;
                    nowMs = _clock.NowMs;
                }
                while (nowMs == edgeMs && looks < MostLooks);
                if (nowMs == edgeMs) return false;
                long aSecond = looks * 1000L / (nowMs - edgeMs);
                edgeMs = nowMs;
                if (i == 0)
                {
                    fromMs = edgeMs;
                    continue;
                }
                if (aSecond > best) best = aSecond;
                all += looks;
            }
            BusyPercent = (int)(100 - all * 1000 / (edgeMs - fromMs) * 100 / best);
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
