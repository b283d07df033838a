using System.Threading;

namespace Charger.Runtime
{
    /// <summary>Wakes one worker before its deadline. Set from any thread, from an interrupt handler too; waited for by one.</summary>
    public sealed class WakeSignal
    {
        /// <summary><see cref="WorkerThread"/> waits for it in its own call frame and then clears <see cref="Pending"/>. A field, since every step of every thread uses it.</summary>
        public readonly AutoResetEvent Event;
        private readonly WakeSignal _onward;
        internal bool Pending;

        /// <summary>Times it was set: shows a worker that was stepped before its deadline that a signal woke it. Two threads at once may count once.</summary>
        public int Sets;

        /// <summary>A signal that its worker waits for.</summary>
        public WakeSignal()
        {
            Event = new AutoResetEvent(false);
        }

        /// <summary>One of several causes that wake the same worker: it counts its own sets and sets <paramref name="onward"/>, which the worker waits for.</summary>
        public WakeSignal(WakeSignal onward)
        {
            _onward = onward;
        }

        /// <summary>Wakes the worker. Any thread, interrupt handlers too.</summary>
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

        /// <summary>True once after each set; for a scheduler that never blocks.</summary>
        public bool ConsumePending()
        {
            bool pending = Pending;
            Pending = false;
            return pending;
        }
    }
}
