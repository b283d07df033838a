using Charger.Runtime;

namespace Charger.Can
{
    /// <summary>State of a bus, from its error counters (ISO 11898-1: warning at 96, passive at 128, off at 256).</summary>
    public enum CanBusState
    {
        /// <summary>The controller has not started yet, or its driver is being rebuilt.</summary>
        Down,
        /// <summary>Error active: both error counters are below 96.</summary>
        Active,
        /// <summary>An error counter is 96 or more; frames still flow.</summary>
        Warning,
        /// <summary>
        /// An error counter is 128 or more: the controller no longer reports errors to the others, and waits longer between its frames.
        /// </summary>
        Passive,
        /// <summary>The transmit error counter has reached 256: nothing is sent or received until the controller is started again.</summary>
        BusOff,
    }

    /// <summary>
    /// One CAN bus as the charger's control sees it: frames out of a ring, frames into a mailbox. The controller behind it is
    /// owned by the CAN_RX thread; nothing here touches hardware, blocks or allocates.
    /// </summary>
    public interface ICanPort
    {
        /// <summary>What CAN_RX published last; read by any thread. A frame is accepted for sending in every state but Down and BusOff.</summary>
        CanBusState State { get; }

        /// <summary>Frames are fetched within 20 ms, with or without an interrupt. False while the output cannot come on: then with the next frame sent, or 250 ms later.</summary>
        bool Watched { get; set; }

        /// <summary>Whether <see cref="TryReceive"/> would find a frame; takes no lock.</summary>
        bool HasFrames { get; }

        /// <summary>The oldest frame received; false when there is none.</summary>
        bool TryReceive(Frame into);

        /// <summary>
        /// Sends STOP, from any thread: waits for no lock, allocates nothing, goes out before all waiting frames, and every urgent frame
        /// (START) queued before is dropped unsent, whether the bus is up or not. False when the bus is down: the caller tries again.
        /// </summary>
        /// <param name="frame">Its 8 bytes; the port keeps the array and reads it when it sends, so it never changes.</param>
        /// <param name="times">How often it is sent at least.</param>
        bool TryStop(uint id, byte[] frame, int times);

        /// <summary>The port's owner has seen the cut that held urgent frames back: it may send them again from now on.</summary>
        void Release();

        /// <summary>
        /// Hands 8 bytes to the sender; urgent ones (START) overtake all others. False when the queue is full or the bus is
        /// down: the caller keeps the frame and tries again.
        /// </summary>
        bool TrySend(uint id, byte[] data, bool urgent);
    }
}
