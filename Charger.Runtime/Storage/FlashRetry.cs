namespace Charger.Runtime
{
    /// <summary>
    /// Pauses between tries of a write that flash refuses: 1, 2, 4 up to 60 s. A refused write freezes every thread like one
    /// that succeeds, so none is tried again in the next step.
    /// </summary>
    public static class FlashRetry
    {
        /// <summary>Longest pause between two tries.</summary>
        public const int LongestMs = 60_000;
        private const int FirstMs = 1000;

        private const int LastingMs = 16_000;

        /// <summary>True for a pause that comes after some 30 s of refusals: they last.</summary>
        public static bool Lasts(int pauseMs) => pauseMs > LastingMs;

        /// <summary>The next pause in ms.</summary>
        /// <param name="pauseMs">The one before it, 0 before the first.</param>
        public static int Longer(int pauseMs)
        {
            int nextMs = pauseMs == 0 ? FirstMs : pauseMs * 2;
            return nextMs > LongestMs ? LongestMs : nextMs;
        }
    }
}
