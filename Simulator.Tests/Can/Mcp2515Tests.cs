using Charger.Can;
using Charger.Runtime;
using Simulator.Can;
using static Charger.Can.Mcp2515Registers;

namespace Simulator.Tests.Can;

public class Mcp2515Tests
{
    private const uint Answer = ModuleProtocol.ControlAnswerId;
    private static readonly byte[] s_data = [1, 2, 3, 4, 5, 6, 7, 8];
    private static readonly byte[] s_start = [1, 0x32, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] s_stop = [1, 0x32, 0, 1, 0, 0, 0, 0];

    [Theory]
    [InlineData(8_000_000, 0x40, 0x9E, 0x03)]
    [InlineData(16_000_000, 0x41, 0x9E, 0x03)]
    public void Start_OfAWiredChip_LeavesItConfiguredInNormalMode(int crystalHz, byte cnf1, byte cnf2, byte cnf3)
    {
        var bench = new Bench2515(crystalHz: crystalHz);

        Assert.True(bench.Controller.Start(), bench.Controller.Failure);

        Assert.Equal((cnf1, cnf2, cnf3), (bench.Model[Cnf1], bench.Model[Cnf2], bench.Model[Cnf3]));
        Assert.Equal(ModeNormal, bench.Model[Canstat] & ModeMask);
        Assert.Equal(0, bench.Model[Canctrl] & OneShot);
        Assert.Equal(Rx1Interrupt, bench.Model[Caninte]);
        Assert.Equal(0, bench.Model[Canintf]);
        Assert.Equal(0, bench.Model.Violations);
        Assert.Equal(0, bench.Wire.Frames);
    }

    [Fact]
    public void Start_OfADeadChip_FailsWithTheReasonAndLaterSucceeds()
    {
        var bench = new Bench2515();
        bench.Model.Dead = true;

        Assert.False(bench.Controller.Start());
        Assert.Contains("no MCP2515 answers", bench.Controller.Failure);
        Assert.Equal(CanBusState.Down, bench.Controller.State);

        bench.Model.Dead = false;
        Assert.True(bench.Controller.Start());
        Assert.Empty(bench.Controller.Failure);
    }

    /// <summary>STOP is sent by buffer 2, all other frames by the other buffers.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Start_OneTransmitBufferSendsNothing_FailsAndNamesIt(int buffer)
    {
        var bench = new Bench2515();
        bench.Model.StuckBuffer = buffer;
        Assert.False(bench.Controller.Start());
        Assert.EndsWith("did not come back from transmit buffer " + buffer, bench.Controller.Failure);
    }

    [Fact]
    public void Start_LoopbackFrameNeverBack_FailsAfterABoundedWait()
    {
        var bench = new Bench2515();
        bench.Model.LoopbackBroken = true;
        Assert.False(bench.Controller.Start());
        Assert.Contains("loopback self-test", bench.Controller.Failure);
        Assert.InRange(bench.Model.Transactions, 100, 500);
    }

    [Fact]
    public void Start_BitRateTheCrystalCannotGive_IsRefusedBeforeTheChipIsTouched()
    {
        var wire = new CanWire("CAN1");
        var chip = new Mcp2515Model(wire);
        var controller = new Mcp2515Controller(chip, chip, 8_000_000, 300_000, []);
        Assert.False(controller.Start());
        Assert.StartsWith("bit timing refused: 300000 bit/s from 8000000 Hz", controller.Failure);
        Assert.Equal(0, chip.Transactions);
    }

    [Fact]
    public void Receive_EveryWantedId_ComesOutWhole_AndNoOther()
    {
        foreach (CanBus bus in new[] { CanBus.Module, CanBus.Bms })
        {
            var bench = new Bench2515(WantedFrames.Of(bus));
            bench.Controller.Start();
            var frame = new Frame();
            foreach (uint id in WantedFrames.Of(bus))
            {
                bench.Arrive(id ^ 1, s_data);
                bench.Arrive(id, s_data);
                Assert.True(bench.Controller.TryReceive(frame), $"{id:X8}");
                Assert.Equal(id, frame.Id);
                Assert.Equal(8, frame.Length);
                Assert.Equal(s_data, frame.Data);
                Assert.False(bench.Controller.TryReceive(frame));
            }
            Assert.Equal(WantedFrames.Of(bus).Length, bench.Model.FramesFiltered);
        }
    }

