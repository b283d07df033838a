using Mono.Cecil;
using Simulator.Stack;

namespace Simulator.Tests.Stack;

/// <summary>The call-graph walk on types whose depth is known by reading them.</summary>
public class StackDepthTests
{
    private static readonly CallGraph s_graph = new([typeof(StackDepthTests).Assembly.Location]);

    [Fact]
    public void Depth_OfAVirtualCall_TakesTheDeepestOverride()
    {
        var frames = Deepest(nameof(Sample.CallsVirtual), out _).Frames.Select(f => f.Method);
        Assert.Equal(["Sample.CallsVirtual", "Deep.Do", "Deep.Further", "Deep.Last"], frames);
    }

    [Fact]
    public void Depth_OfADelegate_TakesTheDeepestMethodOfItsShape()
    {
        var frames = Deepest(nameof(Sample.CallsDelegate), out _).Frames.Select(f => f.Method);
        Assert.Contains("Deep.Last", frames);
    }

    [Fact]
    public void Depth_OfARecursion_IsCountedOnceAndReported()
    {
        Deepest(nameof(Sample.Recurses), out var recursions);
        Assert.Contains(recursions, r => r == "Sample.Recurses -> Sample.Recurses");
    }

    [Theory]
    [InlineData(0, 2, 204)]
    [InlineData(2, 5, 204)]
    [InlineData(0, 8, 216)]
    [InlineData(6, 8, 288)]
    public void FrameBytes_OfLocalsAndMaxStack_FollowTheFormula(int locals, int maxStack, int bytes)
    {
        Assert.Equal(bytes, StackDepth.FrameBytes(locals, maxStack));
    }

    /// <summary>What fails the build: a path that grew beyond the budget is to be shortened, not the budget raised.</summary>
    [Fact]
    public void Threads_WorstPath_StayWithinTheBudget()
    {
        var stacks = ThreadStacks.Compute(out var recursions);
        Assert.Equal(["CAN_RX", "CHARGER_COMM", "IdleWorker", "MAIN", "OCPP", "UI"], stacks.Select(s => s.Thread));
        Assert.All(stacks, s => Assert.True(s.Path.Bytes <= ThreadStacks.BudgetBytes, $"{s.Thread} needs {s.Path.Bytes} bytes of {ThreadStacks.BudgetBytes}: {string.Join(" -> ", s.Path.Frames.Select(f => f.Method))}"));

        // The known ones are bounded: layers of the transport call the one below, three at most; an event of the link may fire the
        // one that ends it; what chooses between ftp and http hands on to one of them, neither of which is of its kind.
        // A new one is to be looked at before it is added here.
        Assert.All(recursions, r => Assert.Contains(r[..r.IndexOf('.')], new[] { "StreamLayer", "TransportLayer", "WebSocketLink", "FtpOrHttp" }));
    }

    [Fact]
    public void Print_AboveTheBudget_FailsNamesTheThreadAndTellsRecursions()
    {
        var told = new StringWriter();
        Assert.Equal(1, StackCommand.Print(told, 3000));
        Assert.Contains("error: OCPP needs ", told.ToString());
        Assert.Contains("recursion, counted once round: ", told.ToString());
        Assert.Equal(0, StackCommand.Print(new StringWriter(), ThreadStacks.BudgetBytes));
    }

    private static DeepestPath Deepest(string method, out List<string> recursions)
    {
        var depth = new StackDepth(s_graph);
        var path = depth.From(Method("Sample", method));
        recursions = depth.Recursions;
        return path;
    }

    private static MethodDefinition Method(string type, string name) => s_graph.Types.Single(t => t.Name == type && t.DeclaringType?.Name == nameof(StackDepthTests)).Methods.Single(m => m.Name == name);

    private abstract class Above
    {
        public abstract int Do(int n);
    }

    private sealed class Shallow : Above
    {
        public override int Do(int n) => n;
    }

    private sealed class Deep : Above
    {
        public override int Do(int n) => Further(n) + 1;

        private static int Further(int n) => Last(n) * 2;

        private static int Last(int n) => n + 3;
    }

    private delegate int Shape(int n, long m);

    private sealed class Sample
    {
        public static int CallsVirtual(Above above) => above.Do(1);

        public static int CallsDelegate()
        {
            Shape shape = Target;
            return shape(1, 2);
        }

        public static int Recurses(int n) => n == 0 ? 0 : Recurses(n - 1);

        private static int Target(int n, long m) => new Deep().Do(n) + (int)m;

        public static Above Make() => new Shallow();
    }
}
