using Charger.Can;
using Charger.Runtime;

namespace Simulator.Tests.Can;

/// <summary>When INT falls, and which frames are found without it.</summary>
public class Mcp2515InterruptTests
{
    private static readonly byte[] s_data = [1, 2, 3, 4, 5, 6, 7, 8];

    /// <summary>The overflow's error flags must not hold INT low: the next frame gives an edge before any poll.</summary>
    [Fact]
    public void Receive_AfterAnOverflowNobodyPolled_StillGivesAnEdge()
    {
        var bench = new Bench2515();
        bench.Controller.Start();
        var frame = new Frame();
        for (byte i = 0; i < 3; i++) bench.Arrive(ModuleProtocol.TerminalPowerId, i, 0, 0, 0, 0, 0, 0, 0);
        while (bench.Controller.TryReceive(frame)) { }
        int edges = 0;
        bench.Model.InterruptFell = () => edges++;
        bench.Arrive(ModuleProtocol.TerminalPowerId, s_data);
        Assert.Equal(0, edges);
        bench.Arrive(ModuleProtocol.TerminalPowerId, s_data);
        Assert.Equal(1, edges);
    }

    [Fact]
    public void Receive_InterruptStuckHigh_FetchesAllTheSameAndIsFound()
    {
        var bench = new Bench2515();
        bench.Controller.Start();
        var frame = new Frame();
        bench.Model.InterruptStuckHigh = true;
        for (int i = 0; i < 20; i++)
        {
            bench.Arrive(ModuleProtocol.TerminalPowerId, s_data);
            bench.Arrive(ModuleProtocol.TerminalPowerId, s_data);
            Assert.True(bench.Controller.TryReceive(frame) && bench.Controller.TryReceive(frame));
        }
        Assert.True(bench.Controller.InterruptStuck);
        bench.Model.InterruptStuckHigh = false;
        for (int i = 0; i < 20; i++)
        {
            bench.Arrive(ModuleProtocol.TerminalPowerId, s_data);
            bench.Arrive(ModuleProtocol.TerminalPowerId, s_data);
            Assert.True(bench.Controller.TryReceive(frame) && bench.Controller.TryReceive(frame));
        }
        Assert.False(bench.Controller.InterruptStuck);
    }

    /// <summary>A single waiting frame gives no edge and needs no second poll; the edge comes when there is no room for another frame.</summary>
    [Fact]
    public void Receive_OneFrameAlone_GivesNoEdgeAndTheSecondOneDoes()
    {
        var bench = new Bench2515(WantedFrames.Of(CanBus.Module));
        bench.Controller.Start();
        var frame = new Frame();
        int edges = 0;
        bench.Model.InterruptFell = () => edges++;
        bench.Arrive(ModuleProtocol.QueryAnswerId, s_data);
        Assert.Equal(0, edges);
        bench.Model.Transactions = 0;
        Assert.True(bench.Controller.TryReceive(frame));
        Assert.False(bench.Controller.TryReceive(frame));
        Assert.Equal(2, bench.Model.Transactions);
        Assert.False(bench.Controller.TryReceive(frame));
        Assert.Equal(3, bench.Model.Transactions);
        bench.Arrive(ModuleProtocol.QueryAnswerId, s_data);
        bench.Arrive(ModuleProtocol.TerminalPowerId, s_data);
        Assert.Equal(1, edges);
        Assert.True(bench.Controller.TryReceive(frame) && bench.Controller.TryReceive(frame));
        Assert.Equal(0, bench.Model.FramesLost);
    }
}
