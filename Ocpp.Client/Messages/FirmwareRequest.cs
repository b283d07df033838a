namespace Ocpp.Client.Messages
{
    /// <summary>The request of UpdateFirmware or SignedUpdateFirmware.</summary>
    public sealed class FirmwareRequest
    {
        /// <summary>URL of the image, at most 512 characters.</summary>
        public string Location = "";

        /// <summary>Earliest time of the download, UTC in ms.</summary>
        public long RetrieveMs;

        /// <summary>Signed updates: earliest time of the installation, UTC in ms; 0 for as soon as possible.</summary>
        public long InstallMs;

        /// <summary>Number of attempts in all; -1 when not given.</summary>
        public int Retries = -1;

        /// <summary>Seconds between attempts; -1 where not given.</summary>
        public int RetryIntervalS = -1;

        /// <summary>It came by SignedUpdateFirmware.</summary>
        public bool Signed;

        /// <summary>Only for signed updates.</summary>
        public int RequestId;
    }

    /// <summary>UpdateFirmwareStatus (W): the answer to SignedUpdateFirmware. UpdateFirmware has an empty one.</summary>
    public enum RequestAnswer
    {
        /// <summary>The request is carried out.</summary>
        Accepted,
        /// <summary>Accepted, and an earlier request was cancelled for it.</summary>
        AcceptedCanceled,
        /// <summary>The request is not carried out: an installation is under way, there is nothing to upload, or no means to check a signature.</summary>
        Rejected,
        /// <summary>The signing certificate is not acceptable.</summary>
        InvalidCertificate,
        /// <summary>The signing certificate has been revoked.</summary>
        RevokedCertificate,
    }

    /// <summary>When to try again; the charge point chooses the numbers that the request leaves out.</summary>
    public sealed class Attempts
    {
        private const int UsualTries = 3;
        private const int MostTries = 10;
        private const int UsualIntervalS = 60;
        private const int MostIntervalS = 86400;

        private int _left;
        private int _intervalMs;

        /// <summary>Begins to count; both numbers are brought into their range (1 to 10 attempts, 1 s to one day), and -1 gives 3 attempts and 60 s.</summary>
        public void Begin(int retries, int intervalS)
        {
            _left = retries < 0 ? UsualTries : retries < 1 ? 1 : retries < MostTries ? retries : MostTries;
            int seconds = intervalS < 0 ? UsualIntervalS : intervalS < 1 ? 1 : intervalS < MostIntervalS ? intervalS : MostIntervalS;
            _intervalMs = seconds * 1000;
        }

        /// <summary>Counts a failed attempt; false when it was the last one.</summary>
        public bool Another(long nowMs)
        {
            _left--;
            DueMs = nowMs + _intervalMs;
            return _left > 0;
        }

        /// <summary>When the next attempt is due, monotonic ms.</summary>
        public long DueMs { get; private set; }
    }
}
