namespace Charger.Runtime
{
    /// <summary>
    /// A passive object that does what is due and says when it wants to be called again. It never sleeps and never reads
    /// a clock, so that one thread can drive all workers in simulated time, and a thread of its own drives each on a device.
    /// </summary>
    public abstract class Worker
    {
        private long _dueMs;
        private int _steps;

        protected Worker(string name)
        {
            Name = name;
            Wake = new WakeSignal();
            Progress = new Progress();
        }

        /// <summary>The thread's name as the console shows it: CAN_RX, CHARGER_COMM, OCPP, UI.</summary>
        public string Name { get; }

        /// <summary>Set by whoever has something for this worker.</summary>
        public readonly WakeSignal Wake;

        /// <summary>When it wants to be stepped next; while a step runs, when that began. The supervisor's measure of progress.</summary>
        public long DueMs => _dueMs;

        /// <summary>Steps begun since boot.</summary>
        public int Steps => _steps;

        /// <summary>Until when a step may stand still in a blocking call that was announced; 0 for never.</summary>
        public long LeaseUntilMs { get; private set; }

        /// <summary>How it runs: set by the shell that drives it, read by the supervisor and the console.</summary>
        public readonly Progress Progress;

        /// <summary>Takes what is due at <paramref name="nowMs"/> and returns the next deadline on the same clock.</summary>
        public abstract long Step(long nowMs);

        /// <summary>One step with its progress noted: what simulators call.</summary>
        public long Drive(long nowMs)
        {
            Begin(nowMs);
            long next = Step(nowMs);
            _dueMs = next;
            return next;
        }

        /// <summary>A step begins, and is the first level of nesting; one that threw has left its depth behind. For the thread's shell.</summary>
        internal void Begin(long nowMs)
        {
            _dueMs = nowMs;
            _steps++;
            Progress p = Progress;
            p.Depth = 1;
            if (p.Deepest == 0) p.Deepest = 1;
        }

        /// <summary>It has ended, and wants to be called again at <paramref name="nextMs"/>.</summary>
        internal void End(long beganMs, long endedMs, long nextMs)
        {
            _dueMs = nextMs;
            Progress p = Progress;
            p.EndedMs = endedMs;
            if (endedMs - beganMs > p.LongestMs) p.LongestMs = endedMs - beganMs;
        }

        /// <summary>Announces a call that may block until then; taken back with 0.</summary>
        protected void TakeLease(long untilMs)
        {
            LeaseUntilMs = untilMs;
        }
    }
}
