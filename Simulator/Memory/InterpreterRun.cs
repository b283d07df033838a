namespace Simulator.Memory;

/// <summary>One moment of the run: what lived at its worst, tables, frames and all.</summary>
public sealed record HeapMoment(string What, int PeakBytes);

/// <summary>
/// What a run of the device's image on the interpreter has shown of its memory. A desktop cannot make these figures: they are
/// written down here with the run they come from, and every page that prints them says so.
/// </summary>
public static class InterpreterRun
{
    public const string Date = "2026-11-21";

    public const string Commit = "4ec16e5";

    /// <summary>The heap the run had, and how often it collected: the peak is exact in a heap larger than needed.</summary>
    public const string How = "nf-interpreter of the 1.17 line, 32 bit, 192 KB of heap, a collection every 4 allocations";

    /// <summary>The heap of a classic ESP32 without PSRAM.</summary>
    public const int SmallHeapBytes = 86_016;

    /// <summary>All assemblies that are deployed.</summary>
    public const int ImageBytes = 453_940;

    public const int TableBytes = 32_028;

    /// <summary>Online and idle: tables, objects, frames.</summary>
    public const int LiveIdleBytes = 76_104;

    /// <summary>Smallest heap in which the provisioned image boots, is accepted and lives on; in 83 KB it restarts.</summary>
    public const int BootsAtKb = 84;

    /// <summary>A byte for each method, which images with source-level debugging keep besides.</summary>
    public const int DebuggingBytes = 5_244;

    public static readonly (string What, int Bytes)[] Tables =
    [
        ("Firmware with Charger.Can", 8352), ("Ocpp.Client", 5544), ("Ocpp.Wire", 2400), ("Charger.Runtime", 1536),
        ("mscorlib", 3240), ("System.Net", 2160), ("System.IO.FileSystem", 1716), ("nanoFramework.Hardware.Esp32", 1356),
        ("System.Device.Wifi", 1044), ("System.IO.Ports", 756), ("System.IO.Streams", 756), ("System.Device.Gpio", 720),
        ("System.Text and System.Threading", 1104), ("Runtime.Events and Runtime.Native", 924), ("System.Device.Spi", 420),
    ];

    public static readonly (string What, int Bytes)[] Idle =
    [
        ("tables of the assemblies", 32_028), ("objects of ours and of the libraries", 28_848), ("arrays", 9_276),
        ("threads: the main one, four of ours, two of the runtime's", 2_448), ("call frames of sleeping threads", 2_232), ("texts", 1_272),
    ];

    public static readonly HeapMoment[] Moments =
    [
        new("boot, nothing provisioned", 79_572), new("provisioning by the console", 80_820), new("boot, provisioned, until accepted", 81_336),
        new("session begins", 81_204), new("charging", 81_408), new("session ends", 81_432), new("session by RemoteStart with a profile", 82_176),
        new("every command of the console", 82_284), new("every command of the central system", 83_340), new("commands while charging", 81_864),
    ];

    public static int PeakBytes => Moments.Max(m => m.PeakBytes);

    /// <summary>Negative: so many bytes are missing.</summary>
    public static int LeastFreeBytes => SmallHeapBytes - PeakBytes;

    /// <summary>The same under a stock image, which has source-level debugging.</summary>
    public static int LeastFreeStockBytes => LeastFreeBytes - DebuggingBytes;
}
