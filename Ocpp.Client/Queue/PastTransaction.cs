namespace Ocpp.Client.Queue
{
    /// <summary>State of delivery of a transaction's messages.</summary>
    public enum PastOutcome
    {
        /// <summary>Its start is done, there is no stop yet.</summary>
        Running,

        /// <summary>Its stop waits on flash.</summary>
        Waiting,
        /// <summary>Start and stop are delivered.</summary>
        Delivered,

        /// <summary>Its stop was given up after its attempts.</summary>
        Undeliverable,
    }

    /// <summary>One transaction of the <see cref="TransactionHistory"/>. Reused.</summary>
    public sealed class PastTransaction
    {
        /// <summary>The charge point's own number of the transaction.</summary>
        public int Serial;
        /// <summary>The id of its start, or of its stop when another id of the same parent stopped it.</summary>
        public string IdTag = "";
        /// <summary>How far its messages have come.</summary>
        public PastOutcome Outcome;

        /// <summary>Its start was given up: the central system only gets its stop.</summary>
        public bool StartGivenUp;

        /// <summary>Milliseconds since 1970, or since a boot when <see cref="StartIsUtc"/> is false.</summary>
        public long StartMs;
        /// <summary><see cref="StartMs"/> counts from 1970.</summary>
        public bool StartIsUtc;
        /// <summary>As <see cref="StartMs"/>; 0 while it runs.</summary>
        public long StopMs;
        /// <summary><see cref="StopMs"/> counts from 1970.</summary>
        public bool StopIsUtc;

        /// <summary>Wh of the lifetime register.</summary>
        public long StartWh;
        /// <summary>Wh of the lifetime register; 0 while it runs.</summary>
        public long StopWh;

        /// <summary><see cref="StopReasons"/>.</summary>
        public int Reason;
    }
}
