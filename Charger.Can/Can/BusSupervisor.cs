using System;
using Charger.Runtime;

namespace Charger.Can
{
    /// <summary>
    /// Keeps one bus alive inside CAN_RX: starts its controller and starts it again after bus-off with a back-off of 1 s
    /// doubling to 30 s, moves its frames into the ring, sends from the send queues, polls its error state.
    /// </summary>
    public sealed class BusSupervisor
    {
        private const int FirstBackOffMs = 1000;
        private const int LongestBackOffMs = 30000;

        /// <summary>How often the controller is polled for its errors, and for frames that gave no interrupt.</summary>
        public const int PollMs = 100;

        /// <summary>The same while the output cannot come on and the port is not watched.</summary>
        public const int RestPollMs = 250;

        /// <summary>
        /// How often it is polled for frames while interrupts are missing, or when a single frame gives no interrupt: while the port is
        /// watched, and after each frame sent, to fetch its answer.
        /// </summary>
        public const int LookMs = 20;

        /// <summary>The same while output or contactor are on: a frame that closes the gate must not wait long.</summary>
        public const int WatchedLookMs = 10;

        /// <summary>Interrupts count as missing for this time after a frame that gave none.</summary>
        private const int MissingMs = 1000;

        /// <summary>Healthy polls after which the next failure starts at <see cref="FirstBackOffMs"/> again.</summary>
        public const int HealthyPolls = 10;

        /// <summary>While frames wait for a transmit buffer; a frame takes 0.5 ms at 250 kbit/s.</summary>
        private const int SendAgainMs = 2;

        /// <summary>Most frames taken from one controller in one step: 30 ms of a full bus, so that the other gets its turn.</summary>
        private const int MostFramesPerStep = 64;

        /// <summary>
        /// How long frames stay in the controller while the ring is full: the reader, at highest priority, was measured up
        /// to 40 ms late. After that the ring drops its oldest frame for each new one.
        /// </summary>
        public const int HoldBackMs = 50;

        private readonly ICanController _controller;
        private readonly CanPort _port;
        private readonly FrameRing _ring;
        private readonly WakeSignal _interrupts;
        private readonly ILog _log;
        private readonly Frame _received;
        private int _receivedCount;
        private int _sent;

        /// <summary>Made with the first urgent frame: CAN2 never has one.</summary>
        private Frame _urgent;
        private readonly Frame _normal = new Frame();
        private bool _holdsUrgent;
        private int _urgentStamp;
        private bool _holdsNormal;
        private bool _up;
        private int _backOffMs = FirstBackOffMs;
        private int _healthyPolls;
        private int _overruns;
        private bool _interruptStuck;
        private int _interruptsSeen;
        private bool _more;
        private long _missingUntilMs;
        private long _dueMs;

        /// <summary>When the controller is next polled for frames that gave no edge.</summary>
        private long _lookMs = long.MaxValue;

        /// <summary>The controller gives an edge for each frame; otherwise only when it has no room for another one.</summary>
        private readonly bool _tellsEach;
        private long _fullSinceMs;

        /// <param name="received">Room for one frame between controller and ring, shared by the buses of the one thread.</param>
        /// <param name="interrupts">Set by this controller's interrupt; only its count is read.</param>
        public BusSupervisor(ICanController controller, CanPort port, ILog log, Frame received, WakeSignal interrupts)
        {
            _interrupts = interrupts;
            _ring = port.Ring;
            _received = received;
            _controller = controller;
            _tellsEach = controller.TellsEachFrame;
            _port = port;
            _log = log;
        }

        /// <summary>
        /// The chip of this bus. Only CAN_RX may call it; other threads may read its counters, and call <see
        /// cref="ICanController.SendStop"/>.
        /// </summary>
        public ICanController Controller => _controller;

        /// <summary>The same bus as CHARGER_COMM sees it.</summary>
        public CanPort Port => _port;

        /// <summary>How often the controller joined the bus since boot.</summary>
        public int Starts { get; private set; }

        /// <summary>How often it could not join the bus since boot; <see cref="StartFailure"/> tells the last cause.</summary>
        public int FailedStarts { get; private set; }

        /// <summary>Why the last start failed; empty when it did not, null before the first.</summary>
        public string StartFailure { get; private set; }

        /// <summary>How often the controller left the bus because its transmit errors reached 256 (ISO 11898-1), since boot.</summary>
        public int BusOffs { get; private set; }

