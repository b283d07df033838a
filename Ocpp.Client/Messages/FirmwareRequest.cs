namespace Ocpp.Client.Messages
{
    /// <summary>What UpdateFirmware and SignedUpdateFirmware ask for.</summary>
    public sealed class FirmwareRequest
    {
        public string Location = "";

        /// <summary>UTC in ms: not before.</summary>
        public long RetrieveMs;

        /// <summary>Signed updates: not installed before; 0 for as soon as may be.</summary>
        public long InstallMs;

        /// <summary>Times to try in all; -1 where not given.</summary>
        public int Retries = -1;

        /// <summary>Seconds between attempts; -1 where not given.</summary>
        public int RetryIntervalS = -1;

        public bool Signed;

        /// <summary>Only of signed updates.</summary>
        public int RequestId;
    }

    /// <summary>UpdateFirmwareStatus (W): the answer to SignedUpdateFirmware. UpdateFirmware has an empty one.</summary>
    public enum RequestAnswer
    {
        Accepted,
        /// <summary>Accepted, and an earlier one has been given up for it.</summary>
        AcceptedCanceled,
        Rejected,
        InvalidCertificate,
        RevokedCertificate,
    }

    /// <summary>When to try again: S leaves the numbers to the charge point where the request has none.</summary>
    public sealed class Attempts
    {
        private const int UsualTries = 3;
        private const int MostTries = 10;
        private const int UsualIntervalS = 60;
        private const int MostIntervalS = 86400;

        private int _left;
        private int _intervalMs;

        public void Begin(int retries, int intervalS)
        {
            _left = retries < 0 ? UsualTries : retries < 1 ? 1 : retries < MostTries ? retries : MostTries;
            int seconds = intervalS < 0 ? UsualIntervalS : intervalS < 1 ? 1 : intervalS < MostIntervalS ? intervalS : MostIntervalS;
            _intervalMs = seconds * 1000;
        }

        /// <summary>One has failed; false when it was the last.</summary>
        public bool Another(long nowMs)
        {
            _left--;
            DueMs = nowMs + _intervalMs;
            return _left > 0;
        }

        /// <summary>Monotonic.</summary>
        public long DueMs { get; private set; }
    }
}
