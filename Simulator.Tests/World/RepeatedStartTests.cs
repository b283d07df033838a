using Charger.Can;
using Simulator.Models;
using Simulator.World;

namespace Simulator.Tests.World;

/// <summary>When the whole charger may switch on again, counted at the contactor and on the wire.</summary>
public sealed class RepeatedStartTests
{
    /// <summary>The module's readback is asked for every 170 ms, and two of them count.</summary>
    private const int OwnOffMs = 600;
    private const int PauseMs = 2000;
    private const int TellMs = 100;

    [Theory]
    [InlineData(0)]
    [InlineData(4000)]
    public void ModuleSwitchesItselfOff_AlarmsAnsweredAfterATime_NoStartBeforeThatAndAPause(int mutedMs)
    {
        using WatchedWorld world = new WatchedWorld().Charging();
        if (mutedMs > 0) world.Module.Unanswered.Add(0x83);
        long offMs = world.NowMs;
        world.Stage.SwitchOff();
        world.Module.HeldOff = true;
        Assert.True(world.RunUntil(() => world.IsOff, OwnOffMs), world.Told);
        long openMs = world.NowMs;
        // Reported one turn later, and written by the console's thread.
        Assert.True(world.RunUntil(() => world.Told.Contains("gate closed by 5: the module has switched itself off", StringComparison.Ordinal), TellMs), world.Told);
        world.Module.HeldOff = false;
        world.RunUntil(() => false, mutedMs);
        world.Module.Unanswered.Clear();
        long answeredMs = world.NowMs;
        Assert.True(world.RunUntil(() => world.Stage.Amperes > 0, 10_000), world.Told);
        Assert.DoesNotContain(world.StartFramesMs, ms => ms > openMs && ms < Math.Max(openMs - OwnOffMs + PauseMs, answeredMs));
        Assert.DoesNotContain(world.ClosingsMs, ms => ms > offMs && ms < Math.Max(openMs - OwnOffMs + PauseMs, answeredMs));
    }

    [Fact]
    public void ModuleSwitchesItselfOff_WithAnAlarmToldThen_IsNotStartedUntilItIsClear()
    {
        using WatchedWorld world = new WatchedWorld().Charging();
        world.Module.InjectedAlarms = 1u << 2;
        world.Stage.SwitchOff();
        world.AssertOff(OwnOffMs, 1);
        int frames = world.StartFramesMs.Count;
        world.Insist(60);
        Assert.Equal(frames, world.StartFramesMs.Count);
        world.Module.InjectedAlarms = 0;
        world.Run(15);
        world.Insist(20);
        Assert.True(world.Stage.Amperes > 1, world.Told);
    }

    /// <summary>The first start and three that are counted; a power cut changes nothing, unplugging clears the fault.</summary>
    [Fact]
    public void OverCurrent_WithEveryStart_NoFifthStartNotEvenAfterAPowerCut()
    {
        using WatchedWorld world = new WatchedWorld().Charging();
        world.Stage.BrokenAmperes = 320;
        world.Insist(600);
        Assert.True(world.ClosingsMs.Count == 4, $"{world.ClosingsMs.Count} starts\n{world.Told}");
        world.Charger.PowerOff();
        world.Charger.PowerOn();
        world.Stage.BrokenAmperes = null;
        world.Run(20);
        world.Insist(60);
        Assert.Equal(4, world.ClosingsMs.Count);

        world.Charger.Unplug();
        world.Run(10);
        world.Charger.Plug(new VehicleModel(VehicleKind.Pro, 40));
        world.Run(5);
        world.Insist(30);
        Assert.True(world.Stage.Amperes > 1, world.Told);
    }

    /// <summary>
    /// It trips a second after each start, tells an alarm and is well again after 3 s; somebody presents an id again at once, for
    /// 10 minutes. Its OFF read twice is counted, and so is an alarm of its own that is read before; one of the mains makes no count,
    /// but pauses of up to 30 s.
    /// </summary>
    [Theory]
    [InlineData(1u << 2, 0, 4)]
    [InlineData(1u << 6, 0, 4)]
    [InlineData(1u << 2, 900, 4)]
    [InlineData(1u << 6, 900, 4)]
    [InlineData(1u << 17, 900, 24)]
    public void ModuleTripsWithAnAlarmAgainAndAgain_SomebodyInsists_StartsAreBounded(uint alarm, int alarmBeforeOffMs, int most)
    {
        using WatchedWorld world = new WatchedWorld().Charging();
        var fitful = new FitfulModule(world.Module, alarm, alarmBeforeOffMs);
        world.Charger.Loop.Add(fitful);
        world.Insist(600);
        Assert.Equal(world.ClosingsMs.Count, fitful.Trips);
        Assert.InRange(world.ClosingsMs.Count, 4, most);
    }

