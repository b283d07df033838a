using Charger.Runtime;

namespace Charger.Can
{
    /// <summary>Where a bus stands, by its error counters (ISO 11898-1: warning at 96, passive at 128, off at 256).</summary>
    public enum CanBusState
    {
        /// <summary>The controller has not started yet, or its driver is being rebuilt.</summary>
        Down,
        Active,
        Warning,
        Passive,
        BusOff,
    }

    /// <summary>
    /// One CAN bus as the charger's control sees it: frames out of a ring, frames into a mailbox. The controller behind it is
    /// owned by the CAN_RX thread; nothing here touches hardware, blocks or allocates.
    /// </summary>
    public interface ICanPort
    {
        CanBusState State { get; }

        /// <summary>The oldest frame received; false when there is none.</summary>
        bool TryReceive(Frame into);

        /// <summary>
        /// Hands 8 bytes to the sender; urgent ones (STOP) overtake all others. False when the box is full or the bus is
        /// down: the caller keeps what it wanted to send and tries again.
        /// </summary>
        bool TrySend(uint id, byte[] data, bool urgent);
    }
}
