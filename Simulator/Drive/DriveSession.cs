using Simulator.CentralModel;
using Simulator.Scenarios;

namespace Simulator.Drive;

/// <summary>
/// One scenario on a charger at a serial port: types commands, asks the user, reads the console. It passes when the charger answered, accepted
/// the commands and did what the scenario expects, the port stayed open, and the user has confirmed each request.
/// </summary>
public sealed class DriveSession(TextReader lines, TextWriter typed, Action<string> tell)
{
    private const int EndMs = 2000;

    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _guard = new();
    private readonly ConsoleTransactions _transactions = new();
    private readonly List<string> _unmet = [];
    private int _asked;
    private int _confirmed;
    private bool _playing = true;

    /// <summary>Takes every line of the console.</summary>
    public TextWriter? Log { get; init; }

    /// <summary>Lines heard, those that begin with "error:", and those the log marks as errors.</summary>
    public int Heard { get; private set; }

    public int Refused { get; private set; }

    public int Errors { get; private set; }

    public int Typed { get; private set; }

    /// <summary>Why it ended before the scenario; null when it did not.</summary>
    public string? Lost { get; private set; }

    /// <summary>Called with what the user at the test bench is asked to do; each request is to be confirmed.</summary>
    public Action<string>? Prompt { get; init; }

    /// <summary>Requests that the user has not confirmed.</summary>
    public int Unconfirmed => Volatile.Read(ref _asked) - Volatile.Read(ref _confirmed);

    public bool Good => Heard > 0 && Refused == 0 && Lost == null && Unconfirmed == 0 && _unmet.Count == 0;

    /// <summary>The user has done what the oldest request asked for.</summary>
    public void Confirm()
    {
        if (Unconfirmed > 0) Interlocked.Increment(ref _confirmed);
    }

    public void Play(Scenario scenario, IPlayTime time)
    {
        var reader = new Thread(Listen) { IsBackground = true };
        reader.Start();
        var stage = new BenchStage(typed, Ask);
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
        lock (_guard) _unmet.AddRange(_transactions.Unmet(scenario.Expect));
    }

    private void Ask(string what)
    {
        Interlocked.Increment(ref _asked);
        (Prompt ?? tell)(what);
    }

    public string Verdict()
    {
        string what = $"{Heard} lines heard, {Typed} typed, {Refused} refused, {Errors} errors in the log";
        if (Lost != null) return $"verdict: FAILED, the port is gone: {Lost}; {what}";
        if (Heard == 0) return "verdict: FAILED, the charger said nothing: is it the right port, and does it run?";
        if (Unconfirmed > 0) return $"verdict: FAILED, {Unconfirmed} of {_asked} things asked for were not confirmed with Enter: is anybody there? {what}";
        if (_unmet.Count > 0) return $"verdict: FAILED, {string.Join("; ", _unmet)}; {what}";
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
            _transactions.Read(line);
            tell(Secrets.Shown(line));
            Log?.WriteLine(line);
        }
    }

    private void Lose(string why)
    {
        lock (_guard)
            if (_playing) Lost ??= why;
    }
}
