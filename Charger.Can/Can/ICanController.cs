using Charger.Runtime;

namespace Charger.Can
{
    /// <summary>The two buses.</summary>
    public enum CanBus
    {
        /// <summary>CAN1: the power module.</summary>
        Module,
        /// <summary>CAN2: the vehicle's battery management system.</summary>
        Bms,
    }

    /// <summary>
    /// One CAN controller, whatever chip it is: owned and called by CAN_RX alone. No call waits longer than its bus transfer
    /// takes, and none allocates.
    /// </summary>
    public interface ICanController
    {
        /// <summary>As of the last <see cref="Start"/>, <see cref="Stop"/> or <see cref="Poll"/>; any thread may read it.</summary>
        CanBusState State { get; }

        /// <summary>Frames the controller itself lost because nobody fetched them in time (RX0OVR, RX1OVR).</summary>
        int Overruns { get; }

        /// <summary>Transmit error counter (ISO 11898-1) at the last <see cref="Poll"/>; -1 when the chip does not provide it.</summary>
        int TransmitErrorCounter { get; }

        /// <summary>Receive error counter at the last <see cref="Poll"/>; -1 when the chip does not provide it.</summary>
        int ReceiveErrorCounter { get; }

        /// <summary>Frames wait while the interrupt line stays high: it wakes no thread, and frames are fetched by polling only.</summary>
        bool InterruptStuck { get; }

        /// <summary>
        /// The interrupt comes for each frame. False when it comes only once no further frame has room: a single frame is found by polling,
        /// which saves the cost of an interrupt.
        /// </summary>
        bool TellsEachFrame { get; }

        /// <summary>Why the last <see cref="Start"/> failed, in one sentence; empty when it succeeded.</summary>
        string Failure { get; }

        /// <summary>Resets it, sets bit timing and acceptance filters and joins the bus; false when it does not answer.</summary>
        bool Start();

        /// <summary>Leaves the bus: nothing is received or sent until the next <see cref="Start"/>.</summary>
        void Stop();

        /// <summary>
        /// Reads error counters and flags, so that <see cref="State"/> and <see cref="Overruns"/> are as of now. True when
        /// <see cref="TryReceive"/> may find a frame.
        /// </summary>
        bool Poll();

        /// <summary>The next frame received, without its time; false when there is none.</summary>
        bool TryReceive(Frame into);

        /// <summary>Prepares the frame that <see cref="SendStop"/> sends; called once, at boot.</summary>
        /// <param name="frame">Its 8 bytes, which never change.</param>
        void KeepStop(uint id, byte[] frame);

        /// <summary>
        /// The last resort when CAN_RX no longer runs: aborts the frames that wait in the controller and sends STOP. Any
        /// thread; allocates nothing, and uses no state that CAN_RX may have left incomplete.
        /// </summary>
        void SendStop();

        /// <summary>
        /// Hands over one extended data frame of 8 bytes; false when all transmit buffers are taken. An urgent one (STOP)
        /// goes out before all others and aborts a waiting one of the same identifier and function: no older START follows it.
        /// </summary>
        bool TrySend(uint id, byte[] data, bool urgent);
    }

    /// <summary>Creates the controllers; the build's flavour or the simulator decides which kind. Called once per bus, at the start.</summary>
    public interface ICanControllerFactory
    {
        /// <param name="bus">Which of the two.</param>
        /// <param name="received">This bus's signal; the controller's interrupt sets it each time frames begin to wait.</param>
        ICanController Create(CanBus bus, WakeSignal received);
    }
}
