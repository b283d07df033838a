using System.Threading;

namespace Charger.Runtime
{
    /// <summary>Wakes one worker before its deadline. Set from any thread, from an interrupt handler too; waited for by one.</summary>
    public sealed class WakeSignal
    {
        private readonly AutoResetEvent _event;
        private readonly WakeSignal _onward;
        private bool _pending;

        /// <summary>Times it was set: a worker whose deadline has not come sees by it that it was woken. Two at once may count once.</summary>
        public int Sets;

        public WakeSignal()
        {
            _event = new AutoResetEvent(false);
        }

        /// <summary>One of several causes that wake the same worker: it only counts, and sets <paramref name="onward"/>, which is waited for itself. Nobody waits for this one.</summary>
        public WakeSignal(WakeSignal onward)
        {
            _onward = onward;
        }

        /// <summary>What <see cref="WorkerThread"/> waits for in its own call frame; <see cref="TakePending"/> follows.</summary>
        internal WaitHandle Event => _event;

        public void Set()
        {
            Sets++;
            WakeSignal waited = this;
            if (_onward != null)
            {
                waited = _onward;
                waited.Sets++;
            }
            waited._pending = true;
            waited._event.Set();
        }

        /// <summary>Waits until set or until the time is over. Zero or less does not wait.</summary>
        public void Wait(int timeoutMs)
        {
            if (timeoutMs > 0) _event.WaitOne(timeoutMs, false);
            _pending = false;
        }

        /// <summary>True once for each time it was set: what a scheduler that never blocks looks at.</summary>
        public bool TakePending()
        {
            bool pending = _pending;
            _pending = false;
            return pending;
        }
    }
}
