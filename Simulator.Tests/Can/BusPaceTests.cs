using Charger.Can;
using Charger.Runtime;

namespace Simulator.Tests.Can;

/// <summary>A controller that interrupts only when it is full, while working and while resting: when it is polled, and how many frames are sent at once.</summary>
public sealed class BusPaceTests
{
    private static readonly byte[] s_stop = [1, 0x32, 0, 1, 0, 0, 0, 0];
    private static readonly byte[] s_query = [1, 0x84, 0, 0, 0, 0, 0, 0];

    [Fact]
    public void Watched_IsLookedAtEveryTenMillisecondsAndAFrameWakesTheControl()
    {
        BusSupervisorRig rig = Rig(watched: true);
        Assert.Equal(20, rig.Step(10));
        Assert.Equal(["receive"], rig.Taken());
        rig.Arrive(1);
        Assert.Equal(30, rig.Step(20));
        Assert.Equal((1, true), (rig.Bus.Received, rig.Control.ConsumePending()));
        rig.Taken();
        Assert.Equal(30, rig.Step(29));
        Assert.Empty(rig.Taken());
        Assert.Equal(110, rig.Step(100));
        Assert.Equal(["poll"], rig.Taken());
        Assert.Equal(120, rig.Step(110));
        Assert.Equal(["receive"], rig.Taken());
        rig.Port.TrySend(ModuleProtocol.QueryId, s_query, false);
        rig.Port.TrySend(ModuleProtocol.QueryId, s_query, false);
        Assert.Equal(121, rig.Step(111));
        Assert.Equal(["receive", "send start", "send start"], rig.Taken());
    }

    [Fact]
    public void Resting_IsPolledEvery250MillisecondsAndAFrameWakesNobody()
    {
        BusSupervisorRig rig = Rig(watched: false);
        Assert.Equal(100, rig.Step(99));
        Assert.Empty(rig.Taken());
        Assert.Equal(350, rig.Step(100));
        Assert.Equal(["poll"], rig.Taken());
        rig.Arrive(1);
        rig.Interrupts.Set();
        Assert.Equal(350, rig.Step(200));
        Assert.Equal((1, false), (rig.Bus.Received, rig.Control.ConsumePending()));
        rig.Chip.Finds = true;
        rig.Arrive(1);
        Assert.Equal(600, rig.Step(350));
        Assert.Equal((2, false), (rig.Bus.Received, rig.Control.ConsumePending()));
    }

    [Fact]
    public void Resting_FramesGoOneByOneEachAfterTheAnswerToTheOneBefore()
    {
        BusSupervisorRig rig = Rig(watched: false);
        for (int i = 0; i < 2; i++) rig.Port.TrySend(ModuleProtocol.QueryId, s_query, false);
        Assert.Equal(30, rig.Step(10));
        Assert.Equal(["receive", "send start"], rig.Taken());
        Assert.Equal(50, rig.Step(30));
        Assert.Equal(["receive", "send start"], rig.Taken());
        Assert.Equal(100, rig.Step(50));
        Assert.Equal(["receive"], rig.Taken());
        Assert.Equal(100, rig.Step(70));
        Assert.Empty(rig.Taken());
    }

    [Fact]
    public void Resting_StopsAllGoAtOnceAndAreTriedAgainInTwoMilliseconds()
    {
        BusSupervisorRig rig = Rig(watched: false);
        rig.Chip.Room = 1;
        rig.Port.TryStop(ModuleProtocol.ControlId, s_stop, 3);
        rig.Port.TrySend(ModuleProtocol.QueryId, s_query, false);
        Assert.Equal(12, rig.Step(10));
        rig.Chip.Room = 9;
        rig.Taken();
        Assert.Equal(32, rig.Step(12));
        Assert.Equal(["send stop urgent", "send stop urgent", "receive"], rig.Taken());
        Assert.Equal(52, rig.Step(32));
        Assert.Equal(["receive", "send start"], rig.Taken());
    }

    [Fact]
    public void TellsEach_Resting_IsPolledEvery250Milliseconds()
    {
        var rig = new BusSupervisorRig();
        rig.Up();
        rig.Port.Watched = false;
        Assert.Equal(350, rig.Step(100));
        rig.Arrive(1);
        rig.Interrupts.Set();
        rig.Step(110);
        Assert.True(rig.Control.ConsumePending());
        for (int i = 0; i < 2; i++) rig.Port.TrySend(ModuleProtocol.QueryId, s_query, false);
        Assert.Equal(350, rig.Step(120));
        Assert.Equal(2, rig.Bus.Sent);
    }

    [Fact]
    public void Interrupts_MissingThenBack_LooksEndWithTheSecond()
    {
        var rig = new BusSupervisorRig().Up();
        rig.Arrive(1);
        rig.Chip.Finds = true;
        Assert.Equal(120, rig.Step(100));
        rig.Chip.Finds = false;
        rig.Arrive(1);
        Assert.Equal(140, rig.Step(120));
        // A frame found by a poll: the second begins anew. An edge of INT does not do that.
        rig.Arrive(1);
        rig.Interrupts.Set();
        rig.Step(1000);
        Assert.Equal(1119 + 20, rig.Step(1119));
        Assert.Equal(1219, rig.Step(1120));
    }

