namespace Charger.Runtime
{
    /// <summary>
    /// A passive object that does what is due and says when it wants to be called again. It never sleeps and never reads
    /// a clock, so that one thread can drive all workers in simulated time, and a thread of its own drives each on a device.
    /// </summary>
    public abstract class Worker
    {
        protected Worker(string name)
        {
            Name = name;
            Wake = new WakeSignal();
        }

        /// <summary>The thread's name as the console shows it: CAN_RX, CHARGER_COMM, OCPP, UI.</summary>
        public string Name { get; }

        /// <summary>Set by whoever has something for this worker.</summary>
        public WakeSignal Wake { get; }

        /// <summary>Takes what is due at <paramref name="nowMs"/> and returns the next deadline on the same clock.</summary>
        public abstract long Step(long nowMs);
    }
}
