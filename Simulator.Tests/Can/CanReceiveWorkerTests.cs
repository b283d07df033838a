using Charger.Can;
using Charger.Runtime;
using Simulator.Can;

namespace Simulator.Tests.Can;

public class CanReceiveWorkerTests
{
    private static readonly byte[] s_start = [1, 0x32, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] s_stop = [1, 0x32, 0, 1, 0, 0, 0, 0];
    private static readonly byte[] s_query = [1, 0x84, 0, 0, 0, 0, 0, 0];

    [Fact]
    public void Step_FramesOnBothBuses_LieInTheirRingsAndWakeTheControl()
    {
        var rig = new Rig();
        rig.Run(50);
        rig.Control.ConsumePending();
        rig.ModulePeer.Send(ModuleProtocol.TerminalPowerId, [1, 2, 3, 4, 5, 6, 7, 8]);
        rig.BmsPeer.Send(BmsProtocol.RequestId, [8, 7, 6, 5, 4, 3, 2, 1]);
        rig.Run(BusSupervisor.LookMs + 2);

        var frame = new Frame();
        Assert.True(rig.Control.ConsumePending());
        Assert.True(rig.Module.TryReceive(frame));
        Assert.Equal(ModuleProtocol.TerminalPowerId, frame.Id);
        Assert.InRange(frame.TimeMs, 50, 72);
        Assert.True(rig.Bms.TryReceive(frame));
        Assert.Equal(BmsProtocol.RequestId, frame.Id);
        Assert.False(rig.Bms.TryReceive(frame));
    }

    [Fact]
    public void Step_InterruptMissed_FindsTheFrameByItself()
    {
        var rig = new Rig();
        rig.Run(50);
        rig.Controllers.Module!.InterruptFell = null;
        rig.ModulePeer.Send(ModuleProtocol.TerminalPowerId, s_query);
        rig.Run(BusSupervisor.PollMs + 2);
        Assert.True(rig.Module.TryReceive(new Frame()));
        // After a missed interrupt the next ones are not relied on.
        for (int i = 0; i < 20; i++)
        {
            rig.ModulePeer.Send(ModuleProtocol.TerminalPowerId, s_query);
            rig.Run(BusSupervisor.LookMs + 2);
            Assert.True(rig.Module.TryReceive(new Frame()));
        }
    }

    [Fact]
    public void Step_NothingOnTheBusAndInterruptsWork_CostsOneTransferAPoll()
    {
        var rig = new Rig();
        rig.Run(200);
        long before = rig.Controllers.Bms!.Transactions;
        rig.Run(10 * BusSupervisor.PollMs);
        Assert.Equal(10, rig.Controllers.Bms.Transactions - before);
        rig.Module.TrySend(ModuleProtocol.QueryId, s_query, false);
        rig.ModulePeer.Send(ModuleProtocol.TerminalPowerId, s_query);
        rig.Run(10 * BusSupervisor.PollMs);
        Assert.Equal(20, rig.Controllers.Bms.Transactions - before);
    }

    [Fact]
    public void Step_NothingOnCan1_CostsALookEvery10MsWhileWatchedAndAPollEvery250MsElse()
    {
        var rig = new Rig();
        rig.Run(BusSupervisor.PollMs);
        long before = rig.Controllers.Module!.Transactions;
        rig.Run(10 * BusSupervisor.PollMs);
        Assert.Equal(10 * BusSupervisor.PollMs / BusSupervisor.WatchedLookMs, rig.Controllers.Module.Transactions - before);
        rig.Module.Watched = false;
        rig.Run(BusSupervisor.PollMs);
        before = rig.Controllers.Module.Transactions;
        rig.Run(4 * BusSupervisor.RestPollMs);
        Assert.Equal(4, rig.Controllers.Module.Transactions - before);
    }

    [Fact]
    public void Send_OnEitherBus_WakesTheWorkerWhichElseOnlyLooks()
    {
        var rig = new Rig();
        rig.Run(200);
        int steps = rig.Worker.Steps;
        rig.Run(10 * BusSupervisor.PollMs);
        Assert.InRange(rig.Worker.Steps - steps, 10, 120);
        Assert.Equal(1, rig.Worker.Progress.DeepestNesting);
        foreach (CanPort port in new[] { rig.Module, rig.Bms })
        {
            Assert.False(rig.Worker.Wake.ConsumePending());
            Assert.True(port.TrySend(BmsProtocol.FeedbackId, s_query, false));
            Assert.True(rig.Worker.Wake.ConsumePending(), port.Name);
        }
    }

