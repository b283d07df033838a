using Simulator.CentralModel;
using Simulator.World;

namespace Simulator.Tests.Conversations;

/// <summary>How often the charger connects again, to which address, and how long it tolerates silence.</summary>
public sealed class ReconnectTests
{
    private static void Play(Action<Conversation, CentralSystemModel> script) => Stage.Play(Who.ChargePoint, c => script(c, ((CentralInMemory)c.Central).Model));

    [Fact]
    [Complies("offline", "A central system that accepts and closes is not met more than 200 times an hour.")]
    public void CentralSystem_AcceptsAndCloses_ConnectionsBecomeRare() => Play((c, central) =>
    {
        central.ClosesAtOnce = true;
        c.PowerOn().Advance(300);
        c.Check(central.AttemptsMs.Count is > 20 and < 60, $"{central.AttemptsMs.Count} connections in 300 s");
        c.Advance(3300);
        c.Check(central.AttemptsMs.Count <= 200, $"{central.AttemptsMs.Count} connections in an hour");
        central.ClosesAtOnce = false;
        c.Expect("BootNotification").ExpectStatus(1, "Available");
    });

    [Fact]
    public void CentralSystem_FallsOverAStartTransaction_IsNotMetWithItAgainAndAgain() => Play((c, central) =>
    {
        central.Session.FallsOver = (action, _) => action == "StartTransaction";
        c.Booted().Plug().Present("RIDER-1").ExpectCurrent(true).Advance(400);
        int starts = c.Central.Heard.Count(t => t.FromCharger && t.Action == "StartTransaction");
        c.Check(starts is > 2 and < 20, $"{starts} times StartTransaction in 400 s");
        central.Session.FallsOver = (_, _) => false;
        c.Advance(600).Expect("StartTransaction").PressStop().Expect("StopTransaction", "transactionId=1");
    });

    [Fact]
    public void Close_AfterAnAnsweredCall_IsFollowedByAConnectionWithinASecond() => Play((c, central) =>
    {
        c.Booted().Advance(30);
        for (int i = 0; i < 5; i++)
        {
            int before = central.AttemptsMs.Count;
            c.Plug().ExpectStatus(1, "Preparing").Unplug().ExpectStatus(1, "Available").Advance(10).CloseLink(1001).Advance(2);
            c.Check(central.AttemptsMs.Count == before + 1, $"time {i}: {central.AttemptsMs.Count - before} connections within 2 s");
        }
    });

    [Theory]
    [InlineData("0", "300")]
    [InlineData("3600", "300")]
    [InlineData("0", "86400")]
    [InlineData("0", "900")]
    [Complies("offline", "With few pings or none the link stays.")]
    public void Idle_FewOrNoPings_TheLinkStays(string ping, string heartbeat) => Play((c, central) =>
    {
        c.Booted().Configure("WebSocketPingInterval", ping).Configure("HeartbeatInterval", heartbeat).Advance(7200);
        c.Check(central.AttemptsMs.Count == 1, $"{central.AttemptsMs.Count} connections in two hours");
    });

    [Fact]
    public void Idle_HalfOpenWithoutPings_IsStillFound() => Play((c, central) =>
    {
        c.Booted().Configure("WebSocketPingInterval", "0").Configure("HeartbeatInterval", "400").CutLink().Advance(900).RestoreLink().Advance(60);
        c.Check(central.AttemptsMs.Count >= 2, "the dead link was not given up");
    });

    [Fact]
    public void Network_ComesBackAfterALongOutage_IsUsedAtOnce() => Stage.PlayWorld((c, world, network, central, _) =>
    {
        c.Booted();
        for (int i = 0; i < 4; i++)
        {
            world.Network.IsUp = false;
            network.State = NetworkState.Refusing;
            network.Kill();
            c.Advance(600 + i * 7);
            int before = central.AttemptsMs.Count;
            world.Network.IsUp = true;
            network.State = NetworkState.Up;
            c.Advance(4);
            c.Check(central.AttemptsMs.Count == before + 1, $"time {i}: {central.AttemptsMs.Count - before} connections within 4 s");
        }
    });

    [Fact]
    public void ShowOcpp_MessageHeldBack_TellsWhichAndForHowLong() => Stage.PlayWorld((c, world, _, central, _) =>
    {
        var lines = new List<string>();
        world.Console.LineWritten = lines.Add;
        central.Session.FallsOver = (action, _) => action == "StartTransaction";
        c.Booted().Plug().Present("RIDER-1").ExpectCurrent(true).Advance(25).Do(() => world.Console.Type("show ocpp\r")).Advance(1);
        string said = lines.Last(l => l.StartsWith("ocpp: link", StringComparison.Ordinal));
        c.Check(System.Text.RegularExpressions.Regex.IsMatch(said, "held back for [0-9]+ s: StartTransaction of transaction 1$"), said);
        central.Session.FallsOver = (_, _) => false;
        c.Advance(120).Expect("StartTransaction").Do(() => world.Console.Type("show ocpp\r")).Advance(1);
        c.Check(!lines.Last(l => l.StartsWith("ocpp: link", StringComparison.Ordinal)).Contains("held back", StringComparison.Ordinal), "it is still held back");
    });
}