    [Fact]
    public void Receive_EveryTwoWantedIdsBeforeTheWake_BothArrive()
    {
        foreach (CanBus bus in new[] { CanBus.Module, CanBus.Bms })
        {
            foreach (uint first in WantedFrames.Of(bus))
            {
                foreach (uint second in WantedFrames.Of(bus))
                {
                    // The last one has buffer 1 alone; so have the answers to the vehicle's queries, which are asked for one at a time.
                    bool oneBuffer(uint id) => id == WantedFrames.Of(bus)[^1] || (bus == CanBus.Bms && id != BmsProtocol.RequestId);
                    if (oneBuffer(first) && oneBuffer(second)) continue;
                    var bench = new Bench2515(WantedFrames.Of(bus));
                    bench.Controller.Start();
                    bench.Arrive(first, s_data);
                    bench.Arrive(second, s_data);
                    var frame = new Frame();
                    Assert.True(bench.Controller.TryReceive(frame) && bench.Controller.TryReceive(frame), $"{first:X8} {second:X8}");
                    Assert.Equal(0, bench.Model.FramesLost);
                }
            }
        }
    }

    [Fact]
    public void Receive_WhatSlipsThroughTheSharedFilter_IsDroppedByTheDriver()
    {
        var bench = new Bench2515();
        bench.Controller.Start();
        bench.Arrive(ModuleProtocol.ControlAnswerId ^ 0x100, s_data);
        bench.Arrive(ModuleProtocol.ControlAnswerId, s_data);
        var frame = new Frame();
        Assert.True(bench.Controller.TryReceive(frame));
        Assert.Equal(ModuleProtocol.ControlAnswerId, frame.Id);
        Assert.False(bench.Controller.TryReceive(frame));
        Assert.Equal(1, bench.Controller.Unwanted);
    }

    [Fact]
    public void Receive_TwoFramesBeforeTheWake_CostThreeTransactionsInOrder()
    {
        var bench = new Bench2515();
        bench.Controller.Start();
        var frame = new Frame();
        bench.Arrive(ModuleProtocol.TerminalPowerId, 1, 0, 0, 0, 0, 0, 0, 0);
        bench.Arrive(ModuleProtocol.TerminalPowerId, 2, 0, 0, 0, 0, 0, 0, 0);
        bench.Model.Transactions = 0;

        Assert.True(bench.Controller.TryReceive(frame));
        Assert.Equal(1, frame.Data[0]);
        Assert.True(bench.Controller.TryReceive(frame));
        Assert.Equal(2, frame.Data[0]);
        Assert.False(bench.Controller.TryReceive(frame));
        Assert.Equal(4, bench.Model.Transactions);
    }

    /// <summary>Answers to both counter queries fill no buffer that a request needs.</summary>
    [Fact]
    public void Receive_BothCountersBeforeARequest_TheRequestIsThere()
    {
        var bench = new Bench2515(WantedFrames.Of(CanBus.Bms));
        bench.Controller.Start();
        var frame = new Frame();
        bench.Arrive(BmsProtocol.ChargeCounterId, s_data);
        bench.Arrive(BmsProtocol.DischargeCounterId, s_data);
        bench.Arrive(BmsProtocol.RequestId, 3, 0x48, 1, 0x36, 4, 0, 0, 0);
        Assert.True(bench.Controller.TryReceive(frame));
        Assert.Equal(BmsProtocol.RequestId, frame.Id);
        Assert.Equal(4, frame.Data[4]);
    }