    /// <summary>READ STATUS, READ RX BUFFER and a last READ STATUS, which serves LOAD TX BUFFER and RTS too.</summary>
    [Fact]
    public void Step_FrameReceivedAndOneToSend_CostFiveTransfersBesideThePolls()
    {
        var rig = new Rig();
        rig.Run(BusSupervisor.PollMs / 2);
        rig.Run(BusSupervisor.PollMs);
        long before = rig.Controllers.Bms!.Transactions;
        rig.BmsPeer.Send(BmsProtocol.RequestId, s_query);
        rig.Bms.TrySend(BmsProtocol.FeedbackId, s_query, false);
        rig.Run(BusSupervisor.PollMs);
        Assert.Equal(1 + 5, rig.Controllers.Bms.Transactions - before);
    }

    /// <summary>Not watched, CAN1 sends one frame a step and fetches what has come before: three frames, each answered, lose nothing.</summary>
    [Fact]
    public void Step_ThreeFramesToSendAtRest_GoOut20MsApart()
    {
        var rig = new Rig();
        rig.Run(BusSupervisor.PollMs);
        rig.Module.Watched = false;
        rig.Run(BusSupervisor.PollMs);
        rig.Heard.Clear();
        for (int i = 0; i < 3; i++) rig.Module.TrySend(ModuleProtocol.QueryId, s_query, false);
        for (int i = 1; i <= 3; i++)
        {
            rig.Run(BusSupervisor.LookMs - 2);
            Assert.Equal(i, rig.Heard.Count(h => h.Id == ModuleProtocol.QueryId));
            rig.Run(2);
        }
        rig.Module.TryStop(ModuleProtocol.ControlId, s_stop, 3);
        rig.Run(10);
        Assert.Equal(3, rig.Heard.Count(h => h.Id == ModuleProtocol.ControlId));
    }

    [Fact]
    public void Step_InterruptStuckHigh_FramesComeByPollingAndTheCauseIsToldOnce()
    {
        var rig = new Rig();
        rig.Run(50);
        rig.Controllers.Module!.InterruptStuckHigh = true;
        var frame = new Frame();
        int received = 0;
        // The first frame is found by a poll; from then on the controller is polled more often.
        rig.ModulePeer.Send(ModuleProtocol.TerminalPowerId, s_query);
        rig.Run(BusSupervisor.PollMs + 2);
        Assert.True(rig.Module.TryReceive(frame));
        for (int i = 0; i < 50; i++)
        {
            rig.ModulePeer.Send(ModuleProtocol.TerminalPowerId, s_query);
            rig.ModulePeer.Send(ModuleProtocol.TerminalPowerId, s_query);
            rig.Run(BusSupervisor.LookMs + 2);
            while (rig.Module.TryReceive(frame)) received++;
        }
        Assert.Equal(100, received);
        Assert.Single(rig.Log.Lines, l => l.StartsWith("Warning CAN1 INT stays high"));
    }

    [Fact]
    public void TrySend_StopBehindQueuedStart_StrikesTheStartOut()
    {
        var rig = new Rig();
        rig.Run(50);
        rig.Heard.Clear();
        for (int i = 0; i < 6; i++) Assert.True(rig.Module.TrySend(ModuleProtocol.QueryId, s_query, false));
        Assert.True(rig.Module.TrySend(ModuleProtocol.ControlId, s_start, true));
        Assert.True(rig.Module.TryStop(ModuleProtocol.ControlId, s_stop, 1));
        rig.Run(40);

        Assert.Equal(s_stop, rig.Heard[0].Data);
        Assert.DoesNotContain(rig.Heard, h => h.Data.SequenceEqual(s_start));
        Assert.Equal(6, rig.Heard.Count(h => h.Id == ModuleProtocol.QueryId));
    }

    [Fact]
    public void TrySend_StopWhileAStartWaitsInTheController_LeavesOnlyTheStop()
    {
        var rig = new Rig();
        rig.Run(50);
        rig.Heard.Clear();
        // The bus is busy with others' frames, so that the START is loaded but not yet on the wire.
        for (int i = 0; i < 20; i++) rig.ModulePeer.Send(ModuleProtocol.TerminalPowerId, s_query);
        rig.Module.TrySend(ModuleProtocol.ControlId, s_start, true);
        rig.Run(4);
        rig.Module.TryStop(ModuleProtocol.ControlId, s_stop, 1);
        rig.Run(40);

        Assert.Equal(s_stop, Assert.Single(rig.Heard).Data);
    }

