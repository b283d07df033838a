using System;
using Charger.Can;
using Charger.Runtime;

namespace Firmware
{
    /// <summary>
    /// Switches the output off from outside the charging control, whatever state that is in. Nothing here throws, waits for a lock
    /// of the firmware or allocates an object or a text: it must work with the heap exhausted.
    /// </summary>
    public interface IOutputCut
    {
        /// <summary>Opens the contactor at once and passes STOP to CAN_RX. Any thread.</summary>
        void Cut();

        /// <summary>The same once more; a STOP that CAN_RX has not sent is sent to the controller directly.</summary>
        void CutAlone();

        /// <summary>The next cut belongs to a requested restart and is no fault.</summary>
        void Leave();

        /// <summary>Releases the log's lines too, when a step still failed because memory was missing.</summary>
        void GiveAll();

        /// <summary>Allocates the reserve again after a cut without a restart; tried again when there is no room.</summary>
        void KeepReserve();

        /// <summary>The control has sent no START since the last STOP.</summary>
        bool IsOff { get; }
    }

    /// <summary>
    /// Works without the control, which may stand still: contactor pin low, START held back, an emergency stop requested, so that a
    /// control that still runs keeps the gate closed, and STOP. Each step has its own exception handler, so that a failed one does not stop the others.
    /// </summary>
    public sealed class OutputCut : IOutputCut
    {
        /// <summary>
        /// Call frames are on the heap, and the platform's pin write and SPI transfer allocate objects there. This is the size that `stack`
        /// computes for a cut, with an allowance for those objects; the first statement of a cut gives it back to the heap.
        /// </summary>
        public const int ReserveBytes = 1440;

        /// <summary>Number of STOP frames, as many as ModuleSender sends at once.</summary>
        private const int Times = 3;

        /// <summary>
        /// Pin and SPI are tried again when the platform had no memory for them: each try allows a collection of garbage, including what other threads
        /// have released meanwhile. Bounded, since the restart that follows sets the pin low in any case.
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
        /// The log's lines are the second reserve, released only when the first was not enough: other threads may have used part of that, and
        /// the direct STOP and the reason on flash need memory too.
        /// </summary>
        private readonly Log _log;

        /// <param name="contactor">Null when the board has none.</param>
        /// <param name="controller">CAN1's controller; null when CAN_RX does not run.</param>
        /// <param name="log">Its lines are released when a cut needs more heap.</param>
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

        /// <inheritdoc/>
        public bool IsOff => !_control.Module.OutputOn;

        /// <summary>Number of steps of a cut that failed, each by a defect of the platform.</summary>
        public int Failures { get; private set; }

        /// <inheritdoc/>
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

        /// <inheritdoc/>
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

        /// <inheritdoc/>
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

        /// <inheritdoc/>
        public void GiveAll() => _log.LetGo();

        /// <inheritdoc/>
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