        /// <summary>Wanted frames fetched from the controller since boot, also those that the ring dropped later.</summary>
        public int Received => _receivedCount;

        /// <summary>Frames handed to the controller since boot; it may still repeat or abort one.</summary>
        public int Sent => _sent;

        /// <summary>How long the next failure will keep the bus off, in ms.</summary>
        public int BackOffMs => _backOffMs;

        /// <summary>One turn; when the next is due.</summary>
        public long Step(long nowMs)
        {
            if (!_up) return nowMs < _dueMs ? _dueMs : TryStart(nowMs);
            try
            {
                return Serve(nowMs);
            }
            catch (OutOfMemoryException)
            {
                // Not a failure of the bus: a bus that is down for its back-off could not carry the STOP that is due now.
                throw;
            }
            catch (Exception e)
            {
                return GoDown(nowMs, CanBusState.Down, "SPI failed: " + e.Message);
            }
        }

        private long Serve(long nowMs)
        {
            bool polls = nowMs >= _dueMs;
            bool sends = _holdsUrgent || _holdsNormal || _port.StopsDue > 0 || _port.Normal.Queued > 0 || (_port.Urgent != null && _port.Urgent.Queued > 0);
            int interrupts = _interrupts.Sets;
            bool expected = _more || interrupts != _interruptsSeen;
            if (_tellsEach && nowMs >= _missingUntilMs) _lookMs = long.MaxValue;
            bool looks = nowMs >= _lookMs || !_tellsEach && sends;
            // A bus without work costs no SPI transfer.
            if (!polls && !sends && !expected && !looks) return _dueMs < _lookMs ? _dueMs : _lookMs;
            int sent = _sent;
            if (_port.StopsDue > 0) FeedStops();
            bool found = false;
            if (polls)
            {
                _dueMs = nowMs + (_port.IsWatched ? PollMs : RestPollMs);
                found = _controller.Poll();
            }
            _interruptsSeen = interrupts;
            // The poll has read the receive flags already.
            if (expected || found || looks && !polls)
            {
                int before = _receivedCount;
                _more = Drain(nowMs);
                // A read that an edge started ends with an empty controller, so the next frame gives an edge. Also
                // when it held only unwanted frames: the driver skips a limited number at a time, and INT stays low for the rest.
                if (_tellsEach && !expected && (found || _receivedCount != before)) _missingUntilMs = nowMs + MissingMs;
            }
            bool paced = !_tellsEach && !_port.IsWatched;
            if (sends)
            {
                Feed(paced, sent);
                sends = _holdsUrgent || _holdsNormal || _port.Waiting > 0;
            }
            CanBusState state = _controller.State;
            if (polls) NoteHealth(state);
            if (state == CanBusState.BusOff) return GoDown(nowMs, state, "bus off, transmit errors " + _controller.TransmitErrorCounter);
            if (state == CanBusState.Down) return GoDown(nowMs, state, "the controller has lost its settings");
            if (polls) _port.Publish(state);
            if (_tellsEach) _lookMs = nowMs < _missingUntilMs ? nowMs + LookMs : long.MaxValue;
            else if (_port.IsWatched) _lookMs = nowMs + WatchedLookMs;
            else _lookMs = sends || _sent != sent ? nowMs + LookMs : long.MaxValue;
            if (_more) return nowMs + 1;
            long next = sends && !(paced && _port.StopsDue == 0) ? nowMs + SendAgainMs : _lookMs;
            return _dueMs < next ? _dueMs : next;
        }

        /// <summary>True when it stopped before the controller was known to be empty.</summary>
        private bool Drain(long nowMs)
        {
            int frames = 0;
            bool heldBack;
            do
            {
                bool full = _ring.IsFull;
                if (!full) _fullSinceMs = -1;
                heldBack = full && HoldsBack(nowMs);
                if (heldBack || !_controller.TryReceive(_received)) break;
                _received.TimeMs = nowMs;
                _ring.Write(_received);
                frames++;
            }
            while (frames < MostFramesPerStep);
            if (frames == 0) return heldBack;
            _receivedCount += frames;
            // At rest the reader polls the ring by itself.
            if (_tellsEach || _port.IsWatched) _port.WakeReceiver();
            if (_ring.ConsumeWarning()) Say(LogLevel.Warning, "receive ring above 80 %: CHARGER_COMM does not keep up");
            return heldBack || frames == MostFramesPerStep;
        }

