namespace Charger.Runtime
{
    /// <summary>
    /// A passive object that does what is due and says when it wants to be called again. It never sleeps and never reads
    /// a clock, so that one thread can drive all workers in simulated time, and a thread of its own drives each on a device.
    /// </summary>
    public abstract class Worker
    {
        // Fields, since every step of every thread uses them.
        internal long Due;
        internal int Begun;

        /// <param name="name">The thread's name.</param>
        protected Worker(string name)
        {
            Name = name;
            Wake = new WakeSignal();
            Progress = new Progress();
        }

        /// <summary>The thread's name as the console shows it: CAN_RX, CHARGER_COMM, OCPP, UI.</summary>
        public string Name { get; }

        /// <summary>Set by any thread that has work for this worker.</summary>
        public readonly WakeSignal Wake;

        /// <summary>When its next step is due; while a step runs, when that step began. The supervisor measures progress by it.</summary>
        public long DueMs => Due;

        /// <summary>Steps begun since boot.</summary>
        public int Steps => Begun;

        /// <summary>Until when a step may stand still in a blocking call that was announced; 0 for never.</summary>
        public long LeaseUntilMs { get; private set; }

        /// <summary>How it runs: set by the shell that drives it, read by the supervisor and the console.</summary>
        public readonly Progress Progress;

        /// <summary>Does what is due at <paramref name="nowMs"/> and returns the next deadline on the same clock.</summary>
        public abstract long Step(long nowMs);

        /// <summary>One step with its progress recorded; called by simulators. <see cref="WorkerThread"/> does the same in its own call frame.</summary>
        public long Drive(long nowMs)
        {
            Due = nowMs;
            Begun++;
            // The step is the first level of nesting. A step that threw has left a wrong depth.
            Progress.Depth = 1;
            if (Progress.Deepest == 0) Progress.Deepest = 1;
            long next = Step(nowMs);
            Due = next;
            return next;
        }

        /// <summary>Announces a call that may block until then; 0 withdraws it.</summary>
        protected void AnnounceLease(long untilMs)
        {
            LeaseUntilMs = untilMs;
        }
    }
}
