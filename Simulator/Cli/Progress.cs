using System.Diagnostics;

namespace Simulator.Cli;

/// <summary>How far long work is: on a terminal one line that is rewritten, in a file a plain line now and then.</summary>
public sealed class Progress(TextWriter output, bool live, Func<int> columns, Func<long> nowMs) : IDisposable
{
    private const int LiveEveryMs = 200;
    private const int PlainEveryMs = 10_000;

    private readonly Lock _guard = new();
    private long _nextMs = -1;
    private int _shown;

    /// <summary>Standard output, on a terminal or not.</summary>
    public static Progress OfTerminal()
    {
        var since = Stopwatch.StartNew();
        return new Progress(Console.Out, !Console.IsOutputRedirected, () => Console.WindowWidth, () => since.ElapsedMilliseconds);
    }

    /// <summary>On a terminal.</summary>
    public bool Live => live;

    /// <summary>Reports what is reached; most calls print nothing, so that it may be called often. Safe from any thread.</summary>
    public void Show(string text)
    {
        lock (_guard)
        {
            if (nowMs() < _nextMs) return;
            _nextMs = nowMs() + (live ? LiveEveryMs : PlainEveryMs);
            if (!live)
            {
                output.WriteLine(text);
                return;
            }
            int room = Math.Max(10, columns() - 1);
            if (text.Length > room) text = text[..room];
            output.Write("\r" + text.PadRight(_shown));
            output.Flush();
            _shown = text.Length;
        }
    }

    /// <summary>A line that stays, above what is written again.</summary>
    public void Line(string text)
    {
        lock (_guard)
        {
            Erase();
            output.WriteLine(text);
        }
    }

    public void Dispose()
    {
        lock (_guard) Erase();
    }

    private void Erase()
    {
        if (_shown > 0) output.Write("\r" + new string(' ', _shown) + "\r");
        _shown = 0;
        if (live) _nextMs = -1;
        output.Flush();
    }
}
