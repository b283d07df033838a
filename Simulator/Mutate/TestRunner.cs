using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Simulator.Mutate;

/// <summary>A test: the assembly, and CLASS.METHOD with the class's namespace; of the portable tests, the name their launcher gives them.</summary>
public sealed record TestName(string Assembly, string Name)
{
    public override string ToString() => $"{Assembly}|{Name}";

    public static TestName Parse(string text)
    {
        int bar = text.IndexOf('|');
        return new TestName(text[..bar], text[(bar + 1)..]);
    }
}

/// <summary>Runs tests of an assembly in this process, one after the other, by xunit's own parts.</summary>
public sealed class TestRunner(Assembly assembly)
{
    /// <summary>The class that runs the portable tests as rows of one test (Firmware.Tests/Desktop/DeviceTests.cs), and the variable it chooses them by.</summary>
    private const string Launcher = "DeviceTests";
    private const string LauncherChoice = "DEVICE_TESTS";

    private readonly string _name = assembly.GetName().Name!;
    private readonly Dictionary<string, List<IXunitTestCase>> _cases = new(StringComparer.Ordinal);
    private readonly HashSet<string> _discovered = [];

    /// <summary>All tests of the assembly.</summary>
    public IReadOnlyList<TestName> All()
    {
        Environment.SetEnvironmentVariable(LauncherChoice, null);
        Discover(null);
        return [.. _cases.Keys.Select(k => new TestName(_name, k))];
    }

    /// <summary>Portable tests other than these need not be found.</summary>
    public static void Choose(IEnumerable<TestName> tests) => Environment.SetEnvironmentVariable(LauncherChoice, string.Join(',', tests.Select(t => string.Join('.', t.Name.Split('.')[^2..]))));

    /// <summary>Any portable test may be asked for.</summary>
    public static void ChooseAll() => Environment.SetEnvironmentVariable(LauncherChoice, null);

    /// <summary>Runs one; null when it passed, else why not.</summary>
    public string? Run(TestName test)
    {
        if (!_cases.TryGetValue(test.Name, out var cases))
        {
            Discover(test.Name);
            if (!_cases.TryGetValue(test.Name, out cases)) return $"there is no test {test.Name}";
        }
        var sink = new Verdict();
        var whole = new TestAssembly(Reflector.Wrap(assembly), version: new Version(4, 0));
        using var runner = new XunitTestAssemblyRunner(whole, cases, new NullMessageSink(), sink, new Options());
        runner.RunAsync().GetAwaiter().GetResult();
        return sink.Failed ?? (sink.Passed == 0 ? "nothing ran" : null);
    }

    private void Discover(string? test)
    {
        var found = new Found();
        using var discoverer = new XunitTestFrameworkDiscoverer(Reflector.Wrap(assembly), new NoSource(), new NullMessageSink());
        if (test == null)
        {
            discoverer.Find(false, found, new Options());
        }
        else
        {
            string? type = TypeOf(test);
            if (type == null || !_discovered.Add(type)) return;
            discoverer.Find(type, false, found, new Options());
        }
        found.Done.Wait();
        foreach (IXunitTestCase c in found.Cases)
        {
            string name = NameOf(c);
            if (!_cases.TryGetValue(name, out var list)) _cases[name] = list = [];
            list.Add(c);
        }
    }

    /// <summary>The class to discover a test in.</summary>
    private string? TypeOf(string test)
    {
        string type = test[..test.LastIndexOf('.')];
        if (assembly.GetType(type) is { } own && own.GetMethod(test[(test.LastIndexOf('.') + 1)..])?.IsDefined(typeof(Xunit.FactAttribute)) == true) return type;
        return assembly.GetTypes().FirstOrDefault(t => t.Name == Launcher)?.FullName;
    }

    private static string NameOf(IXunitTestCase c)
    {
        string type = c.TestMethod.TestClass.Class.Name;
        bool isRow = type.EndsWith("." + Launcher, StringComparison.Ordinal) && c.TestMethodArguments is [string, int];
        return isRow ? (string)c.TestMethodArguments[0] : $"{type}.{c.TestMethod.Method.Name}";
    }

    /// <summary>Nobody asks in which file a test stands.</summary>
    private sealed class NoSource : ISourceInformationProvider
    {
        public ISourceInformation GetSourceInformation(ITestCase testCase) => new SourceInformation();

        public void Dispose()
        {
        }
    }

    private sealed class Found : IMessageSink
    {
        public List<IXunitTestCase> Cases { get; } = [];

        public ManualResetEventSlim Done { get; } = new();

        public bool OnMessage(IMessageSinkMessage message)
        {
            if (message is ITestCaseDiscoveryMessage { TestCase: IXunitTestCase found }) Cases.Add(found);
            if (message is IDiscoveryCompleteMessage) Done.Set();
            return true;
        }
    }

    private sealed class Verdict : IMessageSink
    {
        public int Passed { get; private set; }

        public string? Failed { get; private set; }

        public bool OnMessage(IMessageSinkMessage message)
        {
            if (message is ITestPassed) Passed++;
            if (message is IFailureInformation failure) Failed ??= $"{failure.ExceptionTypes.FirstOrDefault()}: {failure.Messages.FirstOrDefault()}";
            return Failed == null;
        }
    }

    /// <summary>One test at a time; rows of data are tests of their own.</summary>
    private sealed class Options : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
    {
        private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal)
        {
            ["xunit.execution.DisableParallelization"] = true,
            ["xunit.execution.SynchronousMessageReporting"] = true,
            ["xunit.discovery.PreEnumerateTheories"] = true,
            ["xunit.discovery.SynchronousMessageReporting"] = true,
        };

        public TValue GetValue<TValue>(string name) => _values.TryGetValue(name, out object? value) ? (TValue)value! : default!;

        public void SetValue<TValue>(string name, TValue value) => _values[name] = value;
    }
}
