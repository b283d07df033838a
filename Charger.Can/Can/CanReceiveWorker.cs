using Charger.Runtime;

namespace Charger.Can
{
    /// <summary>
    /// CAN_RX: the one owner of both controllers and of the SPI bus, so no lock stands around a transfer. Woken by the
    /// controllers' interrupts and by frames to send; each bus is polled too, since an edge of a level interrupt can be missed.
    /// </summary>
    public sealed class CanReceiveWorker : Worker
    {
        private readonly BusSupervisor _module;
        private readonly BusSupervisor _bms;

        // When the next turn of each bus is due, and how often this thread had been woken at its last one: a bus without news
        // costs no call before it is due.
        private long _moduleMs;
        private long _bmsMs;
        private int _seen;

        /// <param name="receiver">Woken after received frames and changes of state: CHARGER_COMM's signal, or null.</param>
        public CanReceiveWorker(ICanControllerFactory controllers, CanPort module, CanPort bms, WakeSignal receiver, ILog log)
            : base("CAN_RX")
        {
            module.Connect(Wake, receiver);
            bms.Connect(Wake, receiver);
            Frame received = new Frame();
            WakeSignal ofModule = new WakeSignal(Wake);
            WakeSignal ofBms = new WakeSignal(Wake);
            _module = new BusSupervisor(controllers.Create(CanBus.Module, ofModule), module, log, received, ofModule);
            _bms = new BusSupervisor(controllers.Create(CanBus.Bms, ofBms), bms, log, received, ofBms);
        }

        /// <summary>CAN1.</summary>
        public BusSupervisor Module => _module;

        /// <summary>CAN2.</summary>
        public BusSupervisor Bms => _bms;

        /// <summary>One turn of each bus that is due or was woken, CAN1 first; returns when the earlier of both is due again.</summary>
        public override long Step(long nowMs)
        {
            // Read first: a wake-up during this turn counts for the next one.
            int sets = Wake.Sets;
            bool woken = sets != _seen;
            _seen = sets;
            if (woken || nowMs >= _moduleMs) _moduleMs = _module.Step(nowMs);
            if (woken || nowMs >= _bmsMs) _bmsMs = _bms.Step(nowMs);
            return _moduleMs < _bmsMs ? _moduleMs : _bmsMs;
        }
    }
}
