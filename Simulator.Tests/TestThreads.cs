using System.Runtime.CompilerServices;

namespace Simulator.Tests;

/// <summary>
/// Threads for tests that block: conversations over sockets sleep with their pace, others wait for processes. On two cores the
/// pool has two threads and adds one a second, so that the central system in the same process answered a second late, which is
/// half a minute of simulated time.
/// </summary>
internal static class TestThreads
{
    private const int Least = 64;

    [ModuleInitializer]
    internal static void Provide() => ThreadPool.SetMinThreads(Least, Least);
}
