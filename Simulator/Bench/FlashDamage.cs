using System.Text.Json.Nodes;
using Simulator.Models;
using Simulator.Session;
using Simulator.World;

namespace Simulator.Bench;

/// <summary>
/// The flash of a charger in the middle of its life with one byte damaged, booted: the damage counts as reported when a line of the store section
/// names the file's store. Left out is the text of the log's lines behind a file's first line, which has no check.
/// </summary>
public sealed class FlashDamage : IDisposable
{
    private readonly SessionWorld _world = SessionWorld.Create(new SessionOptions { InMemory = true });
    private readonly List<string> _told = [];

    public FlashDamage()
    {
        _world.Charger.Console.LineWritten = line =>
        {
            if (line.Contains(" STORE ", StringComparison.Ordinal)) _told.Add(line);
        };
    }

    /// <summary>Files of a charger that has settings of its own, a transaction delivered and one that waits, a list, a reservation, a profile, a connector out of service.</summary>
    public static SortedDictionary<string, byte[]> Image()
    {
        using SessionWorld world = SessionWorld.Create(new SessionOptions { InMemory = true });
        ChargerWorld charger = world.Charger;
        charger.PowerOn();
        Run(charger, 20_000);
        charger.Console.Type("config set MeterValueSampleInterval 30\r");
        charger.Plug(new VehicleModel(VehicleKind.Pro, 40));
        Run(charger, 5_000);
        charger.Console.Type("start RIDER-1\r");
        Run(charger, 70_000);
        charger.Console.Type("stop\r");
        Run(charger, 30_000);
        world.Central!.Call("SendLocalList", (JsonObject)JsonNode.Parse("""{"listVersion":3,"updateType":"Full","localAuthorizationList":[{"idTag":"L1","idTagInfo":{"status":"Accepted"}},{"idTag":"L2","idTagInfo":{"status":"Blocked"}}]}""")!);
        Run(charger, 2_000);
        world.Central.Call("SetChargingProfile", (JsonObject)JsonNode.Parse("""
            {"connectorId":1,"csChargingProfiles":{"chargingProfileId":1,"stackLevel":0,"chargingProfilePurpose":"TxDefaultProfile","chargingProfileKind":"Relative",
            "chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":6.5}]}}}
            """)!);
        Run(charger, 2_000);
        world.Central.Call("ChangeAvailability", (JsonObject)JsonNode.Parse("""{"connectorId":1,"type":"Inoperative"}""")!);
        Run(charger, 2_000);
        world.Central.Call("ChangeAvailability", (JsonObject)JsonNode.Parse("""{"connectorId":1,"type":"Operative"}""")!);
        Run(charger, 2_000);
        charger.Console.Type("start RIDER-1\r");
        Run(charger, 40_000);
        world.Central.LinkDown = true;
        Run(charger, 100_000);
        charger.PowerOff();
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (string name in charger.Storage.Names)
        {
            byte[] bytes = new byte[charger.Storage.Length(name)];
            charger.Storage.Read(name, 0, bytes, 0, bytes.Length);
            files[name] = bytes;
        }
        return files;
    }

    /// <summary>Bytes of a file that a checksum covers, or that are a checksum.</summary>
    public static int CheckedBytes(string file, byte[] content)
    {
        bool lines = file.StartsWith("log.", StringComparison.Ordinal) || file.StartsWith("seclog.", StringComparison.Ordinal);
        return lines ? Array.IndexOf(content, (byte)'\n') + 1 : content.Length;
    }

    /// <summary>Lines of the store section that a boot with these files writes.</summary>
    public List<string> Boot(IReadOnlyDictionary<string, byte[]> files)
    {
        ChargerWorld charger = _world.Charger;
        if (charger.Firmware != null) charger.PowerOff();
        charger.Storage.Replace(files);
        _told.Clear();
        charger.PowerOn();
        charger.Loop.RunUntil(() => charger.Firmware != null, charger.Clock.NowMs + 10_000);
        RegisterWh = charger.Firmware!.Control.Register.Wh;
        Run(charger, 1000);
        return [.. _told];
    }

    /// <summary>The energy register after the last boot, in Wh.</summary>
    public long RegisterWh { get; private set; }

    public void Dispose() => _world.Dispose();

    /// <summary>Whether a boot reports the damage in this file.</summary>
    public static bool IsTold(string file, IEnumerable<string> lines)
    {
        string store = file.StartsWith("txn.", StringComparison.Ordinal) ? "transaction log" : file[..file.IndexOf('.', StringComparison.Ordinal)];
        return lines.Any(l => l.Contains(" STORE " + store, StringComparison.Ordinal));
    }

    private static void Run(ChargerWorld charger, long ms) => charger.Loop.RunUntil(() => false, charger.Clock.NowMs + ms);
}
