using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Simulator.Mutate;

/// <summary>The process that runs tests: it may hang or break down without harm to the one that gives it orders.</summary>
public sealed class MutateWorker(BuiltProjects projects, TextWriter told)
{
    private FieldInfo? _number;
    private Dictionary<string, TestRunner>? _runners;
    private readonly Dictionary<string, bool> _passesUnchanged = new(StringComparer.Ordinal);

    /// <summary>Takes orders from the standard input until it ends.</summary>
    /// <param name="root">The built copy of the checkout.</param>
    public static int Serve(string root)
    {
        TextReader orders = Console.In;
        using var told = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        // What tests print must not come between.
        Console.SetOut(TextWriter.Null);
        Console.SetError(TextWriter.Null);
        var worker = new MutateWorker(BuiltProjects.Of(root, ask: false), told);
        while (orders.ReadLine() is string line)
        {
            worker.Carry(JsonSerializer.Deserialize<WorkerOrder>(line)!);
            worker.Tell(new WorkerAnswer { End = true });
        }
        return 0;
    }

    private void Carry(WorkerOrder order)
    {
        List<TestName> tests = [.. order.Tests.Select(TestName.Parse)];
        if (order.Names) Tell(new WorkerAnswer { Names = [.. Names()] });
        if (order.Cover) Cover(tests);
        if (order.Number > 0) Choose(order.Number, tests);
        else if (order.Try != null) Try(order.Try, tests);
    }

    private IEnumerable<string> Names()
    {
        var rooms = new RoomsContext(projects.Folders, new Dictionary<string, byte[]>());
        return [.. projects.Tests.SelectMany(t => new TestRunner(rooms.Open(t)).All()).Select(t => t.ToString())];
    }

    private void Cover(List<TestName> tests)
    {
        var rooms = new RoomsContext(projects.Folders, projects.Noted(out HitPoints points));
        byte[] seen = (byte[])rooms.Open("Charger.Runtime").GetType("HitsOfMutate")!.GetField("Seen")!.GetValue(null)!;
        foreach (var (test, run) in Runs(rooms, tests))
        {
            Array.Clear(seen);
            Tell(new WorkerAnswer { Test = test.ToString(), Begins = true });
            long from = Stopwatch.GetTimestamp();
            string? failed = run();
            long ms = (long)Stopwatch.GetElapsedTime(from).TotalMilliseconds;
            List<int> hits = [];
            for (int i = 0; i < points.Count; i++)
            {
                if (seen[i] != 0) hits.Add(i);
            }
            Tell(new WorkerAnswer { Test = test.ToString(), Ms = ms, Hits = hits, Failed = failed, Useless = failed != null && !PassesUnchanged(test) });
        }
    }

    // An assembly of tests at a time: a constant that others have copied needs the second one only when the first did not notice.
    private void Try(Mutant mutant, List<TestName> tests)
    {
        if (tests.Count == 0) Try(mutant, mutant.Room, tests);
        foreach (IGrouping<string, TestName> assembly in tests.GroupBy(t => t.Assembly))
        {
            if (Try(mutant, assembly.Key, [.. assembly])) return;
        }
    }

    /// <summary>True when no more tests are needed: one has noticed it, or it does not compile.</summary>
    private bool Try(Mutant mutant, string assembly, List<TestName> tests)
    {
        IReadOnlyDictionary<string, byte[]>? changed = projects.With(mutant, assembly, out string? error);
        if (changed == null)
        {
            Tell(new WorkerAnswer { Problem = error });
            return true;
        }
        var rooms = new RoomsContext(projects.Folders, changed);
        bool noticed = false;
        foreach (var (test, run) in Runs(rooms, tests))
        {
            Tell(new WorkerAnswer { Test = test.ToString(), Begins = true });
            string? failed = run();
            if (failed == null) continue;
            bool useless = !PassesUnchanged(test);
            Tell(new WorkerAnswer { Test = test.ToString(), Failed = failed, Useless = useless });
            if (useless) continue;
            noticed = true;
            break;
        }
        rooms.Unload();
        return noticed;
    }

    /// <summary>Tries a change that is in the assemblies already: loaded once, their code stays warm.</summary>
    private void Choose(int number, List<TestName> tests)
    {
        if (_runners == null)
        {
            var rooms = new RoomsContext(projects.Folders, SwitchedRooms.Read(projects.Root), stays: true);
            _number = rooms.Open("Charger.Runtime").GetType(MutantSwitch.ClassName)!.GetField("Number")!;
            TestRunner.ChooseAll();
            _runners = projects.Tests.ToDictionary(t => t, t => new TestRunner(rooms.Open(t)));
        }
        foreach (TestName test in tests)
        {
            Tell(new WorkerAnswer { Test = test.ToString(), Begins = true });
            _number!.SetValue(null, number);
            string? failed = _runners[test.Assembly].Run(test);
            _number.SetValue(null, 0);
            if (failed == null) continue;
            // It has to pass without the change in this very process: else something of an earlier one was left behind.
            bool stale = _runners[test.Assembly].Run(test) != null;
            Tell(new WorkerAnswer { Test = test.ToString(), Failed = failed, Stale = stale });
            break;
        }
    }

    /// <summary>A test that fails whatever the code is proves nothing: asked once, in assemblies of their own.</summary>
    private bool PassesUnchanged(TestName test)
    {
        if (_passesUnchanged.TryGetValue(test.ToString(), out bool known)) return known;
        var rooms = new RoomsContext(projects.Folders, new Dictionary<string, byte[]>());
        bool passes = Runs(rooms, [test]).All(r => r.Run() == null);
        rooms.Unload();
        return _passesUnchanged[test.ToString()] = passes;
    }

    private static IEnumerable<(TestName Test, Func<string?> Run)> Runs(RoomsContext rooms, List<TestName> tests)
    {
        var runners = new Dictionary<string, TestRunner>(StringComparer.Ordinal);
        foreach (TestName test in tests)
        {
            if (!runners.TryGetValue(test.Assembly, out TestRunner? runner))
            {
                Assembly assembly = rooms.Open(test.Assembly);
                TestRunner.Choose(tests.Where(t => t.Assembly == test.Assembly));
                runners[test.Assembly] = runner = new TestRunner(assembly);
            }
            yield return (test, () => runner.Run(test));
        }
    }

    private void Tell(WorkerAnswer answer) => told.WriteLine(JsonSerializer.Serialize(answer));
}
