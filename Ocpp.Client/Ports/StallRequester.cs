namespace Ocpp.Client
{
    /// <summary>The requesters of calls that freeze all threads: one bit each, so that none withdraws the request of another.</summary>
    public static class StallRequester
    {
        /// <summary>Opening the link to the central system: name look-up, TLS handshake.</summary>
        public const int Link = 1;

        /// <summary>A file transfer.</summary>
        public const int Files = 2;

        /// <summary>The console's leak test, which needs the output off.</summary>
        public const int LeakTest = 4;
    }
}
