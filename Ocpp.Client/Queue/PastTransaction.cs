namespace Ocpp.Client.Queue
{
    /// <summary>State of delivery of a transaction's messages.</summary>
    public enum PastOutcome
    {
        /// <summary>Its start is done, there is no stop yet.</summary>
        Running,

        /// <summary>Its stop waits on flash.</summary>
        Waiting,
        Delivered,

        /// <summary>Its stop was given up after its attempts.</summary>
        Undeliverable,
    }

    /// <summary>One transaction of the <see cref="TransactionHistory"/>. Reused.</summary>
    public sealed class PastTransaction
    {
        public int Serial;
        public string IdTag = "";
        public PastOutcome Outcome;

        /// <summary>Its start was given up: the central system only gets its stop.</summary>
        public bool StartGivenUp;

        /// <summary>Milliseconds since 1970, or since a boot when the flag beside it is false.</summary>
        public long StartMs;
        public bool StartIsUtc;
        public long StopMs;
        public bool StopIsUtc;

        /// <summary>Wh of the lifetime register.</summary>
        public long StartWh;
        public long StopWh;

        /// <summary><see cref="StopReasons"/>.</summary>
        public int Reason;
    }
}
