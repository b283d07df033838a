using Simulator.Cpu;
using Simulator.Schedule;

namespace Simulator.Bench;

/// <summary>
/// From any gate condition turning false to the STOP frame's end on the wire, under the interpreter's scheduler. What a turn of CAN_RX
/// or CHARGER_COMM takes is drawn from turns that were counted, at a chip's cost per instruction and per call.
/// </summary>
public sealed class StopLatencyBench : IBench
{
    private const int FaultsPerRun = 1250;
    private const int FaultsCounted = 200;

    public string Name => "can";

    public void Run(IFigures figures)
    {
        IReadOnlyDictionary<string, int[]> burstsUs = CpuBursts.Of(new CountingContext(), CpuPrice.Esp32, FaultsCounted);
        OtherThreads[] loads = [OtherThreads.Idle, OtherThreads.OcppBusy, OtherThreads.OcppBusy, OtherThreads.AllBusy, OtherThreads.AllBusy, OtherThreads.AllBusy, OtherThreads.OcppBusy, OtherThreads.Idle];
        var runs = loads.Select((load, i) => (Load: load, Faults: new StopFaults(i + 1, load, burstsUs))).ToList();
        foreach ((_, StopFaults faults) in runs) faults.Run(FaultsPerRun);
        foreach ((string thread, int[] us) in burstsUs.OrderBy(b => b.Key, StringComparer.Ordinal))
        {
            figures.Add($"can.stop_burst_{thread.ToLowerInvariant()}_mean_us", us.Average(), 0);
            figures.Add($"can.stop_burst_{thread.ToLowerInvariant()}_worst_us", us.Max());
        }
        figures.Add("can.stop_latency_worst_ms", runs.Max(r => r.Faults.WorstMs));
        figures.Add("can.stop_latency_pin_worst_ms", runs.Max(r => r.Faults.WorstPinMs));
        figures.Add("can.stop_latency_faults", runs.Sum(r => r.Faults.Done));
        figures.Add("can.stop_latency_frames_lost_by_controller", runs.Sum(r => r.Faults.Lost));
        figures.Add("can.stop_latency_off_before", runs.Sum(r => r.Faults.Others));
        foreach (var load in runs.GroupBy(r => r.Load))
            figures.Add($"can.stop_latency_{load.Key switch { OtherThreads.Idle => "ocpp_dead", OtherThreads.OcppBusy => "ocpp_busy", _ => "all_busy" }}_worst_ms", load.Max(r => r.Faults.WorstMs));
    }
}
