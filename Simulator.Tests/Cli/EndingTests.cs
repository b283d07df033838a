using Simulator.Cli;

namespace Simulator.Tests.Cli;

/// <summary>Every command ends when the user ends it: those that wait, those that compute, those that have a web host.</summary>
public sealed class EndingTests
{
    private const int UsersPatienceMs = 2000;

    [Theory]
    [InlineData("central --listen 127.0.0.1:0", "central system on", SimulatorProcess.Interrupt)]
    [InlineData("central --listen 127.0.0.1:0", "central system on", SimulatorProcess.Quit)]
    [InlineData("central --listen 127.0.0.1:0", "central system on", SimulatorProcess.Terminate)]
    [InlineData("run --speed 1", "serial", SimulatorProcess.Interrupt)]
    [InlineData("run --speed 1", "serial", SimulatorProcess.Terminate)]
    [InlineData("leak --cycles 1000000", "Cycle", SimulatorProcess.Interrupt)]
    [InlineData("leak-peer --listen 127.0.0.1:0", "leak-peer on", SimulatorProcess.Quit)]
    public void Command_ToldToEnd_EndsWith130(string line, string wait, int signal)
    {
        using var simulator = new SimulatorProcess(line.Split(' '));
        Assert.NotNull(simulator.LineWith(wait));
        Assert.Equal((Ending.EndedByUser, ""), simulator.EndBy(signal));
    }

    [Fact]
    public void Rules_ToldToEnd_LeavesNoFolder()
    {
        using var simulator = new SimulatorProcess("rules", "--only", "1");
        string? line = simulator.LineWith("builds a copy of the checkout in ");
        Assert.NotNull(line);
        string folder = line.Split(' ')[^1];
        Assert.True(Directory.Exists(folder));
        Assert.Equal((Ending.EndedByUser, ""), simulator.EndBy(SimulatorProcess.Interrupt));
        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public void RunWithPage_EndedAfterItsSession_GivesTheVerdict(int transactionsExpected, int code)
    {
        string scenario = Path.GetTempFileName();
        try
        {
            File.WriteAllText(scenario, $$"""{ "seconds": 5, "events": [], "expect": { "transactions": {{transactionsExpected}} } }""");
            using var simulator = new SimulatorProcess("run", "--web", "0", "--brief", "--speed", "100", "--scenario", scenario);
            Assert.NotNull(simulator.LineWith("the charger stays on for its page"));
            Assert.Equal((code, ""), simulator.EndBy(SimulatorProcess.Interrupt));
        }
        finally
        {
            File.Delete(scenario);
        }
    }

    [Theory]
    [InlineData("status", 0)]
    [InlineData("plug nothing", 1)]
    public void PlayWithPage_EndedAfterItsScript_GivesTheScriptsCode(string line, int code)
    {
        using var simulator = new SimulatorProcess("play", "--web", "0");
        simulator.Type(line);
        Assert.NotNull(simulator.LineWith("the charger stays on for its page"));
        Assert.Equal((code, ""), simulator.EndBy(SimulatorProcess.Terminate));
    }

    [Theory]
    [InlineData("run --web 0 --speed 1")]
    [InlineData("central --web 0 --listen 127.0.0.1:0")]
    [InlineData("monitor sim --web 0")]
    public void CommandWithPage_EndedBeforeItsVerdict_EndsWith130(string line)
    {
        using var simulator = new SimulatorProcess(line.Split(' '));
        Assert.NotNull(simulator.LineWith("page: "));
        Assert.Equal((Ending.EndedByUser, ""), simulator.EndBy(SimulatorProcess.Interrupt));
    }

    [Theory]
    [InlineData("run --web 70000")]
    [InlineData("play --web 70000")]
    [InlineData("monitor sim --web 70000")]
    [InlineData("central --web 70000")]
    [InlineData("run --web 0 --listen 0.0.0.0")]
    [InlineData("play --web 0 --listen 0.0.0.0")]
    [InlineData("monitor sim --web 0 --listen 0.0.0.0")]
    [InlineData("run --listen 127.0.0.1")]
    public void CommandWithPage_WrongOption_Gives2(string line)
    {
        using var simulator = new SimulatorProcess(line.Split(' '));
        Assert.Equal(Program.WrongUsage, simulator.End().Code);
    }

    [Fact]
    public void GraceMs_LeavesTimeToCleanUp() => Assert.InRange(Ending.GraceMs, 1, UsersPatienceMs / 2);

    [Fact]
    public void CleanUp_WhatIsStillRegistered_IsCarriedOut()
    {
        string told = "";
        using IDisposable first = Ending.WhenEnded(() => told += "first ");
        using IDisposable fails = Ending.WhenEnded(() => throw new IOException("held"));
        using IDisposable last = Ending.WhenEnded(() => told += "last ");
        Ending.WhenEnded(() => told += "gone ").Dispose();
        Ending.CleanUp();
        Assert.Equal("last first ", told);
    }

    [Theory]
    [InlineData("rnu", "error: no command 'rnu', nearest is 'run'")]
    [InlineData("run --profile 2 --csms ws://127.0.0.1:9", "error: --profile '2' is not allowed")]
    [InlineData("run --log /proc/no.log", "error: --log '/proc/no.log' is not allowed")]
    public void Command_Refused_TellsOneReasonAndGives2(string line, string told)
    {
        using var simulator = new SimulatorProcess(line.Split(' '));
        (int code, string errors) = simulator.End();
        Assert.Equal(Program.WrongUsage, code);
        Assert.StartsWith(told, errors);
        Assert.DoesNotContain("   at ", errors);
    }
}
