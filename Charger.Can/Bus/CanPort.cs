using Charger.Runtime;

namespace Charger.Can
{
    /// <summary>
    /// One bus between CAN_RX and CHARGER_COMM: a receive ring one way, two send boxes the other. Each side only touches
    /// memory under short locks.
    /// </summary>
    public sealed class CanPort : ICanPort
    {
        private const string User = "CHARGER_COMM";
        private const string Owner = "CAN_RX";
        private const int UrgentFrames = 4;
        private const int NormalFrames = 16;

        private readonly SendBox _urgent;
        private readonly SendBox _normal;
        private WakeSignal _sender;
        private WakeSignal _receiver;
        private int _state;

        /// <param name="name">CAN1 or CAN2, as lines and locks show it.</param>
        public CanPort(string name, FrameRing ring, TimedLock sendGuard)
        {
            Name = name;
            Ring = ring;
            _urgent = new SendBox(UrgentFrames, sendGuard);
            _normal = new SendBox(NormalFrames, sendGuard);
        }

        public string Name { get; }

        public FrameRing Ring { get; }

        /// <summary>Frames waiting to be handed to the controller.</summary>
        public int Waiting => _urgent.Count + _normal.Count;

        /// <summary>Frames refused because a box was full, or its lock not had in time, or the bus was down.</summary>
        public int Refused => _urgent.Refused + _normal.Refused + RefusedDown;

        public int RefusedDown { get; private set; }

        public CanBusState State => (CanBusState)_state;

        /// <summary>Who is woken by what: set once while the firmware is put together.</summary>
        /// <param name="sender">CAN_RX's signal, set after each frame to send.</param>
        /// <param name="receiver">Set after each batch of received frames and each change of state; null where the reader polls.</param>
        public void Connect(WakeSignal sender, WakeSignal receiver)
        {
            _sender = sender;
            _receiver = receiver;
        }

        public bool TryReceive(Frame into) => Ring.TryRead(User, into);

        public bool TrySend(uint id, byte[] data, bool urgent)
        {
            CanBusState state = State;
            if (state == CanBusState.Down || state == CanBusState.BusOff)
            {
                RefusedDown++;
                return false;
            }
            if (urgent && !_normal.TrySupersede(User, id, data)) return false;
            if (!(urgent ? _urgent : _normal).TryPut(User, id, data)) return false;
            if (_sender != null) _sender.Set();
            return true;
        }

        internal void Publish(CanBusState state)
        {
            if (_state == (int)state) return;
            _state = (int)state;
            WakeReceiver();
        }

        internal void WakeReceiver()
        {
            if (_receiver != null) _receiver.Set();
        }

        internal bool StoreReceived(Frame frame) => Ring.Write(Owner, frame);

        internal bool TakeUrgent(Frame into) => _urgent.TryTake(Owner, into);

        internal bool TakeNormal(Frame into) => _normal.TryTake(Owner, into);

        internal void DropWaiting()
        {
            _urgent.Clear(Owner);
            _normal.Clear(Owner);
        }
    }
}
