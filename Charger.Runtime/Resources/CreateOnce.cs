using System;
using System.Threading;

namespace Charger.Runtime
{
    /// <summary>Stores why the device is about to restart, so that the next boot can report it.</summary>
    public interface IRebootReason
    {
        /// <summary>Stores the reason, in one sentence.</summary>
        void Store(string reason);
    }

    /// <summary>
    /// Creates every lock, ring, mailbox and thread exactly once, by name; a wake signal belongs to its worker. Asking again returns the same object and is
    /// counted. Creation is tried three times; then the reason is stored and the device restarts. Used by the thread that boots.
    /// </summary>
    public sealed class CreateOnce
    {
        /// <summary>How often the creation of an object is tried.</summary>
        public const int Attempts = 3;

        private enum Kind
        {
            Lock,
            Ring,
            Mailbox,
            Thread,
        }

        private readonly IMonotonicClock _clock;
        private readonly LockTerms _terms;
        private readonly IRebootReason _reason;
        private readonly IRebooter _rebooter;
        private readonly object[] _made;

        /// <summary>An empty registry with room for <paramref name="capacity"/> objects.</summary>
        public CreateOnce(IMonotonicClock clock, ILockListener lockListener, IRebootReason reason, IRebooter rebooter, int capacity = 20)
        {
            _clock = clock;
            _terms = new LockTerms(clock, lockListener);
            _reason = reason;
            _rebooter = rebooter;
            _made = new object[capacity];
        }

        /// <summary>Objects created.</summary>
        public int Count { get; private set; }

        /// <summary>Requests for an object that existed already.</summary>
        public int AskedAgain { get; private set; }

        /// <summary>Attempts that failed, whether a later one succeeded or not.</summary>
        public int FailedAttempts { get; private set; }

        /// <summary>The object created at this index, from 0.</summary>
        public object this[int index] => _made[index];

        /// <summary>The lock of this name.</summary>
        public TimedLock Lock(string name, int timeoutMs = TimedLock.DefaultTimeoutMs)
            => (TimedLock)Get(Kind.Lock, name, timeoutMs, null, null, null, 0);

        /// <summary>The ring of this name.</summary>
        public FrameRing Ring(string name, int capacity = FrameRing.DefaultCapacity)
            => (FrameRing)Get(Kind.Ring, name, capacity, null, null, null, 0);

        /// <param name="guard">A lock that other things between the same threads share; null to create one under the mailbox's name.</param>
        public Mailbox Mailbox(string name, int capacity, WhenFull policy, WakeSignal reader, TimedLock guard = null)
            => (Mailbox)Get(Kind.Mailbox, name, capacity, reader, guard, null, (int)policy);

        /// <summary>The thread that drives the worker, under the worker's name; not started.</summary>
        public WorkerThread Thread(Worker worker, IWorkerFailureListener listener, ThreadPriority priority)
            => (WorkerThread)Get(Kind.Thread, worker.Name, 0, null, worker, listener, (int)priority);

        private object Get(Kind kind, string name, int size, WakeSignal reader, object partner, IWorkerFailureListener listener, int option)
        {
            for (int i = 0; i < Count; i++)
            {
                if (!Is(_made[i], kind, name)) continue;
                AskedAgain++;
                return _made[i];
            }
            string failure = "the registry is full";
            for (int attempt = 0; attempt < Attempts && Count < _made.Length; attempt++)
            {
                try
                {
                    object made = Make(kind, name, size, reader, partner, listener, option);
                    _made[Count] = made;
                    Count++;
                    return made;
                }
                catch (Exception e)
                {
                    FailedAttempts++;
                    failure = e.Message;
                }
            }
            string reason = "could not make " + Word(kind) + " " + name + ": " + failure;
            _reason.Store(reason);
            _rebooter.Reboot();
            throw new InvalidOperationException(reason);
        }

        private object Make(Kind kind, string name, int size, WakeSignal reader, object partner, IWorkerFailureListener listener, int option)
        {
            switch (kind)
            {
                case Kind.Lock: return size == _terms.TimeoutMs ? new TimedLock(name, _terms) : new TimedLock(name, _clock, _terms.Listener, size);
                case Kind.Ring: return new FrameRing(name, size);
                case Kind.Mailbox: return new Mailbox(name, size, (WhenFull)option, GuardOr(partner, name), reader);
                default: return new WorkerThread((Worker)partner, _clock, listener, (ThreadPriority)option);
            }
        }

        private TimedLock GuardOr(object shared, string name) => shared == null ? new TimedLock(name, _terms) : (TimedLock)shared;

        // Compares the objects' own names: a second set of names would stay on the heap.
        private static bool Is(object made, Kind kind, string name)
        {
            switch (kind)
            {
                case Kind.Lock: return made is TimedLock && ((TimedLock)made).Name == name;
                case Kind.Ring: return made is FrameRing && ((FrameRing)made).Name == name;
                case Kind.Mailbox: return made is Mailbox && ((Mailbox)made).Name == name;
                default: return made is WorkerThread && ((WorkerThread)made).Worker.Name == name;
            }
        }

        private static string Word(Kind kind)
        {
            switch (kind)
            {
                case Kind.Lock: return "lock";
                case Kind.Ring: return "ring";
                case Kind.Mailbox: return "mailbox";
                default: return "thread";
            }
        }
    }
}
