using Charger.Can;
using Charger.Runtime;

namespace Simulator.Tests.Can;

/// <summary>One bus over a controller that does what the test says: each step's calls and the time of the next one.</summary>
public sealed class BusSupervisorTests
{
    private static readonly byte[] s_stop = [1, 0x32, 0, 1, 0, 0, 0, 0];
    private static readonly byte[] s_start = [1, 0x32, 0, 0, 0, 0, 0, 0];

    [Fact]
    public void Start_Works_IsToldAndTheFirstLookFollowsAtOnce()
    {
        var rig = new BusSupervisorRig();
        Assert.Equal(1000, rig.Step(1000));
        Assert.Equal(CanBusState.Active, rig.Port.State);
        Assert.True(rig.Control.ConsumePending());
        Assert.Equal((1, 0, ""), (rig.Bus.Starts, rig.Bus.FailedStarts, rig.Bus.StartFailure));
        Assert.Equal(["Info CAN1 up"], rig.Log.Lines);
        Assert.Equal(1100, rig.Step(1000));
        Assert.Equal(["start", "receive"], rig.Taken());
        Assert.Equal(1100, rig.Step(1099));
        Assert.Empty(rig.Taken());
        Assert.Equal(1200, rig.Step(1100));
        Assert.Equal(["poll"], rig.Taken());
        Assert.False(rig.Control.ConsumePending());
    }

    [Fact]
    public void Start_Fails_IsTriedAgainAfterTheBackOffAndQuietMeanwhile()
    {
        var rig = new BusSupervisorRig();
        rig.Chip.Starts = false;
        rig.Chip.Failure = "no answer";
        Assert.Equal(1000, rig.Step(0));
        Assert.Equal((0, 1, "no answer", 0), (rig.Bus.Starts, rig.Bus.FailedStarts, rig.Bus.StartFailure, rig.Bus.BusOffs));
        Assert.Equal(["start", "stop"], rig.Taken());
        Assert.Equal(1000, rig.Step(999));
        Assert.Empty(rig.Taken());
        Assert.Equal(3000, rig.Step(1000));
        Assert.Equal(["start", "stop"], rig.Taken());
        Assert.Equal(["Warning CAN1 no answer; next attempt in 1000 ms", "Warning CAN1 no answer; next attempt in 2000 ms"], rig.Log.Lines);
        rig.Chip.Throws = new InvalidOperationException("no clock");
        Assert.Equal(7000, rig.Step(3000));
        Assert.Equal("SPI failed: no clock", rig.Bus.StartFailure);
        Assert.Contains("Warning CAN1 SPI failed: no clock; next attempt in 4000 ms", rig.Log.Lines);
    }

    [Fact]
    public void OutOfMemory_IsNoFailureOfTheBus()
    {
        var rig = new BusSupervisorRig();
        rig.Chip.Throws = new OutOfMemoryException();
        Assert.Throws<OutOfMemoryException>(() => rig.Step(0));
        Assert.Equal(0, rig.Bus.FailedStarts);
        rig.Chip.Throws = null;
        rig.Up();
        rig.Chip.Throws = new OutOfMemoryException();
        rig.Port.TryStop(ModuleProtocol.ControlId, s_stop, 3);
        Assert.Throws<OutOfMemoryException>(() => rig.Step(50));
        Assert.Equal(CanBusState.Active, rig.Port.State);
        rig.Chip.Throws = null;
        rig.Step(50);
        Assert.Equal(3, rig.Chip.Sent.Count);
    }

    [Fact]
    public void Stop_Due_GoesBeforeTheLookForFramesAndTheUrgentOneThatWaited()
    {
        var rig = new BusSupervisorRig().Up();
        Assert.True(rig.Port.TrySend(ModuleProtocol.ControlId, s_start, true));
        Assert.True(rig.Port.TrySend(ModuleProtocol.QueryId, s_start, false));
        Assert.True(rig.Port.TryStop(ModuleProtocol.ControlId, s_stop, 3));
        rig.Interrupts.Set();
        rig.Step(100);
        Assert.Equal(["send stop urgent", "send stop urgent", "send stop urgent", "poll", "receive", "send start"], rig.Taken());
        Assert.Equal((0, 0, 4, 1), (rig.Port.StopsDue, rig.Port.Waiting, rig.Bus.Sent, rig.Port.Superseded));
        Assert.Equal(ModuleProtocol.QueryId, rig.Chip.Sent[^1].Id);
    }

