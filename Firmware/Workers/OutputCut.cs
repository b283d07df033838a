using Charger.Can;
using Charger.Runtime;

namespace Firmware
{
    /// <summary>Puts the output off from outside the charging control, whatever state that is in.</summary>
    public interface IOutputCut
    {
        /// <summary>Opens the contactor at once and hands STOP to the bus. Any thread; waits no longer than a lock's time limit.</summary>
        void Cut();

        /// <summary>No START since the last STOP, as the control has it.</summary>
        bool IsOff { get; }
    }

    /// <summary>
    /// The way round a control that may stand still: contactor pin low, STOP into the urgent box of CAN1, and the emergency
    /// stop asked for, so that a control which lives keeps the gate closed.
    /// </summary>
    public sealed class OutputCut : IOutputCut
    {
        /// <summary>As often as the module's own sender begins a STOP with.</summary>
        private const int Times = 3;

        private readonly byte[] _stop = new byte[ModuleProtocol.FrameBytes];
        private readonly IOutputPin _contactor;
        private readonly CanPort _module;
        private readonly ChargerControl _control;

        /// <param name="contactor">Null where the board has none.</param>
        public OutputCut(IOutputPin contactor, CanPort module, ChargerControl control)
        {
            _contactor = contactor;
            _module = module;
            _control = control;
            ModuleCodec.EncodePower(_stop, false);
        }

        public bool IsOff => !_control.Module.OutputOn;

        public void Cut()
        {
            if (_contactor != null) _contactor.Write(false);
            _module.Hold();
            _control.EmergencyStop();
            _module.TryStop(ModuleProtocol.ControlId, _stop, Times);
        }
    }
}
