using Simulator.OutOfMemory;
using Simulator.Stack;

namespace Simulator.Bench;

/// <summary>Objects that switching the output off allocates; tests check the same in the assemblies for the device.</summary>
public sealed class SafetyBench : IBench
{
    public string Name => "safety";

    public void Run(IFigures figures)
    {
        var way = new CutWay(new CallGraph(ThreadStacks.Assemblies));
        figures.Add("safety.cut_objects_of_ours", way.Findings.Count);
        figures.Add("safety.cut_methods", way.Methods);
        figures.Add("safety.cut_worst_bytes", way.Deepest().Bytes);
        OutOfMemoryResult memory = OutOfMemoryRun.Run(1000);
        if (memory.Wrong.Count > 0) throw new InvalidOperationException(string.Join("\n", memory.Wrong.Take(10)));
        figures.Add("safety.oom_injections", memory.Injections);
        figures.Add("safety.oom_restarts", memory.Deaths);
        figures.Add("safety.oom_output_left_on", memory.LeftOn);
    }
}