    [Fact]
    public void Stop_OneDue_GoesBeforeThePoll()
    {
        var rig = new BusSupervisorRig().Up();
        rig.Port.TryStop(ModuleProtocol.ControlId, s_stop, 1);
        rig.Step(100);
        Assert.Equal(["send stop urgent", "poll"], rig.Taken());
    }

    [Theory]
    [InlineData(CanBusState.BusOff)]
    [InlineData(CanBusState.Down)]
    public void Send_BusGone_IsRefusedAndCounted(CanBusState gone)
    {
        var rig = new BusSupervisorRig().Up();
        rig.Chip.State = gone;
        rig.Step(100);
        Assert.False(rig.Port.TryStop(ModuleProtocol.ControlId, s_stop, 3));
        Assert.Equal((1, 1, 0), (rig.Port.RefusedDown, rig.Port.Refused, rig.Port.StopsDue));
        Assert.False(rig.Port.TrySend(ModuleProtocol.ControlId, s_start, true));
        Assert.False(rig.Port.TrySend(ModuleProtocol.QueryId, s_start, false));
        Assert.Equal((3, 0), (rig.Port.RefusedDown, rig.Port.Waiting));
    }

    [Fact]
    public void Stop_OfferedAgainWithFewer_StaysAtTheMostAndWakesTheSender()
    {
        var rig = new BusSupervisorRig().Up();
        var sender = new WakeSignal();
        rig.Port.Connect(sender, rig.Control);
        Assert.True(rig.Port.TryStop(ModuleProtocol.ControlId, s_stop, 3));
        Assert.True(sender.ConsumePending());
        Assert.True(rig.Port.TryStop(ModuleProtocol.ControlId, s_stop, 1));
        Assert.Equal((3, 3), (rig.Port.StopsDue, rig.Port.Waiting));
        rig.Port.TrySend(ModuleProtocol.QueryId, s_start, false);
        Assert.True(sender.ConsumePending());
        Assert.Equal(4, rig.Port.Waiting);
        rig.Step(10);
        Assert.Equal(4, rig.Bus.Sent);
    }

    [Fact]
    public void Port_OneFrame_IsThereAndAnUnchangedStateWakesNobody()
    {
        var rig = new BusSupervisorRig().Up();
        Assert.False(rig.Port.HasFrames);
        rig.Arrive(1);
        rig.Interrupts.Set();
        rig.Step(10);
        Assert.True(rig.Port.HasFrames);
        rig.Control.ConsumePending();
        rig.Step(100);
        Assert.False(rig.Control.ConsumePending());
        rig.Chip.State = CanBusState.Passive;
        rig.Step(200);
        Assert.True(rig.Control.ConsumePending());
        Assert.Equal(CanBusState.Passive, rig.Port.State);
    }

