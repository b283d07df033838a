using Charger.Runtime;

namespace Charger.Can
{
    /// <summary>Where the session side puts the <see cref="ChargePermit"/> and the charger's control reads it.</summary>
    public sealed class PublishedPermit
    {
        private readonly ChargePermit _held = new ChargePermit();
        private readonly TimedLock _lock;
        private readonly WakeSignal _reader;

        /// <param name="reader">Set when what is published takes something away or changes a limit; null where the reader polls.</param>
        public PublishedPermit(TimedLock guard, WakeSignal reader)
        {
            _lock = guard;
            _reader = reader;
        }

        /// <summary>Rises before and after each change, so that a reader who has seen it needs no lock. Read by any thread.</summary>
        public int Version;

        /// <summary>Somebody has the lock: one who keeps it could be changing the permit for ever.</summary>
        public bool IsHeld => _lock.Holder != null;

        /// <summary>What was published last. Only the one who publishes reads it here, since nobody else changes it.</summary>
        public ChargePermit Held => _held;

        /// <summary>The held permit to be filled in place, with the lock taken until <see cref="End"/>; null when it was not had in time.</summary>
        public ChargePermit TryBegin(string who)
        {
            if (!_lock.TryEnter(who)) return null;
            Version++;
            return _held;
        }

        /// <summary>The values are whole again.</summary>
        public void End()
        {
            Version++;
            _lock.Exit();
            if (_reader != null) _reader.Set();
        }

        /// <summary>False when the lock was not had in time: publish again.</summary>
        public bool TryPublish(string who, ChargePermit from)
        {
            if (TryBegin(who) == null) return false;
            _held.CopyFrom(from);
            End();
            return true;
        }

        /// <summary>False when the lock was not had in time: the caller keeps what it read last.</summary>
        public bool TryRead(string who, ChargePermit into)
        {
            if (!_lock.TryEnter(who)) return false;
            into.CopyFrom(_held);
            _lock.Exit();
            return true;
        }
    }
}
