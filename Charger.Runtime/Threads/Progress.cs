namespace Charger.Runtime
{
    /// <summary>
    /// What one worker's thread tells of itself beside its deadlines: whether it runs, its longest step, how deep its work was
    /// nested. Written by that thread, read by the rest. No stack size is told: the platform has none to tell.
    /// </summary>
    public sealed class Progress
    {
        private int _depth;

        /// <summary>A thread of its own drives it now; false again when that has ended, for whatever reason.</summary>
        public bool Running { get; internal set; }

        /// <summary>When the last step ended, monotonic; only known where a thread drives it.</summary>
        public long LastMs { get; private set; }

        public long LongestStepMs { get; private set; }

        /// <summary>Deepest nesting of <see cref="Enter"/> since boot, the step itself being 1: the watermark the firmware keeps itself.</summary>
        public int DeepestNesting { get; private set; }

        /// <summary>Marks one level of nesting (session, message, handler); <see cref="Leave"/> takes it back.</summary>
        public void Enter()
        {
            _depth++;
            if (_depth > DeepestNesting) DeepestNesting = _depth;
        }

        public void Leave() => _depth--;

        /// <summary>A step that threw has left its depth behind.</summary>
        internal void BeginStep() => _depth = 0;

        internal void EndStep(long beganMs, long endedMs)
        {
            LastMs = endedMs;
            if (endedMs - beganMs > LongestStepMs) LongestStepMs = endedMs - beganMs;
        }
    }
}
