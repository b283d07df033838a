namespace Charger.Can
{
    /// <summary>Counts refusals of one command in a row: enough of them over enough time make a fault.</summary>
    internal sealed class RefusalCounter
    {
        /// <summary>Least duration: a module that is online again refuses commands until it has seen both request groups, which is no fault.</summary>
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
