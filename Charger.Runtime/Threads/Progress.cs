namespace Charger.Runtime
{
    /// <summary>
    /// What one worker's thread tells of itself beside its deadlines: whether it runs, its longest step, how deep its work was
    /// nested. Written by that thread, read by the rest. No stack size is told: the platform has none to tell.
    /// </summary>
    public sealed class Progress
    {
        // Fields and no properties within: each turn of each thread passes here.
        internal int Depth;
        internal int Deepest;
        internal long EndedMs;
        internal long LongestMs;

        /// <summary>A thread of its own drives it now; false again when that has ended, for whatever reason.</summary>
        public bool Running { get; internal set; }

        /// <summary>When the last step ended, monotonic; only known where a thread drives it.</summary>
        public long LastMs => EndedMs;

        public long LongestStepMs => LongestMs;

        /// <summary>Deepest nesting of <see cref="Enter"/> since boot, the step itself being 1: the watermark the firmware keeps itself.</summary>
        public int DeepestNesting => Deepest;

        /// <summary>Marks one level of nesting (session, message, handler); <see cref="Leave"/> takes it back.</summary>
        public void Enter()
        {
            Depth++;
            if (Depth > Deepest) Deepest = Depth;
        }

        public void Leave() => Depth--;
    }
}
