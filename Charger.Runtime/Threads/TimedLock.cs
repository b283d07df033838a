using System.Threading;

namespace Charger.Runtime
{
    /// <summary>Gets a call for each lock that could not be taken in time, from the thread that waited, with no lock held.</summary>
    public interface ILockListener
    {
        /// <summary>The thread <paramref name="waiter"/> gave up waiting for a lock that <paramref name="holder"/> has held for <paramref name="heldMs"/>.</summary>
        void LockTimedOut(TimedLock timedLock, string waiter, string holder, long heldMs);
    }

    /// <summary>What locks share: clock, time limit, and the listener for time-outs. One object for many locks.</summary>
    public sealed class LockTerms
    {
        /// <summary>Measures how long a lock is held.</summary>
        public readonly IMonotonicClock Clock;

        /// <summary>Null for none.</summary>
        public readonly ILockListener Listener;

        /// <summary>Longest wait for a lock, in ms.</summary>
        public readonly int TimeoutMs;

        /// <param name="listener">Null for none.</param>
        public LockTerms(IMonotonicClock clock, ILockListener listener, int timeoutMs = TimedLock.DefaultTimeoutMs)
        {
            Clock = clock;
            Listener = listener;
            TimeoutMs = timeoutMs;
        }
    }

    /// <summary>
    /// A lock that is always taken with a time limit and knows its holder. Built from an event and an owner name, since the
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

        /// <summary>A lock with a clock, listener and time limit of its own.</summary>
        public TimedLock(string name, IMonotonicClock clock, ILockListener listener, int timeoutMs = DefaultTimeoutMs)
            : this(name, new LockTerms(clock, listener, timeoutMs))
        {
        }

        /// <summary>A lock that shares clock, listener and time limit with others.</summary>
        public TimedLock(string name, LockTerms terms)
        {
            Name = name;
            _terms = terms;
        }

        /// <summary>Name for the console and the log.</summary>
        public string Name { get; }

        /// <summary>Who holds the lock now, or null.</summary>
        public string Holder => _holder;

        /// <summary>Time-outs since boot.</summary>
        public int Timeouts { get; private set; }

        /// <summary>Times it was taken since boot.</summary>
        public int Entered => _entered;

        /// <summary>Longest time that it was held since boot, in ms.</summary>
        public long LongestHoldMs => _longestHoldMs;

        /// <summary>Who held it longest, or null before the first hold that could be measured.</summary>
        public string LongestHolder { get; private set; }

        /// <summary>Exits by a caller that did not hold it: a defect, counted; the lock stays as it was.</summary>
        public int StrayExits { get; private set; }

        /// <summary>False after a time-out, which is counted and reported to the listener: the caller takes its safe path.</summary>
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
                // Setting the event of a free lock would let two threads enter.
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
