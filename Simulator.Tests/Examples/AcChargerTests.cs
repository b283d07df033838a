using Charger.Runtime;
using Ocpp.Client;
using Ocpp.Client.Configuration;
using Ocpp.Client.Connection;
using Ocpp.Client.Messages;
using Ocpp.Client.Queue;
using Ocpp.Client.Session;
using Ocpp.Client.Transport;
using Simulator.Bench;
using Simulator.CentralModel;
using Simulator.Tests.Conversations;
using Simulator.Tests.House;
using Simulator.World;

namespace Simulator.Tests.Examples;

/// <summary>The example of docs/other-chargers.md, the very file, serving a charger of another make.</summary>
public sealed class AcChargerTests
{
    private const string Half = """{"connectorId":0,"csChargingProfiles":{"chargingProfileId":1,"stackLevel":0,"chargingProfilePurpose":"ChargePointMaxProfile","chargingProfileKind":"Absolute","chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":8}]}}}""";

    [Fact]
    public void Page_OnDisk_ShowsTheFileThatIsCompiled()
    {
        string path = Repository.PathOf("docs/other-chargers.md");
        string example = "```csharp\n" + File.ReadAllText(Repository.PathOf("docs/examples/AcCharger.cs")) + "```\n";
        string page = File.ReadAllText(path);
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") == "1")
        {
            int from = page.IndexOf("```csharp\n", StringComparison.Ordinal);
            int to = page.IndexOf("```\n", from + 1, StringComparison.Ordinal) + 4;
            page = page[..from] + example + page[to..];
            File.WriteAllText(path, page);
        }
        Assert.Contains(example, page);
    }

    [Fact]
    public void Example_IsFortyLines() => Assert.InRange(File.ReadAllLines(Repository.PathOf("docs/examples/AcCharger.cs")).Length, 20, 41);

    [Fact]
    public void Wallbox_PluggedAndPresented_ChargesWithinItsLimitAndStopsAtTheFault()
    {
        var loop = new WorldLoop(new SimulatedClock());
        var network = new MemoryNetwork(loop.Clock);
        var central = new CentralSystemModel(network, new WorldSettings().StartUtc);
        loop.Add(central);
        var box = new Wallbox(loop, network);
        var talk = new Conversation(box, new CentralInMemory(central), new LinkCut());
        talk.Booted().Plug().ExpectStatus(1, "Preparing").Present("RIDER-1").Expect("Authorize").Expect("StartTransaction", "idTag=RIDER-1")
            .ExpectStatus(1, "Charging").Check(box.Charger.PilotMa == 16_000, $"the pilot offers {box.Charger.PilotMa} mA")
            .Call("SetChargingProfile", Half).Answered("status=Accepted").Advance(2)
            .Check(box.Charger.PilotMa == 8_000, $"the pilot offers {box.Charger.PilotMa} mA")
            .Expect("MeterValues", "meterValue.0.sampledValue.0.measurand=Energy.Active.Import.Register")
            .Do(() => box.Tripped.Level = true).ExpectStatus(1, "Faulted", "errorCode=GroundFailure").ExpectCurrent(false)
            .Expect("StopTransaction", "reason=Other").Do(() => box.Tripped.Level = false).Unplug().ExpectStatus(1, "Available").End();
    }

    /// <summary>The example's hardware: contacts, a meter that counts what the pilot offers.</summary>
    private sealed class Wallbox : IConversationCharger, IModel
    {
        private const double WhPerMaMs = 0.230 / 3_600_000;

        private readonly WorldLoop _loop;
        private readonly SimulatedInput _plug = new();
        private readonly SimulatedOutput _relay;
        private readonly BootClock _clock;
        private double _wh;
        private long _lastMs;

        public Wallbox(WorldLoop loop, MemoryNetwork network)
        {
            _loop = loop;
            _relay = new SimulatedOutput("relay", loop.Clock);
            _clock = new BootClock(loop.Clock);
            var (flash, crc, log, random) = (new MemoryStorage(), new Crc32(), new SilentLog(), new SeededRandom(1));
            var settings = new ConfigurationStore(flash, crc, log, new OcppKeyTable(), null);
            var link = new WebSocketLink(new MemoryTransport(network), null, random, log, new LinkLimits());
            var who = new ChargePointOptions { Vendor = "Example", Model = "Wallbox 11" };
            var point = new ChargePoint(who, link, new ReconnectPolicy(random), new TransactionLog(flash, crc, log), new SimulatedWallClock(_clock), random, log, settings);
            point.Add(new ProfileCalls(flash, crc, settings, 3680, 16_000));
            point.Connect(new LinkTarget { Host = "192.0.2.1", Port = 9000, Path = "/ocpp", Identity = "WALLBOX-1" }, 0);
            Charger = new AcCharger { Point = point, Plug = _plug, Tripped = Tripped, Relay = _relay };
        }

        public AcCharger Charger { get; }

        public SimulatedInput Tripped { get; } = new();

        public string Name => "wallbox";

        public long NowMs => _loop.Clock.NowMs;

        public bool CurrentFlows => _relay.High && _plug.Level;

        public void PowerOn() => _loop.Add(this);

        public void PowerOff() => _loop.Remove(this);

        public void Plug() => _plug.Level = true;

        public void Unplug() => _plug.Level = false;

        public void Present(string idTag) => Charger.Point.RequestStart(idTag, true);

        public void PressStop() => Charger.Point.RequestStop("Local");

        public bool Run(Func<bool> until, long forMs) => _loop.RunUntil(until, NowMs + forMs);

        public long Step(long nowMs)
        {
            int flowingMa = CurrentFlows ? Charger.PilotMa : 0;
            _wh += (nowMs - _lastMs) * flowingMa * WhPerMaMs;
            _lastMs = nowMs;
            Charger.MeterWh = (long)_wh;
            Charger.PowerW = flowingMa * 230 / 1000;
            return _clock.ToWorldMs(Charger.Step(_clock.NowMs));
        }
    }
}
