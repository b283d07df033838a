using System.Threading;
using Charger.Runtime;

namespace Firmware
{
    /// <summary>
    /// Takes down each lock that was not had in time: who waited, who holds it, for how long. The thread that waited only
    /// fills a slot and goes on; the console's thread writes the line.
    /// </summary>
    public sealed class LockReport : ILockListener
    {
        public const string LogLock = "log";

        /// <summary>Reports kept until they are told; later ones are counted only.</summary>
        private const int Slots = 4;

        private readonly TimedLock[] _locks = new TimedLock[Slots];
        private readonly string[] _waiters = { "", "", "", "" };
        private readonly string[] _holders = { "", "", "", "" };
        private readonly long[] _heldMs = new long[Slots];
        private WakeSignal _teller;
        private int _timeouts;
        private int _taken;
        private int _told;

        /// <summary>Lock time-outs since boot, of all locks.</summary>
        public int Timeouts => _timeouts;

        /// <param name="teller">Wakes the thread that calls <see cref="Tell"/>.</param>
        public void Attach(WakeSignal teller)
        {
            _teller = teller;
        }

        public void LockTimedOut(TimedLock timedLock, string waiter, string holder, long heldMs)
        {
            Interlocked.Increment(ref _timeouts);
            if (_taken - _told >= Slots) return;
            int slot = (Interlocked.Increment(ref _taken) - 1) % Slots;
            _waiters[slot] = waiter;
            _holders[slot] = holder;
            _heldMs[slot] = heldMs;
            // Last: a slot whose lock is set is whole.
            _locks[slot] = timedLock;
            if (_teller != null) _teller.Set();
        }

        /// <summary>Writes what has been taken down since the last time. One thread only.</summary>
        public void Tell(ILog log)
        {
            while (_told != _taken)
            {
                int slot = _told++ % Slots;
                TimedLock one = _locks[slot];
                // Being filled at this moment: it stays counted, its line is given up.
                if (one == null) continue;
                _locks[slot] = null;
                log.Write(LogLevel.Warning, LogSection.System, "lock '" + one.Name + "': " + _waiters[slot] + " gave up waiting, " + _holders[slot] + " holds it for " + _heldMs[slot] + " ms");
            }
        }
    }
}
