using Charger.Runtime;

namespace Charger.Can
{
    /// <summary>Where the charger's control puts its <see cref="ChargerSnapshot"/> and everyone else reads it.</summary>
    public sealed class PublishedSnapshot
    {
        private readonly ChargerSnapshot _held = new ChargerSnapshot();
        private readonly FaultHistory _faults = new FaultHistory();
        private readonly TimedLock _lock;

        /// <summary>The lock guards snapshot and fault history; nobody holds it for longer than a copy.</summary>
        public PublishedSnapshot(TimedLock guard)
        {
            _lock = guard;
        }

        /// <summary>The held snapshot to be filled in place, with the lock taken until <see cref="End"/>; null when it could not be taken in time.</summary>
        public ChargerSnapshot TryBegin(string who)
        {
            return _lock.TryEnter(who) ? _held : null;
        }

        /// <param name="news">True wakes the reader: other threads should see this change at once.</param>
        public void End(bool news = false)
        {
            _lock.Exit();
            if (news && Reader != null) Reader.Set();
        }

        /// <summary>Signal of the thread that is woken, or null; other threads read when they need it. Set while the composition is built.</summary>
        public WakeSignal Reader;

        /// <summary>Written between <see cref="TryBegin"/> and <see cref="End"/> only.</summary>
        internal FaultHistory Faults => _faults;

        /// <summary>The last faults, as <see cref="FaultHistory.CopyTo"/> gives them; false when the lock could not be taken in time.</summary>
        public bool TryReadFaults(string who, int[] into)
        {
            if (!_lock.TryEnter(who)) return false;
            _faults.CopyTo(into);
            _lock.Exit();
            return true;
        }

        /// <summary>False when the lock could not be taken in time: the caller keeps what it read last.</summary>
        public bool TryRead(string who, ChargerSnapshot into)
        {
            if (!_lock.TryEnter(who)) return false;
            into.CopyFrom(_held);
            _lock.Exit();
            return true;
        }
    }
}
