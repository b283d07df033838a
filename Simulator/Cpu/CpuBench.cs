using Simulator.Bench;

namespace Simulator.Cpu;

/// <summary>The processor's figures: calls and instructions a second, and calls of single pieces of work.</summary>
public sealed class CpuBench : IBench
{
    private const int Seconds = 180;

    public string Name => "cpu";

    public void Run(IFigures figures)
    {
        var context = new CountingContext();
        foreach (CpuSituation situation in new[] { CpuSituation.Idle, CpuSituation.Charging })
        {
            CpuRun run = CpuRun.Of(context, situation, Seconds);
            string name = situation.ToString().ToLowerInvariant();
            figures.Add($"cpu.{name}_calls_per_s", run.Total.Calls, 0);
            figures.Add($"cpu.{name}_il_per_s", run.Total.Instructions, 0);
            figures.Add($"cpu.{name}_chip_percent", CpuPrice.Esp32.Percent(run.Total), 1);
        }
        var pieces = new CpuPieces(context);
        figures.Add("cpu.frame_calls", pieces.FrameCalls());
        figures.Add("cpu.metervalues_calls", pieces.MeterValuesCalls());
        figures.Add("cpu.setchargingprofile_calls", pieces.SetChargingProfileCalls());
        figures.Add("cpu.getconfiguration_calls", CpuRun.CallsOf(context, "GetConfiguration"));
    }
}

/// <summary>Calls that single pieces of work make, with those they cause in the platform.</summary>
public sealed class CpuPieces(CountingContext context)
{
    private const int Turns = 1000;

    private readonly dynamic _work = context.Create(typeof(CpuMessages));
    private readonly PlatformCosts _costs = new();

    /// <summary>From the chip's buffer to the gate for one more received frame: a turn of CAN_RX and CHARGER_COMM with two of them less one with one.</summary>
    public long FrameCalls() => (CanTurns(2) - CanTurns(1)) / Turns;

    // Whole seconds, so that what is sent and looked at now and then is in both sums.
    private long CanTurns(int frames) => Count(() =>
    {
        for (int i = 0; i < Turns; i++) _work.CanTurn(frames);
    });

    /// <summary>To encode a MeterValues of seven measurands.</summary>
    public long MeterValuesCalls() => Count(() => _work.MeterValuesOfSeven());

    /// <summary>To parse <see cref="CpuMessages.SetChargingProfileCall"/>, frame and payload.</summary>
    public long SetChargingProfileCalls() => Count(() => _work.TakeSetChargingProfileApart());

    private long Count(Action work)
    {
        work();
        var counts = new CpuCounts(context.Weaver);
        context.Count(counts);
        work();
        context.Count(new CpuCounts(context.Weaver));
        Last = [.. counts.Calls.Select((n, i) => (context.Weaver.Methods[i], (long)n))
            .Concat(counts.Outside.Select((n, i) => ("> " + context.Weaver.Outside[i], (long)n * _costs.Of(context.Weaver.Outside[i]).Calls)))
            .Where(r => r.Item2 > 0).OrderByDescending(r => r.Item2)];
        return Last.Sum(r => r.Calls);
    }

    /// <summary>Calls of the piece counted last, by method, most first.</summary>
    public IReadOnlyList<(string Name, long Calls)> Last { get; private set; } = [];
}
