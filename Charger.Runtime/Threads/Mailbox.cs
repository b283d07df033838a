namespace Charger.Runtime
{
    /// <summary>What a full mailbox does: a command is refused, telemetry overwrites the oldest. Both are counted.</summary>
    public enum WhenFull
    {
        /// <summary>The new message is refused.</summary>
        RefuseNew,
        /// <summary>The oldest message is dropped.</summary>
        DropOldest,
    }

    /// <summary>A bounded queue of messages between two threads. A message is allocated when it is posted, since commands and alerts are rare; posting wakes the reader.</summary>
    public sealed class Mailbox
    {
        private readonly Message[] _messages;
        private readonly TimedLock _lock;
        private readonly WhenFull _policy;
        private readonly WakeSignal _reader;
        private int _first;
        private int _count;

        /// <param name="reader">Set after each post; null where the reader polls.</param>
        public Mailbox(string name, int capacity, WhenFull policy, TimedLock guard, WakeSignal reader)
        {
            Name = name;
            _policy = policy;
            _lock = guard;
            _reader = reader;
            _messages = new Message[capacity];
        }

        /// <summary>Name for the console.</summary>
        public string Name { get; }

        /// <summary>Messages that fit.</summary>
        public int Capacity => _messages.Length;

        /// <summary>Messages that wait now.</summary>
        public int Count => _count;

        /// <summary>Most messages that have waited since boot.</summary>
        public int Peak { get; private set; }

        /// <summary>Messages refused or overwritten because the box was full, and those given up because its lock could not be taken in time.</summary>
        public int Lost { get; private set; }

        /// <summary>False when the message was refused: the caller takes its safe path.</summary>
        public bool TryPost(string who, int kind, long number, string text)
        {
            // Before the lock: nothing is allocated while it is held.
            Message message = new Message();
            message.Kind = kind;
            message.Number = number;
            message.Text = text;
            if (!_lock.TryEnter(who))
            {
                Lost++;
                return false;
            }
            bool taken = _count < _messages.Length;
            if (!taken)
            {
                Lost++;
                if (_policy == WhenFull.DropOldest)
                {
                    _first = (_first + 1) % _messages.Length;
                    _count--;
                    taken = true;
                }
            }
            if (taken)
            {
                _messages[(_first + _count) % _messages.Length] = message;
                _count++;
                if (_count > Peak) Peak = _count;
            }
            _lock.Exit();
            if (taken && _reader != null) _reader.Set();
            return taken;
        }

        /// <summary>Copies the oldest message into <paramref name="into"/>; false when there is none, or the lock could not be taken in time. One thread only: nobody else makes the box emptier.</summary>
        public bool TryTake(string who, Message into)
        {
            if (_count == 0 || !_lock.TryEnter(who)) return false;
            Message slot = _messages[_first];
            into.Kind = slot.Kind;
            into.Number = slot.Number;
            into.Text = slot.Text;
            _messages[_first] = null;
            _first = (_first + 1) % _messages.Length;
            _count--;
            _lock.Exit();
            return true;
        }
    }
}
