using Simulator.Models;

namespace Simulator.Tests.Terminal;

/// <summary>What the supervisor does, seen at the pins and on the console of the whole charger.</summary>
public sealed class SupervisionTests
{
    [Theory]
    [InlineData("can_rx")]
    [InlineData("charger_comm")]
    [InlineData("ocpp")]
    [InlineData("ui")]
    public void Thread_StandsStillWhileCharging_OutputOffThenRestartWithItsName(string thread)
    {
        using ConsoleWorld world = new ConsoleWorld().Charging();
        List<string> faults = FaultsOf(world);
        int toggles = world.Charger.Watchdog.Changes;
        world.Charger.Hang(thread, true);
        Assert.Equal(1, world.Charger.Boots);
        world.Run(9);
        Assert.True(world.Charger.Watchdog.Changes - toggles > 30, "the external watchdog is fed until the limit");
        world.Run(2);
        Assert.False(world.Charger.Contactor.High);
        Assert.Equal(0, world.Charger.Stage.Amperes, 1.0);
        toggles = world.Charger.Watchdog.Changes;
        world.Run(1);
        world.Run(10);
        Assert.Equal(2, world.Charger.Boots);
        Assert.Contains($"watchdog: {thread.ToUpperInvariant()} without progress for 10 s", world.Ask("history", 2));
        AssertEndedBy(thread == "can_rx" ? "EVDisconnected" : "Reboot", world, faults);
        Assert.True(world.Charger.Watchdog.Changes > toggles, "fed again after the restart");
    }

    [Theory]
    [InlineData("can_rx")]
    [InlineData("charger_comm")]
    [InlineData("ocpp")]
    [InlineData("ui")]
    public void Thread_EndedByAnException_OutputOffAtOnceAndRestartWithTheReason(string thread)
    {
        using ConsoleWorld world = new ConsoleWorld().Charging();
        List<string> faults = FaultsOf(world);
        bool offBeforeReset = false;
        world.Charger.Lost = () => offBeforeReset = !world.Charger.Contactor.High;
        world.Charger.Die(thread);
        world.Run(1);
        Assert.False(world.Charger.Contactor.High);
        world.Run(10);
        Assert.True(offBeforeReset);
        Assert.Equal(2, world.Charger.Boots);
        Assert.Contains($"boot 1 ended: thread {thread.ToUpperInvariant()} failed: ordered by the scenario", world.Ask("history", 2));
        Assert.Empty(world.Charger.Crashes);
        AssertEndedBy("Reboot", world, faults);
    }

    /// <summary>STOP itself, not the contactor alone and not the module's own time-out of 3 s: the supervisor sends it past the dead thread.</summary>
    [Theory]
    [InlineData("can_rx")]
    [InlineData("charger_comm")]
    public void Thread_OfTheCanSideDies_StopIsOnTheWireAtOnce(string thread)
    {
        using ConsoleWorld world = new ConsoleWorld().Charging();
        world.Charger.Die(thread);
        Assert.True(world.Charger.Loop.RunUntil(() => !world.Charger.Stage.On, world.Charger.Clock.NowMs + 45));
        Assert.False(world.Charger.Contactor.High);
        Assert.Equal(1, world.Charger.Boots);
    }

    [Theory]
    [InlineData("reset soft")]
    [InlineData("reset hard")]
    public void Reset_WhileCharging_TellsNoFaultAndItsOwnReason(string command)
    {
        using ConsoleWorld world = new ConsoleWorld().Charging();
        List<string> faults = FaultsOf(world);
        world.Ask(command, 30);
        Assert.Equal(2, world.Charger.Boots);
        Assert.Empty(faults);
        Assert.DoesNotContain(world.Lines, l => l.Contains("EmergencyStop", StringComparison.Ordinal));
        Assert.Equal(command == "reset soft" ? "SoftReset" : "HardReset", Assert.Single(world.Central.Transactions).Reason);
    }

    /// <summary>Statuses with a fault that the central system hears of from now on.</summary>
    private static List<string> FaultsOf(ConsoleWorld world)
    {
        var faults = new List<string>();
        world.Central.Traced = trace =>
        {
            if (trace.FromCharger && trace.Action == "StatusNotification" && !trace.Payload.Contains("\"NoError\"", StringComparison.Ordinal)) faults.Add(trace.Payload);
        };
        return faults;
    }

    // Without CAN_RX the vehicle falls silent, which ends the transaction before the watchdog does.
    private static void AssertEndedBy(string reason, ConsoleWorld world, List<string> faults)
    {
        world.Run(30);
        Assert.Equal(reason, Assert.Single(world.Central.Transactions).Reason);
        Assert.DoesNotContain(faults, f => f.Contains("EmergencyStop", StringComparison.Ordinal));
    }

    [Fact]
    public void Boots_ThreeThatDidNotLast_EnterSafeModeWithConsoleAndNetwork()
    {
        using ConsoleWorld world = new ConsoleWorld().Booted();
        for (int i = 0; i < 3; i++) Restart(world, 10);
        string told = string.Join('\n', world.Lines);
        Assert.Contains("safe mode: 3 boots in a row did not last", told);
        Assert.Contains("boot 4 in SAFE MODE (output locked off)", world.Ask("status"));
        Assert.Contains("failed boots before it 3", world.Ask("history"));
        Assert.Equal("Faulted", world.Charger.Firmware!.ChargePoint.Status);
        world.Charger.Plug(new VehicleModel(VehicleKind.Pro, 40));
        Assert.Contains("error: safe mode, the output is locked off", world.Ask("start RIDER-1", 5));
        world.Central.RemoteStart("RIDER-1");
        world.Run(60);
        Assert.Empty(world.Central.Transactions);
        Assert.False(world.Charger.Contactor.High);
        Assert.Equal(0, world.Charger.Stage.DeliveredWh, 1.0);

        // A safe mode that lasted is left by a restart on request.
        world.Ask("reset soft", 10);
        Assert.False(world.Charger.Firmware!.Boots.SafeMode);
    }

    [Fact]
    public void Boots_OneThatLasted_BeginsTheCountAnew()
    {
        using ConsoleWorld world = new ConsoleWorld().Booted();
        for (int i = 0; i < 2; i++) Restart(world, 10);
        world.Run(60);
        for (int i = 0; i < 2; i++) Restart(world, 10);
        Assert.Equal(5, world.Charger.Firmware!.Boots.Boots);
        Assert.False(world.Charger.Firmware.Boots.SafeMode);
        Assert.Contains("boot 5, last restart: unknown (power cut", string.Join('\n', world.Lines));
    }

    [Fact]
    public void Threads_AfterACallOfTheCentralSystem_TellHowDeepTheyWere()
    {
        using ConsoleWorld world = new ConsoleWorld().Booted();
        world.Central.Call("ClearChargingProfile", []);
        world.Run(2);
        string threads = world.Ask("show threads");
        foreach (string one in new[] { "CAN_RX running=0 steps=[0-9]+ late_ms=[0-9]+ longest_step_ms=0 nesting=1", "CHARGER_COMM .*nesting=2", "OCPP .*nesting=4", "UI .*nesting=2" })
            Assert.Matches("name=" + one, threads);
    }

    private static void Restart(ConsoleWorld world, int thenSeconds)
    {
        world.Charger.PowerOff();
        world.Charger.PowerOn();
        world.Run(thenSeconds);
    }
}
