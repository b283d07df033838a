using Simulator.Cli;

namespace Simulator.Tests.Cli;

/// <summary>Every command ends when its user says so: those that wait, those that compute, those that have a web host.</summary>
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