    [Fact]
    public void Bms_ChangesItsMindEverySecondFor300S_StartsAndFlashWritesAreBounded()
    {
        using WatchedWorld world = new WatchedWorld().Charging();
        int writes = world.Charger.Storage.Writes;
        int closings = world.ClosingsMs.Count;
        for (int s = 0; s < 300; s++)
        {
            world.Charger.Bms.RefusalBits = (byte)(s % 2 == 0 ? 4 : 0);
            world.Run(1);
        }
        Assert.InRange(world.ClosingsMs.Count - closings, 1, 12);
        Assert.InRange(world.Charger.Storage.Writes - writes, 1, 120);
        world.Charger.Bms.RefusalBits = 0;
        Assert.True(world.RunUntil(() => world.Stage.Amperes > 1, 40_000), world.Told);
    }

    /// <summary>The bus fails at any point before START, or CAN_RX stands still: no START follows a STOP.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Stop_WhileStartCannotGoOut_NoStartAfterwards(bool threadStandsStill)
    {
        for (int afterMs = 0; afterMs <= 60; afterMs += 4)
        {
            using var world = new WatchedWorld();
            world.Console.Booted();
            world.Charger.Plug(new VehicleModel(VehicleKind.Pro, 40));
            world.Run(5);
            world.Charger.Console.Type("start RIDER-1\r");
            Assert.True(world.RunUntil(() => world.Charger.Firmware!.Control.Module.Phase == ModulePhase.Ready, 20_000), world.Told);
            world.RunUntil(() => false, afterMs);
            Block(world, threadStandsStill, true);
            world.RunUntil(() => false, 100);
            world.Charger.PressStop();
            world.RunUntil(() => false, 600);
            Assert.True(!world.Charger.Contactor.High, $"{afterMs} ms after Ready\n{world.Told}");
            int frames = world.StartFramesMs.Count;
            Block(world, threadStandsStill, false);
            Assert.False(world.RunUntil(() => world.Charger.Contactor.High, 30_000), $"{afterMs} ms after Ready\n{world.Told}");
            Assert.False(world.Stage.On);
            Assert.Equal(frames, world.StartFramesMs.Count);
        }
    }

    private static void Block(WatchedWorld world, bool thread, bool blocks)
    {
        if (thread) world.Charger.Hang("can_rx", blocks);
        else world.Charger.Can.ModuleWire.Shorted = blocks;
    }

    /// <summary>A second after it was switched on it raises an alarm, goes off after another time, and is well again after three seconds.</summary>
    private sealed class FitfulModule(PowerModuleModel module, uint alarm, int alarmBeforeOffMs) : IModel
    {
        private const int RunsMs = 1000;
        private const int IllMs = 3000;

        private long _alarmMs = long.MaxValue;
        private long _offMs = long.MaxValue;
        private long _wellMs = long.MaxValue;
        private bool _wasOn;

        public string Name => "fitful module";

        public int Trips { get; private set; }

        public long Step(long nowMs)
        {
            if (module.Stage.On && !_wasOn) (_alarmMs, _offMs) = (nowMs + RunsMs, nowMs + RunsMs + alarmBeforeOffMs);
            if (nowMs >= _alarmMs)
            {
                Trips++;
                module.InjectedAlarms = alarm;
                (_alarmMs, _wellMs) = (long.MaxValue, nowMs + IllMs);
            }
            if (nowMs >= _offMs)
            {
                module.Stage.SwitchOff();
                _offMs = long.MaxValue;
            }
            if (nowMs >= _wellMs)
            {
                module.InjectedAlarms = 0;
                _wellMs = long.MaxValue;
            }
            _wasOn = module.Stage.On;
            return nowMs + 10;
        }
    }
}
