namespace Charger.Can
{
    /// <summary>
    /// Sends the frames for the power module: STOP first, the power command, pending limits, then the cycle of limits
    /// and queries. Both groups are sent from boot on: the module reports a fault when it misses one of them for 3 s.
    /// </summary>
    public sealed class ModuleSender
    {
        /// <summary>
        /// The module wants one at least every 300 ms; this leaves time for a late turn. Like the slot period it is not a divisor of the module's
        /// own periods: otherwise the same answer would meet the same burst of frames each time and be lost each time.
        /// </summary>
        private const int PowerEveryMs = 170;

        /// <summary>Eight functions take turns, each wanted at least every 900 ms.</summary>
        private const int SlotEveryMs = 90;

        /// <summary>Between two requests: each gets an answer, and the controller holds two frames until they are fetched.</summary>
        private const int ApartMs = 20;
        /// <summary>Turn period at rest, with two frames per turn: the power command in every second one.</summary>
        public const int RestMs = 125;
        private const int RestFrames = 2;

        /// <summary>A turn may be this much early: waiting for the next one would be too late.</summary>
        private const int RestEarlyMs = RestMs / 2;
        private const int Slots = 2 + ModuleProtocol.QueryCount;

        /// <summary>STOP: this many at once, then more at the period below until OFF is read back.</summary>
        private const int StopBurst = 3;
        private const int StopEveryMs = 60;

        private readonly ICanPort _port;
        private readonly ModuleLimits _limits;
        private readonly byte[] _buffer = new byte[ModuleProtocol.FrameBytes];
        private readonly byte[] _stop = new byte[ModuleProtocol.FrameBytes];
        private bool _stopDue = true;
        private long _nextPowerMs;
        private long _nextSlotMs;
        private long _freeMs;
        private int _slot;
        private int _asked;

        /// <summary>Begins with STOP due, since the module's state is unknown at boot.</summary>
        public ModuleSender(ICanPort port, ModuleLimits limits)
        {
            _port = port;
            _limits = limits;
            ModuleCodec.EncodePower(_stop, false);
        }

        /// <summary>The 8 bytes of STOP; never changed.</summary>
        public byte[] StopFrame => _stop;

        /// <summary>When the first STOP of the last burst was handed to the port; -1 before.</summary>
        public long LastStopMs { get; private set; } = -1;

        /// <summary>Sends three STOPs now; those that the port refuses stay due.</summary>
        public void Stop(long nowMs)
        {
            _stopDue = true;
            SendStops(nowMs);
        }

        /// <summary>Sends START now. All power commands are urgent, so that none of them overtakes another.</summary>
        public void Start(long nowMs)
        {
            _stopDue = false;
            _nextPowerMs = nowMs;
            if (SendPower(nowMs, true, PowerEveryMs)) _freeMs = nowMs + ApartMs;
        }

        /// <summary>The output cannot come on: two frames per turn, and the lowest rates that the module accepts.</summary>
        public bool Rests;

        /// <summary>At rest, when a frame is due out of turn; <see cref="long.MaxValue"/> for none.</summary>
        public long RestDueMs => _stopDue || _asked != 0 || _limits.VoltagePending || _limits.CurrentPending ? _freeMs : long.MaxValue;

        /// <summary>Asks for one of the cycle's readings at once.</summary>
        public void Ask(byte function)
        {
            for (int i = 0; i < ModuleProtocol.QueryCount; i++)
            {
                if (ModuleProtocol.QueryAt(i) == function) _asked |= 1 << i;
            }
        }

        /// <summary>Sends what is due: any number of STOPs, else one frame at a time.</summary>
        public void Step(long nowMs, bool on, bool stopping)
        {
            if (_stopDue) SendStops(nowMs);
            if (_stopDue || nowMs < _freeMs) return;
            // At rest CAN_RX sends them one after the other, each when the answer to the one before has been fetched.
            long dueMs = Rests ? nowMs + RestEarlyMs : nowMs;
            for (int left = Rests ? RestFrames : 1; left > 0; left--)
            {
                bool sent;
                if (dueMs >= _nextPowerMs) sent = SendPower(nowMs, on, stopping ? StopEveryMs : Rests ? 2 * RestMs : PowerEveryMs);
                else if (_asked != 0) sent = SendAsked();
                else if (_limits.VoltagePending) sent = SendVoltage();
                else if (_limits.CurrentPending) sent = SendCurrent();
                else if (dueMs >= _nextSlotMs) sent = SendSlot(nowMs);
                else return;
                if (!sent) return;
                _freeMs = nowMs + ApartMs;
            }
        }

        // Every cut of the output uses it: no allocation, no lock.
        private void SendStops(long nowMs)
        {
            if (!_port.TryStop(ModuleProtocol.ControlId, _stop, StopBurst)) return;
            _stopDue = false;
            LastStopMs = nowMs;
            _nextPowerMs = nowMs + StopEveryMs;
            _freeMs = nowMs + ApartMs;
        }

        private bool SendPower(long nowMs, bool on, int everyMs)
        {
            if (!(on ? SendStart() : _port.TryStop(ModuleProtocol.ControlId, _stop, 1))) return false;
            _nextPowerMs = Next(_nextPowerMs, everyMs, nowMs);
            return true;
        }

        private bool SendStart()
        {
            ModuleCodec.EncodePower(_buffer, true);
            return _port.TrySend(ModuleProtocol.ControlId, _buffer, true);
        }

        private bool SendVoltage()
        {
            ModuleCodec.EncodeLimit(_buffer, ModuleProtocol.VoltageLimitFunction, _limits.VoltageRaw);
            if (!SendOrdinary(ModuleProtocol.ControlId)) return false;
            _limits.VoltagePending = false;
            return true;
        }

        private bool SendCurrent()
        {
            ModuleCodec.EncodeLimit(_buffer, ModuleProtocol.CurrentLimitFunction, _limits.CurrentRaw);
            if (!SendOrdinary(ModuleProtocol.ControlId)) return false;
            _limits.CurrentPending = false;
            return true;
        }

        private bool SendAsked()
        {
            int position = 0;
            while ((_asked & (1 << position)) == 0) position++;
            if (!SendQuery(position)) return false;
            _asked &= ~(1 << position);
            return true;
        }

        private bool SendQuery(int position)
        {
            ModuleCodec.EncodeQuery(_buffer, ModuleProtocol.QueryAt(position));
            return SendOrdinary(ModuleProtocol.QueryId);
        }

        private bool SendSlot(long nowMs)
        {
            bool taken;
            if (_slot == 0) taken = SendVoltage();
            else if (_slot == 1) taken = SendCurrent();
            else taken = SendQuery(_slot - 2);
            if (!taken) return false;
            _slot = _slot + 1 == Slots ? 0 : _slot + 1;
            _nextSlotMs = Next(_nextSlotMs, SlotEveryMs, nowMs);
            return true;
        }

        private bool SendOrdinary(uint id) => _port.TrySend(id, _buffer, false);

        // Keeps the period; after a longer silence it starts again from now and does not catch up.
        private static long Next(long dueMs, int everyMs, long nowMs)
        {
            long next = dueMs + everyMs;
            return next <= nowMs ? nowMs + everyMs : next;
        }
    }
}
