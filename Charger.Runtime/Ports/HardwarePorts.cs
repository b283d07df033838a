namespace Charger.Runtime
{
    /// <summary>One output of the board: contactor, watchdog, lamp.</summary>
    public interface IOutputPin
    {
        /// <summary>Drives the pin high or low.</summary>
        void Write(bool high);
    }

    /// <summary>One input of the board: button, gun switch, emergency stop, interrupt line. True means the level is high.</summary>
    public interface IInputPin
    {
        /// <summary>The pin's level, true for high.</summary>
        bool Read();
    }

    /// <summary>A serial line, both ways, that never blocks longer than its driver's buffer takes.</summary>
    public interface ISerialLine
    {
        /// <summary>Bytes read into the buffer, 0 when nothing has arrived.</summary>
        int Read(byte[] buffer, int offset, int count);

        /// <summary>Writes bytes to the line.</summary>
        void Write(byte[] buffer, int offset, int count);
    }

    /// <summary>One controller behind SPI: full duplex, chip select held for the whole call; one call is one transaction.</summary>
    public interface ISpiPort
    {
        /// <summary>Clocks <paramref name="count"/> bytes out of <paramref name="write"/> and as many into <paramref name="read"/>, both from index 0.</summary>
        void Transfer(byte[] write, byte[] read, int count);
    }

    /// <summary>The platform's memory in bytes; -1 for a value that the platform does not provide.</summary>
    public interface IMemoryProbe
    {
        /// <summary>Free managed heap. With <paramref name="collect"/> after a full collection (slow: a collection freezes every thread).</summary>
        int ManagedFreeBytes(bool collect);

        /// <summary>Free native heap.</summary>
        int NativeFreeBytes { get; }

        /// <summary>Largest free block of the native heap.</summary>
        int NativeLargestBlockBytes { get; }
    }

    /// <summary>Restarts the device. On the device it does not return; the simulator returns and stops stepping.</summary>
    public interface IRebooter
    {
        /// <summary>Restarts the device.</summary>
        void Reboot();
    }

    /// <summary>Random bits for masking keys, message ids and jitter. Seeded from outside, so that a simulated run can be replayed.</summary>
    public interface IRandomSource
    {
        /// <summary>32 random bits.</summary>
        int NextInt32();

        /// <summary>Fills a part of a buffer with random bytes.</summary>
        void Fill(byte[] buffer, int offset, int count);
    }
}