    [Fact]
    public void TryStop_BothLocksHeldBySomebodyElse_GoesOutAndTheQueuedStartDoesNot()
    {
        var rig = new Rig();
        rig.Run(50);
        rig.Heard.Clear();
        Assert.True(rig.Module.TrySend(ModuleProtocol.ControlId, s_start, true));
        Assert.True(rig.ModuleSendLock.TryEnter("somebody else"));
        Assert.True(rig.Module.TryStop(ModuleProtocol.ControlId, s_stop, 3));
        rig.Run(40);
        Assert.Equal(3, rig.Heard.Count(h => h.Data.SequenceEqual(s_stop)));
        rig.ModuleSendLock.Exit();
        rig.Run(40);
        Assert.DoesNotContain(rig.Heard, h => h.Data.SequenceEqual(s_start));
    }

    /// <summary>A queued START must not go out when the bus comes back, wherever it waited.</summary>
    [Fact]
    public void BusOff_StartQueued_SendsNoStartWhenTheBusIsBack()
    {
        var rig = new Rig();
        rig.Run(50);
        rig.ModuleWire.Shorted = true;
        rig.Module.TrySend(ModuleProtocol.QueryId, s_query, false);
        rig.Run(2);
        Assert.True(rig.Module.TrySend(ModuleProtocol.ControlId, s_start, true));
        rig.RunUntil(() => rig.Module.State == CanBusState.BusOff, 1000);
        Assert.Equal(CanBusState.BusOff, rig.Module.State);
        rig.ModuleWire.Shorted = false;
        rig.Heard.Clear();
        rig.Run(3000);

        Assert.Equal(CanBusState.Active, rig.Module.State);
        Assert.Equal(0, rig.Module.Waiting);
        Assert.DoesNotContain(rig.Heard, h => h.Data.SequenceEqual(s_start));
    }

    [Fact]
    public void Hold_StartQueuedOrOffered_IsNotSentBeforeTheRelease()
    {
        var rig = new Rig();
        rig.Run(50);
        rig.Heard.Clear();
        Assert.True(rig.Module.TrySend(ModuleProtocol.ControlId, s_start, true));
        rig.Module.Hold();
        rig.Run(40);
        Assert.False(rig.Module.TrySend(ModuleProtocol.ControlId, s_start, true));
        Assert.Empty(rig.Heard);
        Assert.True(rig.Module.TryStop(ModuleProtocol.ControlId, s_stop, 1));
        rig.Module.Release();
        rig.Run(40);
        Assert.Equal(s_stop, Assert.Single(rig.Heard).Data);
        Assert.True(rig.Module.TrySend(ModuleProtocol.ControlId, s_start, true));
        rig.Run(40);
        Assert.Equal(s_start, rig.Heard[1].Data);
    }

    [Fact]
    public void TrySend_FullBoxOrBusDown_IsRefused()
    {
        var rig = new Rig();
        Assert.False(rig.Module.TrySend(ModuleProtocol.QueryId, s_query, false));
        rig.Run(50);
        int taken = 0;
        while (rig.Module.TrySend(ModuleProtocol.QueryId, s_query, false)) taken++;
        Assert.Equal(8, taken);
        Assert.True(rig.Module.TrySend(ModuleProtocol.ControlId, s_stop, true));
    }

    [Fact]
    public void BusOff_BackOff_DoublesFromOneToThirtySecondsAndIsQuietMeanwhile()
    {
        var rig = new Rig();
        rig.Run(50);
        rig.ModuleWire.Shorted = true;
        var waits = new List<int>();
        long transactions = 0;
        int starts = rig.Worker.Module.Starts;
        while (waits.Count < 8)
        {
            rig.Module.TrySend(ModuleProtocol.ControlId, s_stop, true);
            int next = rig.Worker.Module.BackOffMs;
            rig.RunUntil(() => rig.Module.State == CanBusState.BusOff, 5_000);
            Assert.Equal(CanBusState.BusOff, rig.Module.State);
            transactions = rig.Controllers.Module!.Transactions;
            waits.Add(next);
            rig.Run(next - 2);
            Assert.Equal(transactions, rig.Controllers.Module.Transactions);
            Assert.Equal(CanBusState.Active, rig.Bms.State);
            rig.Run(4);
            Assert.Equal(++starts, rig.Worker.Module.Starts);
        }
        Assert.Equal([1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000], waits);
    }

