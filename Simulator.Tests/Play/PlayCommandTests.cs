using Simulator.Cli;
using Simulator.Tests.Cli;

namespace Simulator.Tests.Play;

/// <summary>The command as a user starts it, with lines from a pipe.</summary>
public sealed class PlayCommandTests
{
    [Fact]
    public void Play_ScriptOfASession_ChargesAndEndsWell()
    {
        using var simulator = new SimulatorProcess(["play", "--speed", "10"]);
        simulator.Type("wait Available", "plug pro 50", "wait Preparing", "present RIDER-1", "wait \"gate open\"", "central unlock", "wait 5", "press stop", "wait StopTransaction", "unplug");
        Assert.NotNull(simulator.LineWith("world: plug pro 50"));
        Assert.NotNull(simulator.LineWith("CP-SIM-1 UnlockConnector: "));
        Assert.NotNull(simulator.LineWith("\"reason\":\"Local\""));
        Assert.Equal(1, simulator.End().Code); // unlock is refused: the cable is fixed
    }

    [Fact]
    public void Play_CardPresented_IsReadAndTheLightAndTheBuzzerTell()
    {
        using var simulator = new SimulatorProcess(["play", "--speed", "10"]);
        simulator.Type("wait Available", "plug", "wait Preparing", "present 04a1b2c3", "wait \"gate open\"", "wait \"buzzer: one long tone\"", "present 04A1B2C3", "wait StopTransaction");
        Assert.NotNull(simulator.LineWith("light: green, steady: Available"));
        Assert.NotNull(simulator.LineWith("card 04A1B2C3 presented"));
        Assert.NotNull(simulator.LineWith("light: blue, 1500 ms on, 500 ms off: Charging"));
        Assert.NotNull(simulator.LineWith("buzzer: one long tone: accepted"));
        Assert.NotNull(simulator.LineWith("\"reason\":\"Local\""));
        Assert.Equal(0, simulator.End().Code);
    }

    [Fact]
    public void Play_HelpTyped_NamesWhatCanBeDone()
    {
        using var simulator = new SimulatorProcess(["play", "--speed", "10"]);
        simulator.Type("help", "help hot module", "wait 5");
        Assert.Contains("stuck contactor", simulator.LineWith("world     "), StringComparison.Ordinal);
        Assert.Contains("send local list", simulator.LineWith("central ... "), StringComparison.Ordinal);
        Assert.NotNull(simulator.LineWith("hot module [CELSIUS] [off]"));
        Assert.Equal(0, simulator.End().Code);
    }

    [Fact]
    public void Play_ToldToEnd_EndsWith130()
    {
        using var simulator = new SimulatorProcess(["play"]);
        Assert.NotNull(simulator.LineWith("a charger boots"));
        Assert.Equal((Ending.EndedByUser, ""), simulator.EndBy(SimulatorProcess.Interrupt));
    }
}
