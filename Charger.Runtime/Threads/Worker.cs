namespace Charger.Runtime
{
    /// <summary>
    /// A passive object that does what is due and says when it wants to be called again. It never sleeps and never reads
    /// a clock, so that one thread can drive all workers in simulated time, and a thread of its own drives each on a device.
    /// </summary>
    public abstract class Worker
    {
        // Fields within the assembly: each turn of each thread passes here.
        internal long Due;
        internal int Begun;

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
        public long DueMs => Due;

        /// <summary>Steps begun since boot.</summary>
        public int Steps => Begun;

        /// <summary>Until when a step may stand still in a blocking call that was announced; 0 for never.</summary>
        public long LeaseUntilMs { get; private set; }

        /// <summary>How it runs: set by the shell that drives it, read by the supervisor and the console.</summary>
        public readonly Progress Progress;

        /// <summary>Takes what is due at <paramref name="nowMs"/> and returns the next deadline on the same clock.</summary>
        public abstract long Step(long nowMs);

        /// <summary>One step with its progress noted: what simulators call. <see cref="WorkerThread"/> does the same in its own call frame.</summary>
        public long Drive(long nowMs)
        {
            Due = nowMs;
            Begun++;
            // The step is the first level of nesting; one that threw has left its depth behind.
            Progress.Depth = 1;
            if (Progress.Deepest == 0) Progress.Deepest = 1;
            long next = Step(nowMs);
            Due = next;
            return next;
        }

        /// <summary>Announces a call that may block until then; taken back with 0.</summary>
        protected void TakeLease(long untilMs)
        {
            LeaseUntilMs = untilMs;
        }
    }
}