    [Fact]
    public void Receive_ThirdFrameBeforeTheWake_IsLostAndCounted_AndTheInterruptComesBack()
    {
        var bench = new Bench2515();
        bench.Controller.Start();
        var frame = new Frame();
        for (byte i = 0; i < 3; i++) bench.Arrive(ModuleProtocol.TerminalPowerId, i, 0, 0, 0, 0, 0, 0, 0);
        while (bench.Controller.TryReceive(frame)) Assert.True(frame.Data[0] < 2);

        bench.Controller.Poll();
        Assert.Equal(1, bench.Model.FramesLost);
        Assert.Equal((0, 1), (bench.Controller.Overruns0, bench.Controller.Overruns1));
        Assert.Equal(0, bench.Model[Eflg]);
        int edges = 0;
        bench.Model.InterruptFell = () => edges++;
        bench.Arrive(ModuleProtocol.TerminalPowerId, s_data);
        Assert.Equal(0, edges);
        bench.Arrive(ModuleProtocol.TerminalPowerId, s_data);
        Assert.Equal(1, edges);
    }

    [Fact]
    public void Send_ThreeTransactionsAFrame_ArrivesAsGiven()
    {
        var bench = new Bench2515();
        bench.Controller.Start();
        bench.Model.Transactions = 0;

        Assert.True(bench.Controller.TrySend(ModuleProtocol.QueryId, s_data, false));
        Assert.Equal(3, bench.Model.Transactions);
        bench.Pass(Bench2515.FrameUs);

        var (id, data) = Assert.Single(bench.Heard);
        Assert.Equal(ModuleProtocol.QueryId, id);
        Assert.Equal(s_data, data);
    }

    [Fact]
    public void Send_TwoWaiting_RefusesAThirdAndKeepsTheirOrder()
    {
        var bench = new Bench2515();
        bench.Controller.Start();

        Assert.True(bench.Controller.TrySend(ModuleProtocol.QueryId, [1, 0, 0, 0, 0, 0, 0, 0], false));
        Assert.True(bench.Controller.TrySend(ModuleProtocol.QueryId, [2, 0, 0, 0, 0, 0, 0, 0], false));
        Assert.False(bench.Controller.TrySend(ModuleProtocol.QueryId, [3, 0, 0, 0, 0, 0, 0, 0], false));
        bench.Pass(5 * Bench2515.FrameUs);

        Assert.Equal([1, 2], bench.Heard.Select(h => (int)h.Data[0]));
        Assert.Equal(0, bench.Model.Violations);
    }

    [Fact]
    public void Send_UrgentBehindAStart_GoesOutAloneExceptForWhatIsOnTheWireAlready()
    {
        var bench = new Bench2515();
        bench.Controller.Start();
        bench.Peer.Send(ModuleProtocol.TerminalPowerId, s_data);
        bench.Controller.TrySend(ModuleProtocol.ControlId, s_start, false);
        bench.Controller.TrySend(ModuleProtocol.ControlId, s_start, false);

        Assert.True(bench.Controller.TrySend(ModuleProtocol.ControlId, s_stop, true));
        bench.Pass(10 * Bench2515.FrameUs);

        Assert.Equal(s_stop, Assert.Single(bench.Heard).Data);
        Assert.Equal(2, bench.Controller.Aborted);
    }

    [Fact]
    public void Send_UrgentBesideOtherFrames_GoesFirstAndNoneIsLost()
    {
        var bench = new Bench2515();
        bench.Controller.Start();
        bench.Peer.Send(ModuleProtocol.TerminalPowerId, s_data);
        bench.Controller.TrySend(ModuleProtocol.QueryId, s_data, false);
        bench.Controller.TrySend(ModuleProtocol.ControlId, [1, 0, 0, 0, 0, 1, 0x50, 0], false);

        Assert.True(bench.Controller.TrySend(ModuleProtocol.ControlId, s_stop, true));
        bench.Pass(10 * Bench2515.FrameUs);

        Assert.Equal([s_stop, s_data, [1, 0, 0, 0, 0, 1, 0x50, 0]], bench.Heard.Select(h => h.Data));
        Assert.Equal(0, bench.Controller.Aborted);
    }

    [Fact]
    public void Send_StopBehindAnUrgentStart_ReplacesItUnlessItIsOnTheWire()
    {
        foreach (bool onTheWire in new[] { false, true })
        {
            var bench = new Bench2515();
            bench.Controller.Start();
            if (!onTheWire) bench.Peer.Send(ModuleProtocol.TerminalPowerId, s_data);
            Assert.True(bench.Controller.TrySend(ModuleProtocol.ControlId, s_start, true));
            Assert.False(bench.Controller.TrySend(ModuleProtocol.ControlId, s_stop, true));
            bench.Pass(3 * Bench2515.FrameUs);
            Assert.True(bench.Controller.TrySend(ModuleProtocol.ControlId, s_stop, true));
            bench.Pass(3 * Bench2515.FrameUs);
            Assert.Equal(s_stop, bench.Heard[^1].Data);
            Assert.Equal(onTheWire ? 2 : 1, bench.Heard.Count);
            Assert.Equal(0, bench.Model.Violations);
        }
    }

