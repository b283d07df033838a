using System;
using Charger.Can;
using Charger.Runtime;

namespace Firmware
{
    /// <summary>
    /// Puts the output off from outside the charging control, whatever state that is in. Nothing here throws, waits for a lock
    /// of ours or makes an object or a text of ours: it must work with the heap exhausted.
    /// </summary>
    public interface IOutputCut
    {
        /// <summary>Opens the contactor at once and hands STOP to CAN_RX. Any thread.</summary>
        void Cut();

        /// <summary>The same once more, and a STOP that CAN_RX has not taken goes to the controller past it.</summary>
        void CutAlone();

        /// <summary>The cut that follows belongs to a restart that was asked for, and is no fault.</summary>
        void Leave();

        /// <summary>Gives up the log's lines as well, for what still failed for want of memory.</summary>
        void GiveAll();

        /// <summary>Makes the reserve anew after a cut that no restart followed; tried again where there is no room.</summary>
        void KeepReserve();

        /// <summary>No START since the last STOP, as the control has it.</summary>
        bool IsOff { get; }
    }

    /// <summary>
    /// The way round a control that may stand still: contactor pin low, START held back, the emergency stop asked for, so that a
    /// control which lives keeps the gate closed, and STOP. Each step has a handler of its own: one that fails hinders no other.
    /// </summary>
    public sealed class OutputCut : IOutputCut
    {
        /// <summary>
        /// Call frames lie on the heap, and the platform's pin write and SPI transfer make objects there. This is what `stack`
        /// computes for the way, with its allowance for them; the first statement of the way gives it back to the heap.
        /// </summary>
        public const int ReserveBytes = 1440;

        /// <summary>As often as the module's own sender begins a STOP with.</summary>
        private const int Times = 3;

        /// <summary>
        /// Pin and SPI are tried again when the platform had no room for them: each try lets go of some garbage, and of what others
        /// held meanwhile. Bounded, since the restart that follows brings the pin low by itself.
        /// </summary>
        private const int Tries = 12;

        private readonly byte[] _stop;
        private readonly IOutputPin _contactor;
        private readonly CanPort _module;
        private readonly ChargerControl _control;
        private readonly ICanController _controller;

        /// <summary>Null from a cut until <see cref="KeepReserve"/>.</summary>
        public byte[] Reserve = new byte[ReserveBytes];

        /// <summary>
        /// Its lines are the second reserve, given up only where the first did not do: what other threads ate of it is missing, and
        /// STOP past CAN_RX and the reason on flash need room too.
        /// </summary>
        private readonly Log _log;

        /// <param name="contactor">Null where the board has none.</param>
        /// <param name="controller">CAN1's; null where CAN_RX does not run.</param>
        /// <param name="log">Its lines are given up where a cut finds no room.</param>
        public OutputCut(IOutputPin contactor, CanPort module, ChargerControl control, ICanController controller, Log log)
        {
            _log = log;
            _contactor = contactor;
            _module = module;
            _control = control;
            _controller = controller;
            _stop = control.Module.StopFrame;
            if (controller != null) controller.KeepStop(ModuleProtocol.ControlId, _stop);
        }

        public bool IsOff => !_control.Module.OutputOn;

        /// <summary>Steps of a cut that failed: each a defect of the platform below, counted.</summary>
        public int Failures { get; private set; }

        public void Cut()
        {
            Reserve = null;
            bool open = OpenContactor();
            _module.Hold();
            _control.EmergencyStop();
            _module.TryStop(ModuleProtocol.ControlId, _stop, Times);
            for (int i = 1; i < Tries && !open; i++)
            {
                GiveAll();
                open = OpenContactor();
            }
            if (!open) Failures++;
        }

        public void CutAlone()
        {
            Cut();
            bool sent = _controller == null;
            for (int i = 0; i < Tries && !sent; i++)
            {
                if (i > 0) GiveAll();
                try
                {
                    _controller.SendStop();
                    sent = true;
                }
                catch (Exception)
                {
                    // Tried again with more room.
                }
            }
            if (!sent) Failures++;
        }

        public void KeepReserve()
        {
            if (Reserve != null) return;
            try
            {
                if (_log.MakeAnew()) Reserve = new byte[ReserveBytes];
            }
            catch (Exception)
            {
                // No room yet: the supervisor's next step tries again.
            }
        }

        public void GiveAll() => _log.LetGo();

        public void Leave() => _control.Leaving = true;

        private bool OpenContactor()
        {
            if (_contactor == null) return true;
            try
            {
                _contactor.Write(false);
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }
    }
}
