namespace Charger.Runtime
{
    /// <summary>What a full mailbox does: a command is refused, telemetry overwrites the oldest. Both are counted.</summary>
    public enum WhenFull
    {
        RefuseNew,
        DropOldest,
    }

    /// <summary>A bounded queue of letters between two threads. A letter is made when it is posted, commands and alerts being rare; posting wakes the reader.</summary>
    public sealed class Mailbox
    {
        private readonly Letter[] _letters;
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
            _letters = new Letter[capacity];
        }

        public string Name { get; }

        public int Capacity => _letters.Length;

        public int Count => _count;

        public int Peak { get; private set; }

        /// <summary>Letters refused or overwritten because the box was full, and those given up because its lock was not had in time.</summary>
        public int Lost { get; private set; }

        /// <summary>False when the letter was not taken: the caller still has it and takes its safe path.</summary>
        public bool TryPost(string who, int kind, int a, long b, string text)
        {
            // Before the lock: nothing is allocated inside it.
            Letter letter = new Letter();
            letter.Kind = kind;
            letter.A = a;
            letter.B = b;
            letter.Text = text;
            if (!_lock.TryEnter(who))
            {
                Lost++;
                return false;
            }
            bool taken = _count < _letters.Length;
            if (!taken)
            {
                Lost++;
                if (_policy == WhenFull.DropOldest)
                {
                    _first = (_first + 1) % _letters.Length;
                    _count--;
                    taken = true;
                }
            }
            if (taken)
            {
                _letters[(_first + _count) % _letters.Length] = letter;
                _count++;
                if (_count > Peak) Peak = _count;
            }
            _lock.Exit();
            if (taken && _reader != null) _reader.Set();
            return taken;
        }

        /// <summary>Copies the oldest letter into <paramref name="into"/>; false when there is none, or the lock was not had in time.</summary>
        public bool TryTake(string who, Letter into)
        {
            if (_count == 0 || !_lock.TryEnter(who)) return false;
            bool any = _count > 0;
            if (any)
            {
                Letter slot = _letters[_first];
                into.Kind = slot.Kind;
                into.A = slot.A;
                into.B = slot.B;
                into.Text = slot.Text;
                _letters[_first] = null;
                _first = (_first + 1) % _letters.Length;
                _count--;
            }
            _lock.Exit();
            return any;
        }
    }
}