        private bool HoldsBack(long nowMs)
        {
            if (_fullSinceMs < 0) _fullSinceMs = nowMs;
            return nowMs - _fullSinceMs < HoldBackMs;
        }

        /// <param name="paced">Only one frame per step: each gets an answer, which is fetched before the next frame goes out.</param>
        /// <param name="sent">Frames sent before this step.</param>
        private void Feed(bool paced, int sent)
        {
            if (!FeedStops() || !FeedUrgent()) return;
            while ((!paced || _sent == sent) && (_holdsNormal || _port.TryTakeNormal(_normal)))
            {
                _holdsNormal = true;
                if (!_controller.TrySend(_normal.Id, _normal.Data, false)) return;
                _holdsNormal = false;
                _sent++;
            }
        }

        // Nothing here allocates or waits for a lock: every cut of the output uses it.
        private bool FeedStops()
        {
            while (_port.StopsDue > 0)
            {
                if (!_controller.TrySend(_port.StopId, _port.StopFrame, true)) return false;
                _port.StopSent();
                _sent++;
            }
            return true;
        }

        private bool FeedUrgent()
        {
            if (_holdsUrgent && (_port.Held || _urgentStamp != _port.UrgentStamp)) _holdsUrgent = false;
            for (; ; )
            {
                if (!_holdsUrgent)
                {
                    if (!_port.HasUrgent) return true;
                    if (_urgent == null) _urgent = new Frame();
                    _urgentStamp = _port.UrgentStamp;
                    if (!_port.TryTakeUrgent(_urgent, _urgentStamp)) return true;
                }
                _holdsUrgent = true;
                if (!_controller.TrySend(_urgent.Id, _urgent.Data, true)) return false;
                _holdsUrgent = false;
                _sent++;
            }
        }

        private void NoteHealth(CanBusState state)
        {
            if (_controller.InterruptStuck != _interruptStuck)
            {
                _interruptStuck = !_interruptStuck;
                if (_interruptStuck) Say(LogLevel.Warning, "INT stays high while frames wait: they are fetched by polling and some are lost; check the wire of INT");
                else Say(LogLevel.Info, "INT works again");
            }
            int overruns = _controller.Overruns;
            if (overruns != _overruns)
            {
                _overruns = overruns;
                if (_log.IsOn(LogLevel.Debug, LogSection.Can)) Say(LogLevel.Debug, "controller overflows " + overruns);
            }
            if (state != CanBusState.Active && state != CanBusState.Warning) _healthyPolls = 0;
            else if (_healthyPolls != HealthyPolls && ++_healthyPolls == HealthyPolls) _backOffMs = FirstBackOffMs;
        }

        private long TryStart(long nowMs)
        {
            bool started;
            string failure;
            try
            {
                started = _controller.Start();
                failure = _controller.Failure;
            }
            catch (OutOfMemoryException)
            {
                throw;
            }
            catch (Exception e)
            {
                started = false;
                failure = "SPI failed: " + e.Message;
            }
            StartFailure = failure;
            if (!started)
            {
                FailedStarts++;
                return GoDown(nowMs, CanBusState.Down, failure);
            }
            Starts++;
            _up = true;
            _more = true;
            _healthyPolls = 0;
            _dueMs = nowMs + PollMs;
            _port.Publish(_controller.State);
            Say(LogLevel.Info, "up");
            return nowMs;
        }

        /// <summary>Leaves the bus for the back-off time; frames that waited are dropped.</summary>
        private long GoDown(long nowMs, CanBusState state, string why)
        {
            if (state == CanBusState.BusOff) BusOffs++;
            _up = false;
            // The urgent frame that is held back becomes invalid when the bus goes down.
            _holdsNormal = false;
            _port.Publish(state);
            _port.DropWaiting();
            StopController();
            _dueMs = nowMs + _backOffMs;
            Say(LogLevel.Warning, why + "; next attempt in " + _backOffMs + " ms");
            _backOffMs *= 2;
            if (_backOffMs > LongestBackOffMs) _backOffMs = LongestBackOffMs;
            return _dueMs;
        }

        private void StopController()
        {
            try
            {
                _controller.Stop();
            }
            catch (Exception e)
            {
                Say(LogLevel.Debug, "stop failed: " + e.Message);
            }
        }

        private void Say(LogLevel level, string text) => _log.Write(level, LogSection.Can, _port.Name + " " + text);
    }
}
