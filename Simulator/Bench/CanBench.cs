using System.Diagnostics;
using Charger.Can;
using Charger.Runtime;
using Simulator.Can;

namespace Simulator.Bench;

/// <summary>What both buses cost and what is lost where: chip, ring, SPI, decoding.</summary>
public sealed class CanBench : IBench
{
    private const long HourMs = 3_600_000;

    public string Name => "can";

    public void Run(IFigures figures)
    {
        foreach (int lateMs in new[] { 10, 20 })
        {
            figures.Add($"can.controller_overflow_percent_{lateMs}ms", ControllerOverflowPercent(() => lateMs), 3);
            figures.Add($"can.controller_overflow_1000fps_unfiltered_percent_{lateMs}ms", UnfilteredOverflowPercent(lateMs), 1);
        }
        figures.Add("can.controller_overflow_percent_as_measured", ControllerOverflowPercent(AsMeasured(5)), 3);
        figures.Add("can.ring_lost_1000fps_1h", RingLost(1000, HourMs, out _));
        figures.Add("can.ring_lost_1900fps_1h", RingLost(1900, HourMs, out int peak));
        figures.Add("can.ring_peak_1900fps_1h_frames", peak);
        figures.Add("can.spi_transactions_per_rx_frame", SpiPerReceivedFrame(), 2);
        figures.Add("can.spi_transactions_per_tx_frame", SpiPerSentFrame(), 2);
        var (perSecond, bytes) = Throughput();
        figures.Add("can.frames_per_s", perSecond);
        figures.Add("can.allocated_bytes_per_frame", bytes, 0);
    }

    /// <summary>The interpreter's scheduler at the highest priority beside threads that compute (platform.md): within 1 ms, once in 200 times up to 40 ms late.</summary>
    public static Func<int> AsMeasured(int seed)
    {
        var random = new Random(seed);
        return () => random.Next(200) == 0 ? random.Next(2, 41) : random.Next(2);
    }

    /// <summary>Wanted frames that the chips lost in one hour of charging on both buses, with each step the given time late after its wake-up.</summary>
    public static double ControllerOverflowPercent(Func<int> lateMs)
    {
        var traffic = new CanTraffic(lateMs);
        traffic.Run(10_000);
        var chips = new[] { traffic.Controllers.Module!, traffic.Controllers.Bms! };
        long stored = -chips.Sum(c => c.FramesStored);
        long lost = -chips.Sum(c => c.FramesLost);
        traffic.Run(HourMs);
        if (!traffic.Control.Module.OutputOn) throw new InvalidOperationException("the charger did not charge: that was no normal traffic");
        stored += chips.Sum(c => c.FramesStored);
        lost += chips.Sum(c => c.FramesLost);
        return 100.0 * lost / (stored + lost);
    }

    /// <summary>The same chip with open filters under 1000 evenly spaced frames a second, for a minute: frames that no software can save.</summary>
    public static double UnfilteredOverflowPercent(int lateMs)
    {
        var clock = new BenchClock();
        var wire = new CanWire("CAN1", 250_000, () => clock.NowMs * 1000);
        CanTap peer = wire.Attach((ICanPeer?)null);
        var chip = new Mcp2515Model(wire);
        var controller = new Mcp2515Controller(chip, chip, 8_000_000, wire.BitRate, []);
        var worker = new PlainReceiver(controller);
        chip.InterruptFell = worker.Wake.Set;
        controller.Start();
        var late = new LateWorker(worker, () => lateMs);
        var data = new byte[8];
        for (; clock.NowMs < 60_000; clock.NowMs++)
        {
            peer.Send(0x10000000u + (uint)clock.NowMs % 977, data);
            wire.Settle();
            late.Step(clock.NowMs);
        }
        return 100.0 * chip.FramesLost / (chip.FramesStored + chip.FramesLost);
    }

    /// <summary>
    /// Frames the ring lost in an hour at this rate, from a chip that loses none, with both threads as late as measured on
    /// the interpreter at the highest priority: within 1 ms, once in 200 times up to 40 ms.
    /// </summary>
    public static long RingLost(int framesPerSecond, long ms, out int peak)
    {
        var clock = new BenchClock();
        Func<int> late = AsMeasured(3);
        var controllers = new EndlessControllers();
        CanPort module = CanTraffic.Port("CAN1", clock);
        CanPort bms = CanTraffic.Port("CAN2", clock);
        var reader = new RingReader(module);
        var receiver = new CanReceiveWorker(controllers, module, bms, reader.Wake, new SilentLog());
        var lateReceiver = new LateWorker(receiver, late);
        var lateReader = new LateWorker(reader, late);
        long handed = 0;
        for (; clock.NowMs < ms; clock.NowMs++)
        {
            long due = clock.NowMs * framesPerSecond / 1000;
            if (due > handed)
            {
                controllers.Module.Ready += due - handed;
                handed = due;
                receiver.Wake.Set();
            }
            lateReceiver.Step(clock.NowMs);
            lateReader.Step(clock.NowMs);
        }
        peak = module.Ring.Peak;
        return module.Ring.Dropped;
    }

