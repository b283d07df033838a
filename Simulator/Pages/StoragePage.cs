using System.Globalization;
using System.Text;
using Firmware;
using Simulator.Scenarios;
using Simulator.Session;
using Simulator.Soak;
using Simulator.World;

namespace Simulator.Pages;

/// <summary>Writes of each file, and the most bytes it had.</summary>
public sealed record StorageUse(IReadOnlyDictionary<string, int> WritesOf, IReadOnlyDictionary<string, int> MostOf);

/// <summary>docs/storage.md: what each store may take of the flash, from the firmware's own table, and how it wears, from two simulated hours.</summary>
public static class StoragePage
{
    private const int HoursMs = 2 * 3_600_000;
    private const int HoursPerYear = 8760;

    /// <summary>What the file system keeps in its directory instead of a block, as it is delivered.</summary>
    private const int InDirectoryBytes = 512;

    /// <summary>What a file's change takes in the directory's log beside its bytes, and what of a block that log has.</summary>
    private const int NoteBytes = 64;
    private const int LogBytes = StoreTable.BlockBytes / 2;

    /// <summary>Erase cycles of a block of serial NOR flash, as its makers promise.</summary>
    private const int CyclesOfABlock = 100_000;

    /// <summary>The first boot, which takes the configuration over, is no part of a usual day.</summary>
    private const int FirstMinuteMs = 60_000;

    private static readonly Lazy<StorageUse> s_once = new(Measure);

    /// <summary>What two hours of the soak's day without bursts, link faults and restarts of the central system leave and write.</summary>
    public static StorageUse Measured => s_once.Value;

    private static StorageUse Measure()
    {
        using SessionWorld world = SessionWorld.Create(new SessionOptions { InMemory = true });
        Scenario day = SoakDay.Scenario;
        ScenarioEvent[] usual = [.. day.Events.Where(e => e.Kind is "plug" or "unplug" or "present" or "press" or "remote-start" or "remote-stop" or "power-cut")];
        var scenario = new Scenario { Name = day.Name, LengthMs = HoursMs, Events = usual, Expect = day.Expect };
        world.Charger.Loop.Add(new ScenarioPlayer(scenario, new ScenarioStage(world.Charger, world.Central), 0));
        world.Charger.PowerOn();
        world.Charger.Loop.RunUntil(() => false, FirstMinuteMs);
        MemoryStorage storage = world.Charger.Storage;
        Dictionary<string, int> before = storage.WritesOf.ToDictionary();
        world.Charger.Loop.RunUntil(() => false, HoursMs);
        return new StorageUse(storage.WritesOf.ToDictionary(w => w.Key, w => w.Value - before.GetValueOrDefault(w.Key)), storage.MostOf);
    }

