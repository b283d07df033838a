using Simulator.Drive;
using Simulator.Models;
using Simulator.Scenarios;
using Simulator.Tests.Terminal;

namespace Simulator.Tests.Drive;

/// <summary>A scenario on a console in memory, in the time of the simulated charger.</summary>
public sealed class DriveSessionTests
{
    private const string Story = """
        { "name": "driven", "seconds": 60, "events": [
          { "at": 2, "do": "type", "line": "show bms" },
          { "at": 5, "do": "plug", "vehicle": "pro" },
          { "at": 8, "do": "present", "id": "RIDER-1" },
          { "at": 40, "do": "press", "button": "stop" } ] }
        """;

    [Fact]
    public void Play_OnACharger_ChargesAndTellsWhatToDoByHand()
    {
        using var charger = new ConsoleWorld();
        charger.Booted();
        var told = new List<string>();
        var port = new MemoryPort(charger);
        DriveSession session = null!;
        session = new DriveSession(port, port.Typing, line => Hear(line, told, charger, session));
        session.Play(ScenarioReader.Read(Story), port);
        Assert.True(session.Good, session.Verdict());
        Assert.Equal((3, 0), (session.Typed, session.Refused));
        Assert.Contains("please: plug vehicle pro", told);
        Assert.Contains(told, l => l.StartsWith("bms: limit", StringComparison.Ordinal));
        Assert.Equal("Local", Assert.Single(charger.Central.Transactions).Reason ?? "Local");
    }

    [Fact]
    public void Play_LineThatSteersATerminal_IsToldInEscapes()
    {
        using var charger = new ConsoleWorld();
        charger.Booted();
        var told = new List<string>();
        var port = new MemoryPort(charger);
        var session = new DriveSession(new StringReader("\u001b]0;title\a\0\n"), port.Typing, told.Add);
        session.Play(ScenarioReader.Read("""{ "seconds": 2, "events": [] }"""), port);
        Assert.Contains(@"\x1B]0;title\x07\x00", told);
    }

    [Fact]
    public void Play_NobodyAtTheBench_Fails()
    {
        using var charger = new ConsoleWorld();
        charger.Booted();
        var port = new MemoryPort(charger);
        var session = new DriveSession(port, port.Typing, _ => { });
        session.Play(ScenarioReader.Read("""{ "seconds": 9, "events": [ { "at": 1, "do": "plug", "vehicle": "pro" }, { "at": 2, "do": "type", "line": "show bms" } ] }"""), port);
        Assert.False(session.Good);
        Assert.Contains("1 of 1 things asked for were not confirmed", session.Verdict());
    }

    [Fact]
    public void Play_WhatIsExpectedDoesNotCome_Fails()
    {
        using var charger = new ConsoleWorld();
        charger.Booted();
        var port = new MemoryPort(charger);
        var session = new DriveSession(port, port.Typing, _ => { });
        session.Play(ScenarioReader.Read("""{ "seconds": 9, "events": [ { "at": 1, "do": "type", "line": "show bms" } ], "expect": { "transactions": 1, "reason": "Local", "minWh": 5 } }"""), port);
        Assert.False(session.Good);
        Assert.Contains("FAILED, 0 transactions, 1 expected; the last transaction ended with 'none', 'Local' expected; 0 Wh, at least 5 expected", session.Verdict());
    }

    [Fact]
    public void ConsoleTransactions_LogOfASession_IsCounted()
    {
        var transactions = new ConsoleTransactions();
        transactions.Read("[11.171] INFO OCPP transaction 1 begins for id 'RIDER-1' at 0 Wh");
        transactions.Read("[611.761] INFO OCPP transaction 1 ends: Local, 397 Wh");
        Assert.Equal((1, "Local", 397.0), (transactions.Transactions, transactions.Reason, transactions.EnergyWh));
        Assert.Empty(transactions.Unmet(new ScenarioExpectation { Transactions = 1, Reason = "Local", MinWh = 300, MaxWh = 400 }));
    }

    [Fact]
    public void Play_WhatTheChargerRefuses_Fails()
    {
        using var charger = new ConsoleWorld();
        charger.Booted();
        var port = new MemoryPort(charger);
        var session = new DriveSession(port, port.Typing, _ => { });
        session.Play(ScenarioReader.Read("""{ "seconds": 9, "events": [ { "at": 1, "do": "type", "line": "sotp" } ] }"""), port);
        Assert.Equal((false, 1), (session.Good, session.Refused));
        Assert.Contains("refused what was typed", session.Verdict());
    }

    [Theory]
    [InlineData("", "the port is gone: end of file")]
    [InlineData("hello\n", "the port is gone: end of file")]
    public void Play_APortThatEnds_Fails(string said, string verdict)
    {
        var session = new DriveSession(new StringReader(said), new StringWriter(), _ => { });
        session.Play(ScenarioReader.Read(Story), new EndlessTime());
        Assert.False(session.Good);
        Assert.Contains(verdict, session.Verdict());
    }

    /// <summary>Does what the user is asked to do.</summary>
    private static void Hear(string line, List<string> told, ConsoleWorld charger, DriveSession session)
    {
        lock (told) told.Add(line);
        if (!line.StartsWith("please: plug", StringComparison.Ordinal)) return;
        charger.Charger.Plug(new VehicleModel(VehicleKind.Pro, 40));
        session.Confirm();
    }

    /// <summary>A clock that stands still until the port reports its end.</summary>
    private sealed class EndlessTime : IPlayTime
    {
        public long NowMs => 0;

        public void Wait(int ms, CancellationToken stop) => stop.WaitHandle.WaitOne();
    }
}
