namespace Charger.Runtime
{
    /// <summary>
    /// What one worker's thread reports besides its deadlines: whether it runs, its longest step, how deep its work was
    /// nested. Written by that thread, read by the others. There is no stack size: the platform does not provide one.
    /// </summary>
    public sealed class Progress
    {
        // Fields, since every step of every thread uses them and a property is a call.
        internal int Depth;
        internal int Deepest;
        internal long EndedMs;
        internal long LongestMs;

        /// <summary>Its own thread drives it now; false again when the thread has ended, for any reason.</summary>
        public bool Running { get; internal set; }

        /// <summary>When the last step ended, monotonic; known only when a thread drives it.</summary>
        public long LastMs => EndedMs;

        /// <summary>Duration of the longest step since boot, in ms.</summary>
        public long LongestStepMs => LongestMs;

        /// <summary>Deepest nesting of <see cref="Enter"/> since boot, the step itself being 1: it stands in for the stack watermark that the platform lacks.</summary>
        public int DeepestNesting => Deepest;

        /// <summary>Marks one level of nesting (session, message, handler); <see cref="Leave"/> takes it back.</summary>
        public void Enter()
        {
            Depth++;
            if (Depth > Deepest) Deepest = Depth;
        }

        /// <summary>Ends the level of nesting that <see cref="Enter"/> began.</summary>
        public void Leave() => Depth--;
    }
}
