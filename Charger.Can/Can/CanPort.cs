using System.Threading;
using Charger.Runtime;

namespace Charger.Can
{
    /// <summary>
    /// One bus between CAN_RX and CHARGER_COMM: a receive ring one way, two send queues and a STOP the other. Only a thread that
    /// adds a frame takes a lock, for a short time; STOP takes none, and every urgent frame decided before it is dropped unsent.
    /// </summary>
    public sealed class CanPort : ICanPort
    {
        private const string User = "CHARGER_COMM";
        private const int UrgentFrames = 4;
        private const int NormalFrames = 8;

        private readonly TimedLock _guard;

        // Fields, since CAN_RX reads them each turn. The urgent queue is created with the first urgent frame: CAN2 never has one.
        internal SendQueue Urgent;
        internal readonly SendQueue Normal;
        internal bool IsWatched = true;
        private WakeSignal _sender;
        private WakeSignal _receiver;
        private int _state;
        private uint _stopId;
        private byte[] _stop;

        /// <summary>STOP frames that the controller has not taken yet.</summary>
        public int StopsDue;

        // Each STOP and each loss of the bus makes the frames queued before it invalid: they are dropped when they are read.
        private int _stops;
        private int _drops;
        private int _held;

        /// <param name="name">CAN1 or CAN2, as lines and locks show it.</param>
        public CanPort(string name, FrameRing ring, TimedLock sendGuard)
        {
            Name = name;
            Ring = ring;
            _guard = sendGuard;
            Normal = new SendQueue(NormalFrames, sendGuard);
        }

        /// <summary>CAN1 or CAN2, as in the log and on the console.</summary>
        public string Name { get; }

        /// <summary>
        /// Received frames: CAN_RX writes them, CHARGER_COMM reads them through <see cref="TryReceive"/>; others read its counters.
        /// </summary>
        public readonly FrameRing Ring;

        /// <summary>Frames waiting to be handed to the controller.</summary>
        public int Waiting => (Urgent == null ? 0 : Urgent.Queued) + Normal.Queued + StopsDue;

        /// <summary>Urgent frames dropped because a STOP came after them.</summary>
        public int Superseded => Urgent == null ? 0 : Urgent.Superseded;

        /// <summary>Frames refused because a queue was full, its lock could not be taken in time, or the bus was down.</summary>
        public int Refused => (Urgent == null ? 0 : Urgent.Refused) + Normal.Refused + RefusedDown;

        /// <summary>Frames and STOPs refused because the bus was down, off or held, since boot.</summary>
        public int RefusedDown { get; private set; }

        /// <inheritdoc/>
        public CanBusState State => (CanBusState)_state;

        /// <inheritdoc/>
        public bool Watched
        {
            get => IsWatched;
            set => IsWatched = value;
        }

        /// <summary>Sets which threads are woken; called once, while the composition is built.</summary>
        /// <param name="sender">CAN_RX's signal, set after each frame to send.</param>
        /// <param name="receiver">Set after each batch of received frames and each change of state; null when the reader polls.</param>
        public void Connect(WakeSignal sender, WakeSignal receiver)
        {
            _sender = sender;
            _receiver = receiver;
        }

        /// <inheritdoc/>
        public bool HasFrames => !Ring.IsEmpty;

        /// <inheritdoc/>
        public bool TryReceive(Frame into) => Ring.TryRead(into);

        /// <inheritdoc/>
        public bool TrySend(uint id, byte[] data, bool urgent)
        {
            int stamp = urgent ? UrgentStamp : _drops;
            CanBusState state = State;
            if (state == CanBusState.Down || state == CanBusState.BusOff || (urgent && _held != 0))
            {
                RefusedDown++;
                return false;
            }
            if (urgent && Urgent == null) Urgent = new SendQueue(UrgentFrames, _guard);
            if (!(urgent ? Urgent : Normal).TryPut(User, id, data, stamp)) return false;
            if (_sender != null) _sender.Set();
            return true;
        }

        /// <inheritdoc/>
        public bool TryStop(uint id, byte[] frame, int times)
        {
            _stopId = id;
            _stop = frame;
            Interlocked.Increment(ref _stops);
            CanBusState state = State;
            if (state == CanBusState.Down || state == CanBusState.BusOff)
            {
                RefusedDown++;
                return false;
            }
            if (StopsDue < times) Interlocked.Exchange(ref StopsDue, times);
            if (_sender != null) _sender.Set();
            return true;
        }

        /// <summary>From now on no urgent frame but STOP is taken or sent, until <see cref="Release"/>. Any thread.</summary>
        public void Hold() => Interlocked.Exchange(ref _held, 1);

        /// <inheritdoc/>
        public void Release() => Interlocked.Exchange(ref _held, 0);

        internal uint StopId => _stopId;

        internal byte[] StopFrame => _stop;

        internal void StopSent() => Interlocked.Decrement(ref StopsDue);

        // Changes with each STOP and each loss of the bus.
        internal int UrgentStamp => _stops + _drops;

        internal bool Held => _held != 0;

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

        internal bool HasUrgent => Urgent != null && Urgent.Queued != 0;

        /// <summary>An urgent frame that is still valid under <paramref name="stamp"/>, which was read before.</summary>
        internal bool TryTakeUrgent(Frame into, int stamp) => _held == 0 && Urgent.TryTake(into, stamp);

        internal bool TryTakeNormal(Frame into) => Normal.TryTake(into, _drops);

        /// <summary>Frames that waited when the bus went down must not go out when it is up again. Takes no lock. STOP stays due.</summary>
        internal void DropWaiting() => Interlocked.Increment(ref _drops);
    }
}