    [Fact]
    public void Recovery_AfterTenHealthyPolls_BacksOffFromOneSecondAgain()
    {
        var rig = new Rig();
        rig.Run(50);
        rig.ModuleWire.Shorted = true;
        rig.Module.TrySend(ModuleProtocol.ControlId, s_stop, true);
        rig.RunUntil(() => rig.Module.State == CanBusState.BusOff, 1000);
        Assert.Equal(2000, rig.Worker.Module.BackOffMs);
        rig.ModuleWire.Shorted = false;
        rig.Heard.Clear();

        rig.RunUntil(() => rig.Module.State == CanBusState.Active, 1100);
        rig.Run(9 * BusSupervisor.PollMs);
        Assert.Equal(2000, rig.Worker.Module.BackOffMs);
        rig.Run(2 * BusSupervisor.PollMs);

        Assert.Equal(1000, rig.Worker.Module.BackOffMs);
        Assert.Empty(rig.Heard);
    }

    [Fact]
    public void Start_DeadChip_IsTriedAgainInTheBackground()
    {
        var rig = new Rig();
        rig.Controllers.Bms!.Dead = true;
        rig.Run(3500);
        Assert.Equal(CanBusState.Down, rig.Bms.State);
        Assert.Equal(CanBusState.Active, rig.Module.State);
        rig.Controllers.Bms.Dead = false;
        rig.Run(4000);
        Assert.Equal(CanBusState.Active, rig.Bms.State);
        Assert.Contains(rig.Log.Lines, l => l.StartsWith("Warning CAN2 no MCP2515 answers"));
    }

    [Fact]
    public void Spi_Throwing_TakesItsBusDownAndNothingElse()
    {
        var rig = new Rig();
        rig.Run(50);
        rig.Controllers.Module!.SpiFailure = new InvalidOperationException("no clock");
        rig.Run(4000);
        Assert.Equal(CanBusState.Down, rig.Module.State);
        Assert.Equal(CanBusState.Active, rig.Bms.State);
        Assert.False(rig.Module.TrySend(ModuleProtocol.ControlId, s_stop, true));
        Assert.Contains("Warning CAN1 SPI failed: no clock; next attempt in 1000 ms", rig.Log.Lines);
        rig.Controllers.Module.SpiFailure = null;
        rig.Run(5000);
        Assert.Equal(CanBusState.Active, rig.Module.State);
    }

    [Fact]
    public void BrownOut_OfAChip_IsFoundAndItComesUpAgain()
    {
        var rig = new Rig();
        rig.Run(50);
        rig.Controllers.Module!.BrownOut();
        rig.Run(200);
        Assert.Equal(CanBusState.Down, rig.Module.State);
        rig.Run(1100);
        Assert.Equal(CanBusState.Active, rig.Module.State);
    }

    /// <summary>Both buses with a node each; the worker is stepped in every millisecond in which it is due or woken.</summary>
    internal sealed class Rig : ICanPeer
    {
        private readonly HandClock _clock = new();
        private long _dueMs;

        public Rig()
        {
            ModuleWire = new CanWire("CAN1", 250_000, () => _clock.NowMs * 1000);
            BmsWire = new CanWire("CAN2", 250_000, () => _clock.NowMs * 1000);
            ModulePeer = ModuleWire.Attach(this);
            BmsPeer = BmsWire.Attach(this);
            Controllers = new SimulatedControllers(ModuleWire, BmsWire);
            ModuleSendLock = new TimedLock("CAN1 send", _clock, null, 1);
            Module = Port("CAN1", ModuleSendLock);
            Bms = Port("CAN2", new TimedLock("CAN2 send", _clock, null));
            Worker = new CanReceiveWorker(Controllers, Module, Bms, Control, Log);
        }

        public CanWire ModuleWire { get; }
        public CanWire BmsWire { get; }
        public CanTap ModulePeer { get; }
        public CanTap BmsPeer { get; }
        public SimulatedControllers Controllers { get; }
        public CanPort Module { get; }
        public TimedLock ModuleSendLock { get; }
        public CanPort Bms { get; }
        public CanReceiveWorker Worker { get; }
        public ListLog Log { get; } = new();
        public WakeSignal Control { get; } = new();
        public List<(uint Id, byte[] Data)> Heard { get; } = [];

        public void OnFrame(uint id, byte[] data, int length, long timeMs) => Heard.Add((id, data.ToArray()));

        public void Run(long ms) => RunUntil(() => false, ms);

        public void RunUntil(Func<bool> done, long ms)
        {
            for (long end = _clock.NowMs + ms; _clock.NowMs < end && !done(); _clock.NowMs++)
            {
                ModuleWire.Settle();
                BmsWire.Settle();
                if (!Worker.Wake.ConsumePending() && _clock.NowMs < _dueMs) continue;
                _dueMs = Worker.Drive(_clock.NowMs);
            }
        }

        private static CanPort Port(string name, TimedLock send) => new(name, new FrameRing(name), send);
    }
}
