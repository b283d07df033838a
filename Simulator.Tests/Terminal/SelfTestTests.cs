using System.Text.Json;
using Charger.Can;
using Charger.Runtime;
using Firmware;
using Ocpp.Client.Wire;

namespace Simulator.Tests.Terminal;

/// <summary>What a start tests and reports: output pin, both controllers, stored data.</summary>
public sealed class SelfTestTests
{
    [Fact]
    public void SelfTest_NothingIsBroken_IsOneLineAndInHealth()
    {
        using ConsoleWorld world = new ConsoleWorld().Booted();
        Assert.Single(world.Lines, l => l.Contains("self-test passed", StringComparison.Ordinal));
        Assert.DoesNotContain(world.Lines, l => l.Contains("self-test:", StringComparison.Ordinal));
        Assert.Equal("passed", Health(world).GetProperty("selfTest").GetString());
    }

    [Theory]
    [InlineData("zeros")]
    [InlineData("ones")]
    [InlineData("loopback")]
    public void SelfTest_AChipIsBroken_IsNamedAndLocksTheOutput(string broken)
    {
        using var world = new ConsoleWorld();
        world.Charger.Can.Controllers.Made += (bus, chip) =>
        {
            if (bus != CanBus.Module) return;
            chip.ReadsZeros = broken == "zeros";
            chip.Dead = broken == "ones";
            chip.LoopbackBroken = broken == "loopback";
        };
        world.Booted();
        string line = Assert.Single(world.Lines, l => l.Contains("SYSTEM self-test", StringComparison.Ordinal));
        Assert.Contains("self-test: CAN1: " + (broken == "loopback" ? "loopback self-test: the frame did not come back from transmit buffer 2" : "no MCP2515 answers on SPI"), line);
        Assert.Contains("the output is locked until the controller passes; check its supply, crystal and SPI wires", line);
        Assert.Equal("failed: CAN1", Health(world).GetProperty("selfTest").GetString());
        Assert.Equal(0, world.Charger.Firmware!.Control.Gate.Conditions & GateConditions.Buses);
        Assert.Contains("Can1Down", world.Ask("faults"));
    }

    [Fact]
    public void SelfTest_TheOutputPinIsHighBeforeItIsDriven_IsToldAndLocksNothing()
    {
        using var world = new ConsoleWorld();
        world.Charger.PortsMade = ports => ports.OutputEnableStuck = true;
        world.Booted();
        Assert.Contains("self-test: output pin: reads high until the firmware drives it low", Assert.Single(world.Lines, l => l.Contains("SYSTEM self-test", StringComparison.Ordinal)));
        Assert.Equal("failed: output pin", Health(world).GetProperty("selfTest").GetString());
        Assert.Contains("no active fault", world.Ask("faults"));
    }

    [Fact]
    public void SelfTest_AStoreIsDamaged_IsNamedAndLocksNothing()
    {
        using ConsoleWorld world = new ConsoleWorld().Charging();
        world.Ask("stop", 30);
        var bytes = new byte[world.Charger.Storage.Length("energy.a")];
        world.Charger.Storage.Read("energy.a", 0, bytes, 0, bytes.Length);
        bytes[^1] ^= 0xFF;
        world.Charger.Storage.Deploy("energy.a", bytes);
        int from = world.Lines.Count;
        world.Ask("reset soft", 30);
        string line = Assert.Single(world.Lines.Skip(from), l => l.Contains("SYSTEM self-test", StringComparison.Ordinal));
        Assert.Contains("self-test: stored data: damaged: energy", line);
        Assert.Equal("failed: stored data", Health(world).GetProperty("selfTest").GetString());
        world.Ask("start RIDER-1", 40);
        Assert.True(world.Charger.Stage.Amperes > 1);
    }

    [Fact]
    public void SelfTest_SafeMode_SaysThatTheControllersWereNotTested()
    {
        using var world = new ConsoleWorld();
        world.Charger.PortsMade = ports => { for (int i = 0; i < BootRecord.FailuresToSafeMode; i++) BootRecord.Begun(ports.Storage, new Crc32()); };
        world.Booted();
        Assert.Contains("self-test: CAN: not tested in safe mode", Assert.Single(world.Lines, l => l.Contains("SYSTEM self-test", StringComparison.Ordinal)));
    }

    /// <summary>After the contactor has opened: voltage and the time to 60 V, which prove nothing, and that nothing is proved.</summary>
    [Fact]
    public void ShowOutput_AfterTheContactorOpened_TellsVoltageAndTimeTo60V()
    {
        using ConsoleWorld world = new ConsoleWorld().Charging();
        Assert.Contains("contactor closed (contactor not proved), ", world.Ask("show output"));
        world.Ask("stop", 120);
        int ms = world.Charger.Firmware!.Control.Proof!.Below60Ms;
        Assert.Equal(ms, Health(world).GetProperty("below60VMs").GetInt32());
        Assert.Matches($@"contactor open \(contactor not proved\), [0-9.-]+ V, below 60 V after {(ms < 0 ? "-" : ms)} ms", world.Ask("show output"));
    }

    private static JsonElement Health(ConsoleWorld world)
    {
        var json = new JsonWriter(new byte[HealthReport.MostBytes]);
        HealthReport.Write(world.Charger.Firmware!, world.Charger.Clock.NowMs, json);
        return JsonDocument.Parse(json.Buffer.AsMemory(0, json.Count)).RootElement;
    }
}
