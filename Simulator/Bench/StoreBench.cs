using Charger.Runtime;
using Ocpp.Client.Queue;
using Simulator.Session;
using Simulator.World;
using Spectre.Console;

namespace Simulator.Bench;

/// <summary>Writes to flash while a vehicle charges, and how long the transaction store lasts without a central system.</summary>
public sealed class StoreBench : IBench
{
    private const int MeterIntervalS = 60;
    private const int HourS = 3600;
    private const long StartUtcMs = 1_767_592_800_000;

    public string Name => "store";

    public void Run(IFigures figures)
    {
        // Two lengths: their difference is an hour without boot, start and stop.
        (int writes, long bytes) = Session(HourS);
        (int writesOfTwo, long bytesOfTwo) = Session(2 * HourS);
        figures.Add("store.flash_writes_per_session_hour", writesOfTwo - writes);
        figures.Add("store.flash_bytes_per_session_hour", bytesOfTwo - bytes);
        figures.Add("store.flash_writes_of_a_session_of_an_hour", writes);
        figures.Add("store.flash_bytes_of_a_session_of_an_hour", bytes);
        figures.Add("store.outage_hours_64kb", OutageHours(MeterIntervalS, out int most), 1);
        figures.Add("store.outage_most_bytes", most);
    }

    /// <summary>Hours of an outage in which every value taken in this interval is kept, in a transaction after another of four hours each; most is what the store takes up.</summary>
    public static double OutageHours(int intervalS, out int most)
    {
        var storage = new MemoryStorage();
        var log = new TransactionLog(storage, new Crc32(), new SilentLog());
        TransactionRecord record = JsonBench.Reading();
        long seconds = 0;
        most = 0;
        for (int serial = 1; log.LeftOut == 0; serial++)
        {
            Append(RecordKind.Start);
            for (int i = 0; i < 4 * HourS / intervalS && log.LeftOut == 0; i++)
            {
                seconds += intervalS;
                Append(RecordKind.Meter);
                most = Math.Max(most, storage.BytesUsed);
            }
            Append(RecordKind.Stop);

            void Append(RecordKind kind)
            {
                record.Kind = kind;
                record.Serial = serial;
                record.IdTag = kind == RecordKind.Meter ? "" : "A-RIDER-OF-20-SIGNS.";
                record.TimeMs = StartUtcMs + seconds * 1000;
                if (!log.Append(record)) throw new InvalidOperationException("the store refused a record");
            }
        }
        return (double)seconds / HourS;
    }

    private static (int Writes, long Bytes) Session(int chargeSeconds)
    {
        var options = new SessionOptions { InMemory = true, Plan = new SessionPlan { ChargeSeconds = chargeSeconds, SocPercent = 5 } };
        using var world = SessionWorld.Create(options);
        IAnsiConsole silent = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });
        SessionResult result = new SessionRun(options, new SessionView(silent, live: false) { Brief = true }, world.Charger, world.Central).Play();
        if (!result.Good) throw new InvalidOperationException($"the session failed: {result.Failures[0]}");
        return (world.Charger.Storage.Writes, world.Charger.Storage.BytesWritten);
    }
}