    /// <summary>SPI transactions for each received frame when frames come one by one, without the poll that finds nothing.</summary>
    public static double SpiPerReceivedFrame()
    {
        const int Frames = 1000;
        var (wire, chip, controller, tick) = OneChip();
        CanTap peer = wire.Attach((ICanPeer?)null);
        var frame = new Frame();
        long transactions = 0;
        int received = 0;
        for (int i = 0; i < Frames; i++)
        {
            peer.Send(ModuleProtocol.TerminalPowerId, [1, 2, 3, 4, 5, 6, 7, 8]);
            tick(1);
            chip.Transactions = 0;
            while (controller.TryReceive(frame))
            {
                received++;
                transactions += chip.Transactions;
                chip.Transactions = 0;
            }
        }
        return (double)transactions / received;
    }

    public static double SpiPerSentFrame()
    {
        const int Frames = 1000;
        var (wire, chip, controller, tick) = OneChip();
        wire.Attach(new Listener());
        chip.Transactions = 0;
        var data = new byte[8];
        for (int i = 0; i < Frames; i++)
        {
            if (!controller.TrySend(ModuleProtocol.QueryId, data, i % 8 == 0)) throw new InvalidOperationException("the chip took no frame");
            tick(1);
        }
        return (double)chip.Transactions / Frames;
    }

    /// <summary>Terminal-power frames through driver port, ring, decoding, energy and gate, on this machine, and the bytes each allocates.</summary>
    public static (long FramesPerSecond, double BytesPerFrame) Throughput()
    {
        // Below what the ring warns of: 1,200 frames a second.
        const int Batch = 24;
        var clock = new BenchClock();
        var controllers = new EndlessControllers();
        CanPort module = CanTraffic.Port("CAN1", clock);
        CanPort bms = CanTraffic.Port("CAN2", clock);
        ChargerControl control = CanTraffic.NewControl(module, bms, new PublishedPermit(new TimedLock("P", clock, null), null), clock);
        var receiver = new CanReceiveWorker(controllers, module, bms, null, new SilentLog());
        void Turns(int turns)
        {
            for (int i = 0; i < turns; i++)
            {
                controllers.Module.Ready = Batch;
                receiver.Step(clock.NowMs);
                control.Step(clock.NowMs);
                clock.NowMs += ChargerControl.EveryMs;
            }
        }
        Turns(3000);
        const int Measured = 10_000;
        var watch = new Stopwatch();
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        watch.Start();
        Turns(Measured);
        double seconds = watch.Elapsed.TotalSeconds;
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        return ((long)(Measured * Batch / seconds), (double)bytes / (Measured * Batch));
    }

    private static (CanWire Wire, Mcp2515Model Chip, Mcp2515Controller Controller, Action<int> Tick) OneChip()
    {
        var clock = new BenchClock();
        var wire = new CanWire("CAN1", 250_000, () => clock.NowMs * 1000);
        var chip = new Mcp2515Model(wire);
        var controller = new Mcp2515Controller(chip, chip, 8_000_000, wire.BitRate, WantedFrames.Of(CanBus.Module));
        if (!controller.Start()) throw new InvalidOperationException(controller.Failure);
        return (wire, chip, controller, ms =>
        {
            clock.NowMs += ms;
            wire.Settle();
        }
        );
    }

    private sealed class Listener : ICanPeer
    {
        public void OnFrame(uint id, byte[] data, int length, long timeMs)
        {
        }
    }

    private sealed class PlainReceiver(Mcp2515Controller controller) : Worker("CAN_RX")
    {
        private readonly Frame _frame = new();

        public override long Step(long nowMs)
        {
            while (controller.TryReceive(_frame))
            {
            }
            return nowMs + BusSupervisor.LookMs;
        }
    }

    private sealed class RingReader(CanPort port) : Worker("CHARGER_COMM")
    {
        private readonly Frame _frame = new();

        public override long Step(long nowMs)
        {
            while (port.TryReceive(_frame))
            {
            }
            return nowMs + ChargerControl.EveryMs;
        }
    }
}
