namespace Charger.Runtime
{
    /// <summary>One output of the board: contactor, watchdog, lamp.</summary>
    public interface IOutputPin
    {
        void Write(bool high);
    }

    /// <summary>One input of the board: button, gun switch, emergency stop, interrupt line. True means the level is high.</summary>
    public interface IInputPin
    {
        bool Read();
    }

    /// <summary>A serial line, both ways, that never blocks longer than its driver's buffer takes.</summary>
    public interface ISerialLine
    {
        /// <summary>Bytes read into the buffer, 0 when nothing has arrived.</summary>
        int Read(byte[] buffer, int offset, int count);

        void Write(byte[] buffer, int offset, int count);
    }

    /// <summary>One controller behind SPI: full duplex, chip select held for the whole call; one call is one transaction.</summary>
    public interface ISpiPort
    {
        /// <summary>Clocks <paramref name="count"/> bytes out of <paramref name="write"/> and as many into <paramref name="read"/>, both from index 0.</summary>
        void Transfer(byte[] write, byte[] read, int count);
    }

    /// <summary>What the platform can tell of its memory, in bytes; -1 where it can tell nothing.</summary>
    public interface IMemoryProbe
    {
        /// <summary>Free managed heap. With <paramref name="collect"/> after a full collection (slow: a collection freezes every thread).</summary>
        int ManagedFreeBytes(bool collect);

        int NativeFreeBytes { get; }

        int NativeLargestBlockBytes { get; }
    }

    /// <summary>Restarts the device. On the device it does not return; the simulator returns and stops stepping.</summary>
    public interface IRebooter
    {
        void Reboot();
    }

    /// <summary>Random bits for masking keys, message ids and jitter. Seeded from outside, so that a simulated run can be replayed.</summary>
    public interface IRandomSource
    {
        int NextInt32();

        void Fill(byte[] buffer, int offset, int count);
    }
}
