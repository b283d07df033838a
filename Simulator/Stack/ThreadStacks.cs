using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Simulator.Stack;

/// <summary>One of the firmware's threads and its deepest path.</summary>
public sealed record ThreadStack(string Thread, DeepestPath Path);

/// <summary>Finds the firmware's workers in its assemblies and computes the worst stack of each one's thread.</summary>
public static class ThreadStacks
{
    /// <summary>The build fails when one thread's worst path exceeds this: four such stacks still leave room in an 84 KB heap.</summary>
    public const int BudgetBytes = 6000;

    private static readonly string[] s_rooms = ["Charger.Runtime.dll", "Charger.Can.dll", "Ocpp.Client.dll", "Firmware.dll"];

    /// <summary>The portable rooms as compiled for the desktop.</summary>
    public static IEnumerable<string> Assemblies => s_rooms.Select(r => Path.Combine(AppContext.BaseDirectory, r)).Where(File.Exists);

    public static IReadOnlyList<ThreadStack> Compute(out IReadOnlyList<string> recursions)
    {
        var graph = new CallGraph(Assemblies);
        var depth = new StackDepth(graph);
        var shell = ShellFrames(graph);
        var stacks = new List<ThreadStack>();
        foreach (var worker in graph.Types.Where(IsWorker))
        {
            var step = worker.Methods.FirstOrDefault(m => m is { Name: "Step", HasBody: true });
            if (step == null) continue;
            var path = depth.From(step);
            stacks.Add(new ThreadStack(ThreadName(worker), new DeepestPath(path.Bytes + shell.Sum(f => f.Bytes), [.. shell, .. path.Frames])));
        }
        if (MainThread(graph, depth) is ThreadStack main) stacks.Add(main);
        recursions = depth.Recursions;
        return [.. stacks.OrderBy(s => s.Thread, StringComparer.Ordinal)];
    }

    /// <summary>The main thread supervises; above it stand the two methods of the device's Program, which no desktop build has.</summary>
    private static ThreadStack? MainThread(CallGraph graph, StackDepth depth)
    {
        var step = graph.Types.FirstOrDefault(t => t.FullName == "Firmware.Supervisor")?.Methods.FirstOrDefault(m => m is { Name: "Step", HasBody: true });
        if (step == null) return null;
        var path = depth.From(step);
        var program = new StackFrame("(Program.Main and Program.Supervise)", 2 * StackDepth.FrameBytes(0, 0));
        return new ThreadStack("MAIN", new DeepestPath(program.Bytes + path.Bytes, [program, .. path.Frames]));
    }

    /// <summary>The frames between the thread's start and Worker.Step.</summary>
    private static List<StackFrame> ShellFrames(CallGraph graph)
    {
        var shell = graph.Types.FirstOrDefault(t => t.FullName == "Charger.Runtime.WorkerThread");
        var frames = new List<StackFrame>();
        if (shell == null) return frames;
        foreach (var method in shell.Methods.Where(m => m.HasBody && (CallsStep(m) || m.Name == "Run")))
            frames.Add(new StackFrame(StackDepth.Name(method), StackDepth.FrameBytes(method)));
        return frames;
    }

    private static bool CallsStep(MethodDefinition method) =>
        method.Body.Instructions.Any(i => i.OpCode.Code == Code.Callvirt && i.Operand is MethodReference { Name: "Step", DeclaringType.FullName: "Charger.Runtime.Worker" });

    private static bool IsWorker(TypeDefinition type) => !type.IsAbstract && type.BaseType?.FullName == "Charger.Runtime.Worker";

    /// <summary>The name the worker's constructor hands to its base, or the type's name where it is handed in from outside.</summary>
    private static string ThreadName(TypeDefinition worker)
    {
        foreach (var constructor in worker.Methods.Where(m => m.IsConstructor && m.HasBody))
        {
            var instructions = constructor.Body.Instructions;
            var toBase = instructions.FirstOrDefault(i => i.OpCode.Code == Code.Call && i.Operand is MethodReference { Name: ".ctor", DeclaringType.FullName: "Charger.Runtime.Worker" });
            if (toBase?.Previous is { } before && before.OpCode.Code == Code.Ldstr) return (string)before.Operand;
        }
        return worker.Name;
    }
}
