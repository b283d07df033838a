using Firmware.Page;

namespace Simulator.Tests.DevicePage;

/// <summary>
/// Steps a status page until a client has what it waits for. Time stands still but for each connection that was made, so that no time
/// limit passes on a slow machine.
/// </summary>
internal sealed class PageFetch(Action<long> step, long nowMs)
{
    /// <summary>For a test that would hang otherwise.</summary>
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(60);

    private int _connected;
    private int _seen;

    public long NowMs { get; set; } = nowMs;

    /// <summary>A connection waits to be accepted; called by any thread.</summary>
    public void Connected() => Interlocked.Increment(ref _connected);

    public T Until<T>(Task<T> answer)
    {
        using var most = new CancellationTokenSource(s_most);
        while (!answer.IsCompleted)
        {
            most.Token.ThrowIfCancellationRequested();
            Step();
            Thread.Yield();
        }
        return answer.GetAwaiter().GetResult();
    }

    public void Until(Func<bool> done)
    {
        using var most = new CancellationTokenSource(s_most);
        while (!done())
        {
            most.Token.ThrowIfCancellationRequested();
            Step();
            Thread.Yield();
        }
    }

    public void Step()
    {
        if (Volatile.Read(ref _connected) != _seen)
        {
            _seen++;
            NowMs += StatusPage.AcceptMs;
        }
        step(NowMs);
    }
}
