namespace Charger.Runtime
{
    /// <summary>
    /// What one worker's thread tells of itself beside its deadlines: whether it runs, its longest step, how deep its work was
    /// nested. Written by that thread, read by the rest. No stack size is told: the platform has none to tell.
    /// </summary>
    public sealed class Progress
    {
        // Fields and no properties within: each turn of each thread passes here.
        private int _depth;
        private int _deepest;
        private long _lastMs;
        private long _longestStepMs;

        /// <summary>A thread of its own drives it now; false again when that has ended, for whatever reason.</summary>
        public bool Running { get; internal set; }

        /// <summary>When the last step ended, monotonic; only known where a thread drives it.</summary>
        public long LastMs => _lastMs;

        public long LongestStepMs => _longestStepMs;

        /// <summary>Deepest nesting of <see cref="Enter"/> since boot, the step itself being 1: the watermark the firmware keeps itself.</summary>
        public int DeepestNesting => _deepest;

        /// <summary>Marks one level of nesting (session, message, handler); <see cref="Leave"/> takes it back.</summary>
        public void Enter()
        {
            _depth++;
            if (_depth > _deepest) _deepest = _depth;
        }

        public void Leave() => _depth--;

        /// <summary>The step itself is the first level; one that threw has left its depth behind.</summary>
        internal void BeginStep()
        {
            _depth = 1;
            if (_deepest == 0) _deepest = 1;
        }

        internal void EndStep(long beganMs, long endedMs)
        {
            _lastMs = endedMs;
            if (endedMs - beganMs > _longestStepMs) _longestStepMs = endedMs - beganMs;
        }
    }
}
