namespace Ocpp.Client.FirmwareManagement
{
    /// <summary>Statuses that wait to be sent, in order. When it is full, the oldest is dropped: the latest matters most.</summary>
    internal sealed class StatusQueue
    {
        private const int Room = 8;

        private readonly byte[] _waiting = new byte[Room];
        private int _first;

        public int Count { get; private set; }

        /// <summary>Statuses that were dropped unsent.</summary>
        public int Dropped { get; private set; }

        public void Add(int status)
        {
            if (Count == Room)
            {
                Remove();
                Dropped++;
            }
            _waiting[(_first + Count) % Room] = (byte)status;
            Count++;
        }

        /// <summary>The next to send; only while <see cref="Count"/> is above 0.</summary>
        public int First => _waiting[_first];

        /// <summary>Drops all: a new request has replaced the one that they belong to.</summary>
        public void Clear() => Count = 0;

        public void Remove()
        {
            if (Count == 0) return;
            _first = (_first + 1) % Room;
            Count--;
        }
    }
}
