using System.Threading;

namespace Charger.Runtime
{
    /// <summary>Wakes one worker before its deadline. Set from any thread, from an interrupt handler too; waited for by one.</summary>
    public sealed class WakeSignal
    {
        private readonly AutoResetEvent _event = new AutoResetEvent(false);
        private int _pending;

        /// <summary>What <see cref="WorkerThread"/> waits for in its own call frame; <see cref="TakePending"/> follows.</summary>
        internal WaitHandle Event => _event;

        public void Set()
        {
            Interlocked.Exchange(ref _pending, 1);
            _event.Set();
        }

        /// <summary>Waits until set or until the time is over. Zero or less does not wait.</summary>
        public void Wait(int timeoutMs)
        {
            if (timeoutMs > 0) _event.WaitOne(timeoutMs, false);
            Interlocked.Exchange(ref _pending, 0);
        }

        /// <summary>True once for each time it was set: what a scheduler that never blocks looks at.</summary>
        public bool TakePending()
        {
            return Interlocked.Exchange(ref _pending, 0) != 0;
        }
    }
}