    [Fact]
    public void Queues_HoldFourUrgentAndEightOthersAndCountWhatTheyRefuse()
    {
        var rig = new BusSupervisorRig().Up();
        Assert.Equal((true, 0, 0, 0), (rig.Port.Watched, rig.Port.Waiting, rig.Port.Refused, rig.Port.Superseded));
        for (int i = 0; i < 4; i++) Assert.True(rig.Port.TrySend(ModuleProtocol.ControlId, s_query, true));
        Assert.False(rig.Port.TrySend(ModuleProtocol.ControlId, s_query, true));
        for (int i = 0; i < 8; i++) Assert.True(rig.Port.TrySend(ModuleProtocol.QueryId, s_query, false));
        Assert.False(rig.Port.TrySend(ModuleProtocol.QueryId, s_query, false));
        rig.Port.TryStop(ModuleProtocol.ControlId, s_stop, 3);
        Assert.Equal((15, 2, 0, 0), (rig.Port.Waiting, rig.Port.Refused, rig.Port.RefusedDown, rig.Port.Superseded));
        rig.Port.Hold();
        Assert.False(rig.Port.TrySend(ModuleProtocol.ControlId, s_query, true));
        Assert.Equal((3, 1), (rig.Port.Refused, rig.Port.RefusedDown));
        rig.Port.Release();
        rig.Step(10);
        Assert.Equal((0, 4, 11), (rig.Port.Waiting, rig.Port.Superseded, rig.Bus.Sent));
        Assert.True(rig.Port.TrySend(ModuleProtocol.ControlId, s_query, true));
        rig.Step(12);
        Assert.Equal(12, rig.Bus.Sent);
    }

    [Fact]
    public void Drain_AsManyAsOneStepTakes_GoesOnInAMillisecond()
    {
        var rig = new BusSupervisorRig(ring: 200).Up();
        rig.Arrive(63);
        rig.Interrupts.Set();
        Assert.Equal(100, rig.Step(10));
        Assert.Equal(63, rig.Bus.Received);
        rig.Arrive(65);
        rig.Interrupts.Set();
        Assert.Equal(13, rig.Step(12));
        Assert.Equal(127, rig.Bus.Received);
        Assert.Equal(100, rig.Step(13));
        Assert.Equal(128, rig.Bus.Received);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Urgent_NotTaken_LetsNothingPassItBy(bool stop)
    {
        var rig = new BusSupervisorRig().Up();
        rig.Chip.NoUrgentRoom = true;
        if (stop) rig.Port.TryStop(ModuleProtocol.ControlId, s_stop, 1);
        else rig.Port.TrySend(ModuleProtocol.ControlId, s_query, true);
        rig.Port.TrySend(ModuleProtocol.QueryId, s_query, false);
        rig.Step(10);
        Assert.Empty(rig.Chip.Sent);
        rig.Chip.NoUrgentRoom = false;
        rig.Step(12);
        Assert.Equal([ModuleProtocol.ControlId, ModuleProtocol.QueryId], rig.Chip.Sent.Select(s => s.Id));
    }

    [Fact]
    public void Urgent_PutBeforeAStopAndALossOfTheBus_IsNeverSent()
    {
        var rig = new BusSupervisorRig().Up();
        rig.Port.TrySend(ModuleProtocol.ControlId, s_query, true);
        rig.Port.TryStop(ModuleProtocol.ControlId, s_stop, 1);
        rig.Chip.Room = 0;
        rig.Chip.State = CanBusState.BusOff;
        rig.Step(10);
        rig.Chip.State = CanBusState.Active;
        rig.Chip.Room = 9;
        rig.Up(1010);
        rig.Step(1012);
        Assert.DoesNotContain(rig.Chip.Sent, s => s.Data.SequenceEqual(s_query));
    }

    [Fact]
    public void Ring_FullFromTheClocksZero_IsHeldBack50Ms()
    {
        var rig = new BusSupervisorRig();
        rig.Arrive(FrameRing.DefaultCapacity + 1);
        rig.Step(0);
        Assert.Equal(1, rig.Step(0));
        rig.Step(1);
        rig.Step(49);
        Assert.Equal(FrameRing.DefaultCapacity, rig.Bus.Received);
        rig.Step(50);
        Assert.Equal(FrameRing.DefaultCapacity + 1, rig.Bus.Received);
    }

    [Fact]
    public void Interrupts_MissingUntilThisVeryPoll_AreNotLookedForAfterIt()
    {
        var rig = new BusSupervisorRig().Up();
        rig.Chip.Finds = true;
        Assert.Equal(120, rig.Step(100));
        rig.Chip.Finds = false;
        Assert.Equal(1200, rig.Step(1100));
    }

    [Fact]
    public void BackOff_AfterASecondFailure_NeedsTenHealthyPollsAnew()
    {
        var rig = new BusSupervisorRig().Up();
        for (int i = 1; i <= BusSupervisor.HealthyPolls; i++) rig.Step(100 * i);
        rig.Chip.State = CanBusState.BusOff;
        Assert.Equal(2100, rig.Step(1100));
        rig.Chip.State = CanBusState.Active;
        rig.Up(2100);
        for (int i = 1; i < BusSupervisor.HealthyPolls; i++) rig.Step(2100 + 100 * i);
        Assert.Equal(2000, rig.Bus.BackOffMs);
        rig.Step(3100);
        Assert.Equal(1000, rig.Bus.BackOffMs);
    }

    private static BusSupervisorRig Rig(bool watched)
    {
        var rig = new BusSupervisorRig(tellsEach: false);
        rig.Port.Watched = watched;
        return rig.Up();
    }
}
