using System.Threading;

namespace Charger.Runtime
{
    /// <summary>Wakes one worker before its deadline. Set from any thread, from an interrupt handler too; waited for by one.</summary>
    public sealed class WakeSignal
    {
        /// <summary>What <see cref="WorkerThread"/> waits for in its own call frame; it clears <see cref="Pending"/> then. A field: each turn of each thread passes here.</summary>
        public readonly AutoResetEvent Event;
        private readonly WakeSignal _onward;
        internal bool Pending;

        /// <summary>Times it was set: a worker whose deadline has not come sees by it that it was woken. Two at once may count once.</summary>
        public int Sets;

        public WakeSignal()
        {
            Event = new AutoResetEvent(false);
        }

        /// <summary>One of several causes that wake the same worker: it only counts, and sets <paramref name="onward"/>, which is waited for itself. Nobody waits for this one.</summary>
        public WakeSignal(WakeSignal onward)
        {
            _onward = onward;
        }

        public void Set()
        {
            Sets++;
            WakeSignal waited = this;
            if (_onward != null)
            {
                waited = _onward;
                waited.Sets++;
            }
            waited.Pending = true;
            waited.Event.Set();
        }

        /// <summary>True once for each time it was set: what a scheduler that never blocks looks at.</summary>
        public bool TakePending()
        {
            bool pending = Pending;
            Pending = false;
            return pending;
        }
    }
}