    public static string Of(StorageUse measured)
    {
        var page = new StringBuilder("# What lies on flash\n\nWritten from the firmware's table of stores (`WRITE_DOCS=1 dotnet test Simulator.Tests --filter StoragePage`); do not edit by hand.\n\n");
        page.Append(CultureInfo.InvariantCulture, $"The file system has {StoreTable.PartitionBytes / 1024} KB in blocks of {StoreTable.BlockBytes} bytes and shares them with network settings and certificates of the\nplatform. A file takes whole blocks, one of up to {InDirectoryBytes} bytes lies in\nits directory, whose blocks come in pairs. \"Reset\" is what `reset factory` does with it.\n\n");
        page.Append("| store | files | bytes each, at most | blocks, at most | format | reset | writes a year | what is in it |\n|---|---|---|---|---|---|---|---|\n");
        var row = new StoreRow();
        int blocks = AllBlocks();
        long erasures = 0;
        for (int i = 0; StoreTable.Describe(i, row); i++)
        {
            StoreUse use = StoreUses.Of(row);
            int own = Blocks(row);
            long ofYear = Rounded(WritesPerYear(row, measured));
            erasures += ofYear * (own == 0 ? use.MostBytes + NoteBytes : LogBytes + NoteBytes) / LogBytes;
            string format = use.Format == 0 ? "-" : use.Format.ToString(CultureInfo.InvariantCulture);
            page.Append(CultureInfo.InvariantCulture, $"| {row.Name} | {row.Files} | {use.MostBytes} | {(own == 0 ? "-" : own)} | {format} | {(row.Kept ? "kept" : "erased")} | {ofYear} | {use.About} |\n");
        }
        int of = StoreTable.PartitionBytes / StoreTable.BlockBytes;
        page.Append(CultureInfo.InvariantCulture, $"\nTogether **{blocks} of {of} blocks** at worst, directory included: every store at its most, and the transaction log while it is copied.\nNot counted are the rows from fwupdate on. Four are of images built with Security=Signed: boards with PSRAM have more flash than 4 MB as\na rule. Those of Meter=Modbus and Page=Status lie in the directory and take some 100 bytes of it.\n\n## Wear\n\n");
        page.Append("Counted in two simulated hours of a busy day (36 sessions of 20 minutes, a value a minute, a power cut every two hours), times 4380.\nA write to a file with blocks of its own erases one, since the file system copies a last block that is not full, and notes it in the\n");
        page.Append(CultureInfo.InvariantCulture, $"directory; a file in the directory takes its bytes and {NoteBytes} of the directory's log, which is copied and erased every half block.\nErasures are spread over the free blocks. An estimate from the file system's design, not measured on a device.\n\n");
        page.Append("A message of a transaction is written before it is sent. That a start or a stop was answered is written at once, with the id in the\nsame write; that a meter value was, with the next message where none waits: after a power cut that value may be sent a second time, and\nnothing else.\n\n");
        int used = measured.MostOf.Values.Sum(m => (m + StoreTable.BlockBytes - 1) / StoreTable.BlockBytes);
        long years = (long)(of - used) * CyclesOfABlock / Math.Max(erasures, 1);
        page.Append(CultureInfo.InvariantCulture, $"About {Rounded(erasures)} erasures a year on the {of - used} blocks that are free on such a day, {CyclesOfABlock} each: {years} years. A value every five minutes\n(MeterValueSampleInterval) doubles that; [figures.md](figures.md) has the register of a charger that never rests.\n\n");
        page.Append("## Formats\n\nEvery record carries its format's version (the transaction log and the lines of the log in their head). Earlier versions are read and\nwritten anew in the present one. Records of every version of single stores and the whole flash of a charger in the middle of its life are kept in the tests byte by byte, which\nholds every later version to reading them. Settings are lines of text and are taken as far as they are known and allowed; any other\nrecord of a version newer than the firmware is passed over.\n\n## Damage\n\nEvery value and record has a check of its own, looked at when the firmware starts. A newest value or last record that a power cut\nleft short is an INFO line that says what was lost; any other damage is an ERROR line, the security event StoredDataDamaged and a\nplace in `show store`. What is whole stays: the other value of two, every other record of the transaction log, of the local list\nand of the cache; a register without a value goes on from the highest of the transactions kept. The text of the log's lines has no\ncheck. `bench --only safety` damages every checked byte and counts what is not told.\n");
        return page.ToString();
    }

    /// <summary>Blocks of the store's own; 0 where its files lie in the directory.</summary>
    private static int Blocks(StoreRow row)
    {
        int most = StoreUses.Of(row).MostBytes;
        return most <= InDirectoryBytes ? 0 : row.Files * ((most + StoreTable.BlockBytes - 1) / StoreTable.BlockBytes);
    }

    /// <summary>Blocks of all stores at their most, with the directory's pairs: each holds half a block of what lives, and the first is the file system's own.</summary>
    public static int AllBlocks()
    {
        var row = new StoreRow();
        int blocks = 0;
        int inDirectory = 0;
        for (int i = 0; i < StoreTable.FirstOfSigned && StoreTable.Describe(i, row); i++)
        {
            blocks += Blocks(row);
            if (Blocks(row) == 0) inDirectory += row.Files * StoreUses.Of(row).MostBytes;
        }
        return blocks + 2 * (1 + (inDirectory + StoreTable.BlockBytes / 2 - 1) / (StoreTable.BlockBytes / 2));
    }

    private static long WritesPerYear(StoreRow row, StorageUse measured)
    {
        long writes = 0;
        for (int f = 0; f < row.Files; f++) writes += measured.WritesOf.GetValueOrDefault(row.File(f));
        return writes * HoursPerYear * 3_600_000 / HoursMs;
    }

    /// <summary>Two digits are all that such an estimate carries.</summary>
    private static long Rounded(long writes)
    {
        long unit = 1;
        while (writes / unit >= 100) unit *= 10;
        return (writes + unit / 2) / unit * unit;
    }
}
