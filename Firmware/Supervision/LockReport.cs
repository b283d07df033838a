using System.Threading;
using Charger.Runtime;

namespace Firmware
{
    /// <summary>
    /// Records each lock that could not be taken in time: who waited, who holds it, for how long. The thread that waited only
    /// fills a slot and goes on; the console's thread writes the line.
    /// </summary>
    public sealed class LockReport : ILockListener
    {
        internal const string LogLock = "log";

        /// <summary>Most reports kept until they are logged; further ones are only counted.</summary>
        private const int Slots = 4;

        /// <summary>One time-out; allocated when it happens, which is rare.</summary>
        private sealed class Note
        {
            public string Lock;
            public string Waiter;
            public string Holder;
            public long HeldMs;
        }

        private readonly Note[] _notes = new Note[Slots];
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

        /// <inheritdoc/>
        public void LockTimedOut(TimedLock timedLock, string waiter, string holder, long heldMs)
        {
            Interlocked.Increment(ref _timeouts);
            if (_taken - _told >= Slots) return;
            int slot = (Interlocked.Increment(ref _taken) - 1) % Slots;
            Note note = new Note();
            note.Lock = timedLock.Name;
            note.Waiter = waiter;
            note.Holder = holder;
            note.HeldMs = heldMs;
            // Last, so that another thread never sees an incomplete note.
            _notes[slot] = note;
            if (_teller != null) _teller.Set();
        }

        /// <summary>Logs the time-outs recorded since the last call. One thread only.</summary>
        public void Tell(ILog log)
        {
            while (_told != _taken)
            {
                int slot = _told++ % Slots;
                Note note = _notes[slot];
                // Another thread is just filling it: it is counted, but not logged.
                if (note == null) continue;
                _notes[slot] = null;
                log.Write(LogLevel.Warning, LogSection.System, "lock '" + note.Lock + "': " + note.Waiter + " gave up waiting, " + note.Holder + " holds it for " + note.HeldMs + " ms");
            }
        }
    }
}
