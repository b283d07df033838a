using Simulator.Stack;

namespace Simulator.Bench;

/// <summary>What the way to off makes of its own; the tests hold the same for the assemblies as the device gets them.</summary>
public sealed class SafetyBench : IBench
{
    public string Name => "safety";

    public void Run(IFigures figures)
    {
        var way = new CutWay(new CallGraph(ThreadStacks.Assemblies));
        figures.Add("safety.cut_objects_of_ours", way.Findings.Count);
        figures.Add("safety.cut_methods", way.Methods);
        figures.Add("safety.cut_worst_bytes", way.Deepest().Bytes);
    }
}