    [Fact]
    public void Poll_AfterABrownOut_FindsTheLostSettings()
    {
        var bench = new Bench2515();
        bench.Controller.Start();
        bench.Controller.Poll();
        Assert.Equal(CanBusState.Active, bench.Controller.State);

        bench.Model.BrownOut();
        bench.Controller.Poll();

        Assert.Equal(CanBusState.Down, bench.Controller.State);
        Assert.Equal(1, bench.Controller.LostSettings);
        Assert.True(bench.Controller.Start());
    }

    [Fact]
    public void Poll_OnAShortedBus_GoesThroughPassiveToBusOff()
    {
        var bench = new Bench2515();
        bench.Controller.Start();
        bench.Wire.Shorted = true;
        bench.Controller.TrySend(ModuleProtocol.ControlId, s_data, true);
        var seen = new List<CanBusState>();
        for (int i = 0; i < 60; i++)
        {
            bench.Pass(200);
            bench.Controller.Poll();
            if (seen.Count == 0 || seen[^1] != bench.Controller.State) seen.Add(bench.Controller.State);
        }
        Assert.Equal([CanBusState.Active, CanBusState.Warning, CanBusState.Passive, CanBusState.BusOff], seen);
        Assert.False(bench.Wire.Frames > 0);
    }

    [Fact]
    public void Send_AloneOnTheBus_StaysPassiveAndNeverGoesOff()
    {
        var bench = new Bench2515();
        bench.Controller.Start();
        bench.Peer.Connected = false;
        bench.Controller.TrySend(ModuleProtocol.ControlId, s_data, false);
        bench.Pass(1_000_000);
        bench.Controller.Poll();
        Assert.Equal(CanBusState.Passive, bench.Controller.State);
        Assert.Equal(128, bench.Controller.TransmitErrorCounter);
    }

    [Fact]
    public void Filters_ByteByByte_AreTheSpecificationsOwn()
    {
        (uint Id, byte[] Bytes)[] golden =
        [
            (0x1806E5F4, [0xC0, 0x2A, 0xE5, 0xF4]), (0x160B8001, [0xB0, 0x4B, 0x80, 0x01]), (0x160D8001, [0xB0, 0x69, 0x80, 0x01]),
            (0x18904001, [0xC4, 0x88, 0x40, 0x01]), (0x0681817E, [0x34, 0x09, 0x81, 0x7E]), (0x0681827E, [0x34, 0x09, 0x82, 0x7E]),
            (0x00433F01, [0x02, 0x0B, 0x3F, 0x01]), (0x00473F01, [0x02, 0x2B, 0x3F, 0x01]), (0x18FF50E5, [0xC7, 0xEB, 0x50, 0xE5]),
        ];
        foreach (var (id, bytes) in golden)
        {
            var put = new byte[4];
            Mcp2515Identifier.Put(id, put, 0);
            Assert.Equal(bytes, put);
            Assert.Equal(id, Mcp2515Identifier.Get(put, 0));
        }
        var mask = new byte[4];
        Mcp2515Identifier.PutMask(Mcp2515Identifier.AllBits, mask, 0);
        Assert.Equal([0xFF, 0xE3, 0xFF, 0xFF], mask);
    }

    [Fact]
    public void Wire_BackToBackFrames_PassAtTheBusesOwnRate()
    {
        var bench = new Bench2515();
        for (int i = 0; i < 2000; i++) bench.Peer.Send(Answer, [0x5A, 0xA5, 0x5A, 0xA5, 0x5A, 0xA5, 0x5A, 0xA5]);
        bench.Controller.Start();
        bench.Pass(1_000_000);
        Assert.InRange(bench.Wire.Frames, 1750, 1908);
    }
}
