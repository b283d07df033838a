namespace Charger.Can
{
    /// <summary>
    /// What goes to the power module and when: STOP ahead of all, the power command, pending limits, then the cycle of limits
    /// and queries. Both groups go out from boot on, always: the module faults 3 s after it misses either.
    /// </summary>
    public sealed class ModuleSender
    {
        /// <summary>
        /// At least every 300 ms is wanted; this leaves room for a late turn. Like the slots' it is no divisor of the module's
        /// own periods: in step with them, the same answer would meet the same burst every time and be lost every time.
        /// </summary>
        private const int PowerEveryMs = 170;

        /// <summary>Eight functions take turns, each wanted at least every 900 ms.</summary>
        private const int SlotEveryMs = 90;

        /// <summary>Between two requests: each is answered, and the controller holds two frames until it is looked after.</summary>
        private const int ApartMs = 20;
        /// <summary>At rest a turn every so often, with two frames: the power command in every second one.</summary>
        public const int RestMs = 125;
        private const int RestFrames = 2;

        /// <summary>A turn may come so much too early for its beat: the next one would be too late.</summary>
        private const int RestEarlyMs = RestMs / 2;
        private const int Slots = 2 + ModuleProtocol.QueryCount;

        /// <summary>STOP: so many at once, then again at this pace until OFF is read back.</summary>
        private const int StopBurst = 3;
        private const int StopEveryMs = 60;

        private readonly ICanPort _port;
        private readonly ModuleLimits _limits;
        private readonly byte[] _buffer = new byte[ModuleProtocol.FrameBytes];
        private readonly byte[] _stop = new byte[ModuleProtocol.FrameBytes];
        private int _stopsLeft = StopBurst;
        private bool _stopNew = true;
        private long _nextPowerMs;
        private long _nextSlotMs;
        private long _freeMs;
        private int _slot;
        private int _asked;

        public ModuleSender(ICanPort port, ModuleLimits limits)
        {
            _port = port;
            _limits = limits;
            ModuleCodec.EncodePower(_stop, false);
        }

        /// <summary>STOP's 8 bytes, made once; never changed.</summary>
        public byte[] StopFrame => _stop;

        public long LastStopMs { get; private set; } = -1;

        /// <summary>Three STOPs, now; what the port does not take stays due.</summary>
        public void Stop(long nowMs)
        {
            _stopsLeft = StopBurst;
            _stopNew = true;
            SendStops(nowMs);
        }

        /// <summary>START, now. Power commands are all urgent, so that none of them overtakes another.</summary>
        public void Start(long nowMs)
        {
            _stopsLeft = 0;
            _nextPowerMs = nowMs;
            if (SendPower(nowMs, true, PowerEveryMs)) _freeMs = nowMs + ApartMs;
        }

        /// <summary>Nothing can come on: two frames a turn, and turns at the least rates that the module asks for.</summary>
        public bool Rests;

        /// <summary>At rest, when a frame is due out of turn; <see cref="long.MaxValue"/> for none.</summary>
        public long RestDueMs => _stopsLeft > 0 || _asked != 0 || _limits.VoltagePending || _limits.CurrentPending ? _freeMs : long.MaxValue;

        /// <summary>Asks ahead of the cycle for one of the readings it asks for.</summary>
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
            if (_stopsLeft > 0)
            {
                SendStops(nowMs);
                return;
            }
            if (nowMs < _freeMs) return;
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

        // On the way of every cut: no allocation, no lock.
        private void SendStops(long nowMs)
        {
            if (!_port.TryStop(ModuleProtocol.ControlId, _stop, _stopsLeft)) return;
            _stopsLeft = 0;
            if (_stopNew) LastStopMs = nowMs;
            _stopNew = false;
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

        // Keeps the beat; after a longer silence it begins anew instead of catching up.
        private static long Next(long dueMs, int everyMs, long nowMs)
        {
            long next = dueMs + everyMs;
            return next <= nowMs ? nowMs + everyMs : next;
        }
    }
}
