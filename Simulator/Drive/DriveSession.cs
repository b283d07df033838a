using Simulator.Scenarios;

namespace Simulator.Drive;

/// <summary>
/// One scenario on a charger behind its console: types, asks, listens. It is good when the charger was heard, took what was
/// typed and its port stayed.
/// </summary>
public sealed class DriveSession(TextReader lines, TextWriter typed, Action<string> tell)
{
    private const int EndMs = 2000;

    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _guard = new();
    private bool _playing = true;

    /// <summary>Takes every line of the console.</summary>
    public TextWriter? Log { get; init; }

    /// <summary>Lines heard, those that begin with "error:", and those the log marks as errors.</summary>
    public int Heard { get; private set; }

    public int Refused { get; private set; }

    public int Errors { get; private set; }

    public int Typed { get; private set; }

    /// <summary>Why it came to an end before the scenario's, null when it did not.</summary>
    public string? Lost { get; private set; }

    public bool Good => Heard > 0 && Refused == 0 && Lost == null;

    public void Play(Scenario scenario, IPlayTime time)
    {
        var reader = new Thread(Listen) { IsBackground = true };
        reader.Start();
        var stage = new BenchStage(typed, tell);
        try
        {
            RealTimePlay.Play(scenario, stage, time, _ended.Token, (what, begins) => tell(begins ? $"-- {what}" : $"-- {what.Kind} is over"));
        }
        catch (IOException e)
        {
            Lose(e.Message);
        }
        Typed = stage.Typed;
        lock (_guard) _playing = false;
        // A source that ends by itself is read to its end; a port goes on for ever.
        if (_ended.IsCancellationRequested) reader.Join(EndMs);
    }

    public string Verdict()
    {
        string what = $"{Heard} lines heard, {Typed} typed, {Refused} refused, {Errors} errors in the log";
        if (Lost != null) return $"verdict: FAILED, the port is gone: {Lost}; {what}";
        if (Heard == 0) return "verdict: FAILED, the charger said nothing: is it the right port, and does it run?";
        return (Refused > 0 ? "verdict: FAILED, the charger refused what was typed; " : "verdict: played to its end; ") + what;
    }

    private void Listen()
    {
        try
        {
            while (lines.ReadLine() is { } line) Take(line);
            Lose("end of file");
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            Lose(e.Message);
        }
        _ended.Cancel();
    }

    private void Take(string line)
    {
        lock (_guard)
        {
            if (!_playing) return;
            Heard++;
            if (line.StartsWith("error:", StringComparison.Ordinal)) Refused++;
            if (line.Contains(" ERROR ", StringComparison.Ordinal)) Errors++;
            tell(line);
            Log?.WriteLine(line);
        }
    }

    private void Lose(string why)
    {
        lock (_guard)
            if (_playing) Lost ??= why;
    }
}
