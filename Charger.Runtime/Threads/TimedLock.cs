using System.Threading;

namespace Charger.Runtime
{
    /// <summary>Told when a lock was not had in time; called by the thread that waited, with no lock held.</summary>
    public interface ILockListener
    {
        void LockTimedOut(TimedLock timedLock, string waiter, string holder, long heldMs);
    }

    /// <summary>What locks have in common: clock, time limit, and who is told when it ran out. One for many locks.</summary>
    public sealed class LockTerms
    {
        public readonly IMonotonicClock Clock;

        /// <summary>Null where nobody is told.</summary>
        public readonly ILockListener Listener;

        public readonly int TimeoutMs;

        public LockTerms(IMonotonicClock clock, ILockListener listener, int timeoutMs = TimedLock.DefaultTimeoutMs)
        {
            Clock = clock;
            Listener = listener;
            TimeoutMs = timeoutMs;
        }
    }

    /// <summary>
    /// A lock that is always taken with a time limit and knows who holds it. Made of an event and an owner name, since the
    /// platform has no Monitor.TryEnter and thread ids there can be 0. It is not recursive: taking it twice times out.
    /// </summary>
    public sealed class TimedLock
    {
        /// <summary>
        /// A holder can be preempted in its critical section and wait while two others use their 20 ms quantum: 40 ms, and
        /// 10 ms of the clock's granularity.
        /// </summary>
        public const int DefaultTimeoutMs = 50;

        private readonly AutoResetEvent _free = new AutoResetEvent(true);
        private readonly LockTerms _terms;
        private string _holder;
        private long _takenMs;
        private int _entered;
        private long _longestHoldMs;

        public TimedLock(string name, IMonotonicClock clock, ILockListener listener, int timeoutMs = DefaultTimeoutMs)
            : this(name, new LockTerms(clock, listener, timeoutMs))
        {
        }

        public TimedLock(string name, LockTerms terms)
        {
            Name = name;
            _terms = terms;
        }

        public string Name { get; }

        /// <summary>Who holds the lock now, or null.</summary>
        public string Holder => _holder;

        public int Timeouts { get; private set; }

        /// <summary>Times it was had since boot.</summary>
        public int Entered => _entered;

        public long LongestHoldMs => _longestHoldMs;

        /// <summary>Who held it longest, or null before the first hold that could be measured.</summary>
        public string LongestHolder { get; private set; }

        /// <summary>Exits by someone who did not hold it: a defect, counted; the lock stays as it was.</summary>
        public int StrayExits { get; private set; }

        /// <summary>False when the time ran out: it has been told and counted, and the caller takes its safe path.</summary>
        public bool TryEnter(string who)
        {
            if (!_free.WaitOne(_terms.TimeoutMs, false))
            {
                Timeouts++;
                string holder = _holder;
                if (_terms.Listener != null) _terms.Listener.LockTimedOut(this, who, holder == null ? "nobody" : holder, _terms.Clock.NowMs - _takenMs);
                return false;
            }
            _takenMs = _terms.Clock.NowMs;
            _holder = who == null ? "unnamed" : who;
            _entered++;
            return true;
        }

        /// <summary>Gives it back; called by its holder only.</summary>
        public void Exit()
        {
            if (_holder == null)
            {
                // Setting the event for a lock that is free would let two in.
                StrayExits++;
                return;
            }
            long heldMs = _terms.Clock.NowMs - _takenMs;
            if (heldMs > _longestHoldMs)
            {
                _longestHoldMs = heldMs;
                LongestHolder = _holder;
            }
            _holder = null;
            _free.Set();
        }
    }
}
