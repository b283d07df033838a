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

    public const string Commit = "12335a3";

    /// <summary>The heap the run had, and how often it collected: the peak is exact in a heap larger than needed.</summary>
    public const string How = "nf-interpreter of the 1.17 line, 32 bit, 192 KB of heap, a collection every 4 allocations";

    /// <summary>The heap of a classic ESP32 without PSRAM.</summary>
    public const int SmallHeapBytes = 86_016;

    /// <summary>All assemblies that are deployed.</summary>
    public const int ImageBytes = 446_300;

    public const int TableBytes = 31_872;

    /// <summary>Online and idle: tables, objects, frames.</summary>
    public const int LiveIdleBytes = 82_548;

    /// <summary>Smallest heap in which the provisioned image boots, is accepted and lives on.</summary>
    public const int BootsAtKb = 90;

    /// <summary>A byte for each method, which images with source-level debugging keep besides.</summary>
    public const int DebuggingBytes = 5_196;

    public static readonly (string What, int Bytes)[] Tables =
    [
        ("Firmware with Charger.Can", 8304), ("Ocpp.Client", 5400), ("Ocpp.Wire", 2376), ("Charger.Runtime", 1596),
        ("mscorlib", 3240), ("System.Net", 2160), ("System.IO.FileSystem", 1716), ("nanoFramework.Hardware.Esp32", 1356),
        ("System.Device.Wifi", 1044), ("System.IO.Ports", 756), ("System.IO.Streams", 756), ("System.Device.Gpio", 720),
        ("System.Text and System.Threading", 1104), ("Runtime.Events and Runtime.Native", 924), ("System.Device.Spi", 420),
    ];

    public static readonly (string What, int Bytes)[] Idle =
    [
        ("tables of the assemblies", 31_872), ("objects of ours and of the libraries", 30_372), ("arrays", 14_256),
        ("threads: the main one, four of ours, two of the runtime's", 2_448), ("call frames of sleeping threads", 2_184), ("texts", 1_416),
    ];

    public static readonly HeapMoment[] Moments =
    [
        new("boot, nothing provisioned", 86_736), new("provisioning by the console", 88_140), new("boot, provisioned, until accepted", 88_416),
        new("session begins", 87_888), new("charging", 86_652), new("session ends", 89_352), new("session by RemoteStart with a profile", 89_484),
        new("every command of the console", 88_464), new("every command of the central system", 91_272), new("commands while charging", 88_200),
    ];

    public static int PeakBytes => Moments.Max(m => m.PeakBytes);

    /// <summary>Negative: so many bytes are missing.</summary>
    public static int LeastFreeBytes => SmallHeapBytes - PeakBytes;

    /// <summary>The same under a stock image, which has source-level debugging.</summary>
    public static int LeastFreeStockBytes => LeastFreeBytes - DebuggingBytes;
}
