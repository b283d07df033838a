using Charger.Runtime;

namespace Charger.Can
{
    /// <summary>Where the session side puts the <see cref="ChargePermit"/> and the charger's control reads it.</summary>
    public sealed class PublishedPermit
    {
        private readonly ChargePermit _held = new ChargePermit();
        private readonly TimedLock _lock;
        private readonly WakeSignal _reader;

        /// <param name="reader">Set when the new permit withdraws something or changes a limit; null when the reader polls.</param>
        public PublishedPermit(TimedLock guard, WakeSignal reader)
        {
            _lock = guard;
            _reader = reader;
        }

        /// <summary>Rises before and after each change: a reader that knows this version needs no lock. Read by any thread.</summary>
        public int Version;

        /// <summary>A thread holds the lock and may be changing the permit.</summary>
        public bool IsHeld => _lock.Holder != null;

        /// <summary>The last published permit. Only the publishing thread reads it here; it needs no lock, since no other thread writes.</summary>
        public ChargePermit Held => _held;

        /// <summary>The held permit to be filled in place, with the lock taken until <see cref="End"/>; null when it could not be taken in time.</summary>
        public ChargePermit TryBegin(string who)
        {
            if (!_lock.TryEnter(who)) return null;
            Version++;
            return _held;
        }

        /// <summary>Ends the change and gives the lock back.</summary>
        public void End()
        {
            Version++;
            _lock.Exit();
            if (_reader != null) _reader.Set();
        }

        /// <summary>False when the lock could not be taken in time: publish again.</summary>
        public bool TryPublish(string who, ChargePermit from)
        {
            if (TryBegin(who) == null) return false;
            _held.CopyFrom(from);
            End();
            return true;
        }

        /// <summary>False when the lock could not be taken in time: the caller keeps what it read last.</summary>
        public bool TryRead(string who, ChargePermit into)
        {
            if (!_lock.TryEnter(who)) return false;
            into.CopyFrom(_held);
            _lock.Exit();
            return true;
        }
    }
}
