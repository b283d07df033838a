using Charger.Can;
using Charger.Runtime;
using Simulator.World;

namespace Simulator.Bench;

/// <summary>The charging control's figures: calls and bytes a frame costs, and frames a second through ring, decode and gate.</summary>
public sealed class ControlBench : IBench
{
    private const int Frames = 2_000_000;

    public string Name => "can";

    public void Run(IFigures figures)
    {
        figures.Add("can.calls_per_frame", CallsPerFrame());
        var stand = new ControlStand();
        stand.BringUp();
        Pump(stand, Frames / 10);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long began = System.Diagnostics.Stopwatch.GetTimestamp();
        Pump(stand, Frames);
        double seconds = System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds;
        figures.Add("can.control_allocated_bytes_per_frame", (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Frames, 3);
        figures.Add("can.control_frames_per_s", (long)(Frames / seconds));
    }

    /// <summary>Managed calls from the ring to the gate for one more terminal-power frame while charging.</summary>
    public static int CallsPerFrame()
    {
        using var counter = new CallCounter();
        dynamic stand = counter.Create(typeof(ControlStand));
        stand.BringUp();
        stand.StepOnly();
        int without = CallsOf(counter, stand, 0);
        int with = CallsOf(counter, stand, 1);
        return with - without;
    }

    private static int CallsOf(CallCounter counter, dynamic stand, int frames)
    {
        for (int i = 0; i < frames; i++) stand.FeedTerminals(76_000, 10_000);
        int before = counter.Calls;
        stand.StepOnly();
        return counter.Calls - before;
    }

    private static void Pump(ControlStand stand, int frames)
    {
        for (int i = 0; i < frames; i += 32)
        {
            for (int k = 0; k < 32; k++) stand.FeedTerminals(76_000, 10_000);
            stand.StepOnly();
        }
    }
}

/// <summary>How exact the register is, and what it costs in flash writes.</summary>
public sealed class EnergyBench : IBench
{
    private const int HoursMs = 8 * 3_600_000;

    // A day of a busy charger: sessions of 45 minutes at 2.6 kW, one after another with half an hour between.
    private const int SessionsPerDay = 12;
    private const int SessionMs = 45 * 60_000;
    private const int PauseMs = 30 * 60_000;

    public string Name => "energy";

    public void Run(IFigures figures)
    {
        figures.Add("energy.error_8h_percent", ErrorPercent(), 5);
        figures.Add("energy.flash_writes_per_year", WritesPerDay() * 365L);
        figures.Add("energy.flash_writes_per_year_never_off_at_8kw", WritesOf(24 * 3_600_000, 8_000) * 365L);
    }

    /// <summary>8 hours at 142 W through ring, codec, gate and meter, with the frames' real 32-bit floats; against volts times amperes times time.</summary>
    public static double ErrorPercent()
    {
        var stand = new ControlStand();
        stand.BringUp();
        for (int i = 0; i < 200; i++) stand.Turn(76_340, 1_860);
        long beganMs = stand.NowMs / 200 * 200;
        long before = stand.Control.Meter.TotalMwMs;
        while (stand.NowMs < beganMs + HoursMs) stand.Turn(76_340, 1_860);
        double truth = 76.340 * 1.860 * 1000 * (stand.NowMs / 200 * 200 - beganMs);
        return Math.Abs(stand.Control.Meter.TotalMwMs - before - truth) / truth * 100;
    }

    private static int WritesPerDay()
    {
        int writes = 0;
        for (int i = 0; i < SessionsPerDay; i++) writes += WritesOf(SessionMs, 2_600);
        return writes;
    }

    private static int WritesOf(int ms, int watts)
    {
        var storage = new MemoryStorage();
        var settings = ChargerSettings.Defaults();
        var meter = new EnergyMeter(settings);
        var register = new EnergyRegister(new SlotStore(storage, "energy", new Crc32(), new byte[SlotStore.HeaderBytes + EnergyRegister.PayloadBytes]), meter, settings);
        for (int now = 0; now <= ms + PauseMs; now += 1000)
        {
            bool on = now <= ms;
            meter.Sample(now, 80_000, on ? watts * 1000 / 80 : 0, on);
            register.Step(now, on);
        }
        return storage.Writes;
    }
}
