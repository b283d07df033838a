using Simulator.Drive;
using Simulator.Models;
using Simulator.Scenarios;
using Simulator.Tests.Terminal;

namespace Simulator.Tests.Drive;

/// <summary>A scenario played on a console that lies in memory, in the time of the simulated charger behind it.</summary>
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
        var session = new DriveSession(port, port.Typing, line => Hear(line, told, charger));
        session.Play(ScenarioReader.Read(Story), port);
        Assert.True(session.Good, session.Verdict());
        Assert.Equal((3, 0), (session.Typed, session.Refused));
        Assert.Contains("please: plug vehicle pro", told);
        Assert.Contains(told, l => l.StartsWith("bms: limit", StringComparison.Ordinal));
        Assert.Equal("Local", Assert.Single(charger.Central.Transactions).Reason ?? "Local");
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

    /// <summary>The person at the bench does what is asked.</summary>
    private static void Hear(string line, List<string> told, ConsoleWorld charger)
    {
        lock (told) told.Add(line);
        if (line.StartsWith("please: plug", StringComparison.Ordinal)) charger.Charger.Plug(new VehicleModel(VehicleKind.Pro, 40));
    }

    /// <summary>Time that stands until the port has told its end.</summary>
    private sealed class EndlessTime : IPlayTime
    {
        public long NowMs => 0;

        public void Wait(int ms, CancellationToken stop) => stop.WaitHandle.WaitOne();
    }
}
