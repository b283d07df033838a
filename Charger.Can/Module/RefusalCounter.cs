namespace Charger.Can
{
    /// <summary>Refusals of one command in a row, and since when: often enough for long enough makes a fault.</summary>
    public sealed class RefusalCounter
    {
        /// <summary>A module that has just come back refuses until it has seen both request groups: that is no fault yet.</summary>
        private const int ForMs = 1000;

        private int _count;
        private long _sinceMs;

        /// <summary>Counts one; true when it makes a fault.</summary>
        public bool Count(long timeMs, int most)
        {
            if (_count == 0) _sinceMs = timeMs;
            _count++;
            return _count >= most && timeMs - _sinceMs >= ForMs;
        }

        public void Clear() => _count = 0;
    }
}