    [Fact]
    public void Stop_NoTransmitBufferFree_StaysDueAndIsTriedAgainInTwoMilliseconds()
    {
        var rig = new BusSupervisorRig().Up();
        rig.Chip.Room = 1;
        rig.Port.TryStop(ModuleProtocol.ControlId, s_stop, 3);
        Assert.Equal(12, rig.Step(10));
        Assert.Equal(2, rig.Port.StopsDue);
        rig.Chip.Room = 9;
        Assert.Equal(100, rig.Step(12));
        Assert.Equal((0, 3), (rig.Port.StopsDue, rig.Bus.Sent));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Frame_NoTransmitBufferFree_IsKeptAndSentOnceWithItsUrgency(bool urgent)
    {
        var rig = new BusSupervisorRig().Up();
        rig.Chip.Room = 0;
        Assert.True(rig.Port.TrySend(ModuleProtocol.ControlId, s_start, urgent));
        Assert.Equal(12, rig.Step(10));
        Assert.Equal(14, rig.Step(12));
        Assert.Empty(rig.Chip.Sent);
        Assert.Equal(0, rig.Port.Waiting);
        rig.Taken();
        rig.Chip.Room = 9;
        Assert.Equal(100, rig.Step(14));
        Assert.Equal([urgent ? "send start urgent" : "send start"], rig.Taken());
        Assert.Equal(100, rig.Step(16));
        Assert.Equal((1, 1), (rig.Chip.Sent.Count, rig.Bus.Sent));
        Assert.Equal(s_start, rig.Chip.Sent[0].Data);
    }

    [Fact]
    public void Urgent_KeptForATransmitBuffer_IsDroppedByAStopAndByAHold()
    {
        foreach (bool hold in new[] { false, true })
        {
            var rig = new BusSupervisorRig().Up();
            rig.Chip.Room = 0;
            rig.Port.TrySend(ModuleProtocol.ControlId, s_start, true);
            rig.Step(10);
            if (hold) rig.Port.Hold();
            else rig.Port.TryStop(ModuleProtocol.ControlId, s_stop, 1);
            rig.Chip.Room = 9;
            Assert.Equal(100, rig.Step(12));
            Assert.Equal(100, rig.Step(14));
            Assert.DoesNotContain(rig.Chip.Sent, s => s.Data.SequenceEqual(s_start));
            Assert.Equal(hold ? 0 : 1, rig.Chip.Sent.Count);
        }
    }

    [Theory]
    [InlineData(CanBusState.BusOff, 1, "bus off, transmit errors 248")]
    [InlineData(CanBusState.Down, 0, "the controller has lost its settings")]
    public void Bus_Gone_IsToldCountedAndWhatWaitedIsNotSentLater(CanBusState gone, int busOffs, string told)
    {
        var rig = new BusSupervisorRig().Up();
        rig.Chip.Room = 0;
        rig.Port.TrySend(ModuleProtocol.ControlId, s_start, true);
        rig.Port.TrySend(ModuleProtocol.QueryId, s_start, false);
        rig.Step(10);
        rig.Chip.Room = 1;
        rig.Step(12);
        rig.Chip.Sent.Clear();
        rig.Port.TrySend(ModuleProtocol.ControlId, s_start, true);
        rig.Chip.Room = 0;
        rig.Step(14);
        rig.Control.ConsumePending();
        rig.Taken();
        rig.Chip.State = gone;
        Assert.Equal(1020, rig.Step(20));
        Assert.Contains("stop", rig.Taken());
        Assert.Equal(gone, rig.Port.State);
        Assert.True(rig.Control.ConsumePending());
        Assert.Equal(busOffs, rig.Bus.BusOffs);
        Assert.Equal($"Warning CAN1 {told}; next attempt in 1000 ms", rig.Log.Lines[^1]);
        rig.Chip.State = CanBusState.Active;
        rig.Chip.Room = 99;
        Assert.Equal(1020, rig.Step(1020));
        rig.Step(1020);
        rig.Step(1030);
        Assert.Empty(rig.Chip.Sent);
        Assert.Equal(2000, rig.Bus.BackOffMs);
    }

    [Fact]
    public void Bus_GoneWhileSpiThrows_StopThatFailsIsOnlyNoted()
    {
        var rig = new BusSupervisorRig().Up();
        rig.Chip.Throws = new InvalidOperationException("no clock");
        Assert.Equal(1100, rig.Step(100));
        Assert.Equal(["Info CAN1 up", "Debug CAN1 stop failed: no clock", "Warning CAN1 SPI failed: no clock; next attempt in 1000 ms"], rig.Log.Lines);
        Assert.Equal(CanBusState.Down, rig.Port.State);
    }

    [Fact]
    public void BackOff_AfterTenHealthyPollsInARow_IsTheFirstAgain()
    {
        var rig = new BusSupervisorRig();
        rig.Chip.Starts = false;
        rig.Step(0);
        rig.Chip.Starts = true;
        rig.Up(1000);
        for (int i = 1; i < BusSupervisor.HealthyPolls; i++) rig.Step(1000 + 100 * i);
        Assert.Equal(2000, rig.Bus.BackOffMs);
        rig.Chip.State = CanBusState.Passive;
        rig.Step(2000);
        rig.Chip.State = CanBusState.Warning;
        for (int i = 1; i < BusSupervisor.HealthyPolls; i++) rig.Step(2000 + 100 * i);
        Assert.Equal(2000, rig.Bus.BackOffMs);
        rig.Step(3000);
        Assert.Equal(1000, rig.Bus.BackOffMs);
        // What was healthy before a failure does not count after it.
        rig.Chip.Throws = new InvalidOperationException("no clock");
        rig.Step(3100);
        rig.Chip.Throws = null;
        rig.Up(4100);
        for (int i = 1; i < BusSupervisor.HealthyPolls; i++) rig.Step(4100 + 100 * i);
        Assert.Equal(2000, rig.Bus.BackOffMs);
        rig.Step(5100);
        Assert.Equal(1000, rig.Bus.BackOffMs);
    }

    [Fact]
    public void Urgent_SentAndNothingElse_CostsNoTransferUntilTheNextLook()
    {
        var rig = new BusSupervisorRig(tellsEach: false).Up();
        Assert.True(rig.Port.TrySend(ModuleProtocol.ControlId, s_start, true));
        Assert.Equal(10 + BusSupervisor.WatchedLookMs, rig.Step(10));
        Assert.Contains("send start urgent", rig.Taken());
        rig.Step(15);
        Assert.Empty(rig.Taken());
    }

    [Fact]
    public void Frames_AfterAnInterrupt_LieInTheRingWithTheirTimeAndWakeTheControlOnce()
    {
        var rig = new BusSupervisorRig().Up();
        rig.Arrive(2);
        rig.Interrupts.Set();
        Assert.Equal(100, rig.Step(10));
        Assert.Equal((2, 2, true), (rig.Bus.Received, rig.Port.Ring.Count, rig.Control.ConsumePending()));
        var frame = new Frame();
        Assert.True(rig.Port.TryReceive(frame));
        Assert.Equal((10, (byte)0), (frame.TimeMs, frame.Data[0]));
        Assert.True(rig.Port.HasFrames);
        rig.Taken();
        rig.Step(20);
        Assert.Empty(rig.Taken());
        Assert.False(rig.Control.ConsumePending());
    }

    [Fact]
    public void Frames_MoreThanTheRingHolds_FollowInAMillisecond()
    {
        var rig = new BusSupervisorRig().Up();
        rig.Arrive(FrameRing.DefaultCapacity + 6);
        rig.Interrupts.Set();
        Assert.Equal(11, rig.Step(10));
        Assert.Equal(FrameRing.DefaultCapacity, rig.Bus.Received);
        Assert.Contains("Warning CAN1 receive ring above 80 %: CHARGER_COMM does not keep up", rig.Log.Lines);
        Assert.Equal(2, rig.Log.Lines.Count);
        while (rig.Port.TryReceive(new Frame()))
        {
        }
        Assert.Equal(100, rig.Step(11));
        Assert.Equal((FrameRing.DefaultCapacity + 6, 0), (rig.Bus.Received, rig.Port.Ring.Dropped));
    }

    [Fact]
    public void Ring_Full_FramesStayInTheControllerFor50MsThenTheOldestGo()
    {
        var rig = new BusSupervisorRig().Up();
        const int Full = FrameRing.DefaultCapacity;
        rig.Arrive(Full);
        rig.Interrupts.Set();
        rig.Step(10);
        rig.Arrive(1);
        Assert.Equal(12, rig.Step(11));
        Assert.Equal(60, rig.Step(59));
        Assert.Equal((Full, 0), (rig.Bus.Received, rig.Port.Ring.Dropped));
        Assert.Equal(100, rig.Step(60));
        Assert.Equal((Full + 1, 1), (rig.Bus.Received, rig.Port.Ring.Dropped));
        // There is room, then the buffers are full again: the time counts anew.
        rig.Port.TryReceive(new Frame());
        rig.Arrive(2);
        rig.Interrupts.Set();
        Assert.Equal(71, rig.Step(70));
        Assert.Equal((Full + 2, 1), (rig.Bus.Received, rig.Port.Ring.Dropped));
    }

    [Fact]
    public void Frame_NoInterruptToldOf_IsFoundByAPollAndMakesLooksFrequentForASecond()
    {
        var rig = new BusSupervisorRig().Up();
        rig.Arrive(1);
        rig.Chip.Finds = true;
        Assert.Equal(120, rig.Step(100));
        Assert.Equal(1, rig.Bus.Received);
        rig.Chip.Finds = false;
        rig.Taken();
        Assert.Equal(140, rig.Step(120));
        Assert.Equal(["receive"], rig.Taken());
        Assert.Equal(1099, rig.Step(1079));
        Assert.Equal(1119, rig.Step(1099));
        rig.Taken();
        Assert.Equal(1179, rig.Step(1100));
        Assert.Empty(rig.Taken());
    }

    [Fact]
    public void Health_Changes_AreToldOnce()
    {
        var rig = new BusSupervisorRig().Up();
        rig.Chip.InterruptStuck = true;
        rig.Step(100);
        rig.Step(200);
        rig.Chip.InterruptStuck = false;
        rig.Chip.Overruns = 3;
        rig.Step(300);
        rig.Step(400);
        Assert.Equal(["Info CAN1 up", "Warning CAN1 INT stays high while frames wait: they are fetched by polling and some are lost; check the wire of INT", "Info CAN1 INT works again", "Debug CAN1 controller overflows 3"], rig.Log.Lines);
    }
}
