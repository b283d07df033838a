using Charger.Runtime;

namespace Charger.Can
{
    /// <summary>Where the session side puts the <see cref="ChargePermit"/> and the charger's control reads it.</summary>
    public sealed class PermitBoard
    {
        private readonly ChargePermit _held = new ChargePermit();
        private readonly TimedLock _lock;
        private readonly WakeSignal _reader;

        /// <param name="reader">Set when what is published takes something away or changes a limit; null where the reader polls.</param>
        public PermitBoard(TimedLock guard, WakeSignal reader)
        {
            _lock = guard;
            _reader = reader;
        }

        /// <summary>False when the lock was not had in time: publish again.</summary>
        public bool TryPublish(string who, ChargePermit from)
        {
            if (!_lock.TryEnter(who)) return false;
            _held.CopyFrom(from);
            _lock.Exit();
            if (_reader != null) _reader.Set();
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
