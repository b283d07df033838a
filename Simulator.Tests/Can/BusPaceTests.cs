using Charger.Can;
using Charger.Runtime;

namespace Simulator.Tests.Can;

/// <summary>A controller that tells of frames only when it is full, at work and at rest: when it is looked at, and how many frames go out at once.</summary>
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
        Assert.Equal((1, true), (rig.Bus.Received, rig.Control.TakePending()));
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
        Assert.Equal((1, false), (rig.Bus.Received, rig.Control.TakePending()));
        rig.Chip.Finds = true;
        rig.Arrive(1);
        Assert.Equal(600, rig.Step(350));
        Assert.Equal((2, false), (rig.Bus.Received, rig.Control.TakePending()));
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
        Assert.True(rig.Control.TakePending());
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
        // Found by a look: the second begins anew. An edge does not.
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
        var rig = new BusSupervisorRig().Up();
        rig.Arrive(63);
        rig.Interrupts.Set();
        Assert.Equal(100, rig.Step(10));
        while (rig.Port.TryReceive(new Frame()))
        {
        }
        rig.Arrive(64);
        rig.Interrupts.Set();
        Assert.Equal(13, rig.Step(12));
        Assert.Equal(127, rig.Bus.Received);
    }

    private static BusSupervisorRig Rig(bool watched)
    {
        var rig = new BusSupervisorRig(tellsEach: false);
        rig.Port.Watched = watched;
        return rig.Up();
    }
}
