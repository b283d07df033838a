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

        /// <summary>Frames are fetched within 20 ms, told of or not. False while nothing can come on: then with the next frame sent, or 250 ms later.</summary>
        bool Watched { get; set; }

        /// <summary>Whether <see cref="TryReceive"/> would find one: a look without a lock.</summary>
        bool HasFrames { get; }

        /// <summary>The oldest frame received; false when there is none.</summary>
        bool TryReceive(Frame into);

        /// <summary>
        /// STOP, from any thread: waits for no lock, allocates nothing, goes out before all that waits, and every urgent frame
        /// (START) put in before is dropped unsent, whether the bus is up or not. False when the bus is down: the caller asks again.
        /// </summary>
        /// <param name="frame">Its 8 bytes; the port keeps the array and reads it when it sends, so it never changes.</param>
        /// <param name="times">How often at least it is sent.</param>
        bool TryStop(uint id, byte[] frame, int times);

        /// <summary>The owner has seen the cut that held urgent frames back: from now on it may send them again.</summary>
        void Release();

        /// <summary>
        /// Hands 8 bytes to the sender; urgent ones (START) overtake all others. False when the box is full or the bus is
        /// down: the caller keeps what it wanted to send and tries again.
        /// </summary>
        bool TrySend(uint id, byte[] data, bool urgent);
    }
}
