namespace Charger.Runtime
{
    /// <summary>What a full mailbox does: a command is refused, telemetry overwrites the oldest. Both are counted.</summary>
    public enum WhenFull
    {
        RefuseNew,
        DropOldest,
    }

    /// <summary>A bounded queue of messages between two threads. A message is made when it is posted, commands and alerts being rare; posting wakes the reader.</summary>
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

        public string Name { get; }

        public int Capacity => _messages.Length;

        public int Count => _count;

        public int Peak { get; private set; }

        /// <summary>Messages refused or overwritten because the box was full, and those given up because its lock was not had in time.</summary>
        public int Lost { get; private set; }

        /// <summary>False when the message was not taken: the caller takes its safe path.</summary>
        public bool TryPost(string who, int kind, long number, string text)
        {
            // Before the lock: nothing is allocated inside it.
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

        /// <summary>Copies the oldest message into <paramref name="into"/>; false when there is none, or the lock was not had in time. One thread only: nobody else makes the box emptier.</summary>
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
