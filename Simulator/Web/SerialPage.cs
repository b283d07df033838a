using Simulator.CentralModel;
using Simulator.Play;

namespace Simulator.Web;

/// <summary>
/// The page of a charger whose serial line is all there is: what its console tells is shown, its commands can be typed, and
/// actions that the user has to do by hand are greyed out with that reason.
/// </summary>
public sealed class SerialPage : IPageSource
{
    private const string AtTheBench = "a board is not told this over its serial line: do it at the bench";
    private const string AtTheCentralSystem = "it is asked by the central system that the board is connected to";
    private const string Prompt = "> ";
    private const string NoLine = "nothing can be typed there";

    private readonly TextWriter? _typing;
    private readonly SerialReadings _readings = new();
    private readonly MarkWatch _marks;
    private readonly Lock _guard = new();
    private readonly string _port;

    /// <param name="port">As it was named.</param>
    /// <param name="typing">The line's other direction; null where nothing can be typed.</param>
    public SerialPage(string port, TextWriter? typing)
    {
        _port = port;
        _typing = typing;
        _marks = new MarkWatch(Feed);
        Actions = [.. SerialActions.All.Select(a => a with { Missing = typing == null ? NoLine : null }),
            .. PlayActions.World.Where(a => SerialActions.All.All(s => s.Name != a.Name)).Select(a => ActionPage.Button(a, AtTheBench)),
            .. PlayActions.Central.Select(a => ActionPage.Button(a, AtTheCentralSystem))];
        Missing = typing != null ? s_missing : new Dictionary<string, string>(s_missing) { ["console"] = NoLine };
        Feed.Publish(_readings.State());
    }

    private static readonly Dictionary<string, string> s_missing = new()
    {
        ["trace"] = "A board does not tell its OCPP messages over the serial line: the central system has them (central --web).",
        ["notice"] = "Everything here comes from the charger's serial line. It tells its figures every 10 s; the gate's conditions come with the command status, the watermarks with status full.",
    };

    public string Kind => "serial";

    public string Title => $"Charger on {_port}";

    public PageFeed Feed { get; } = new();

    public IReadOnlyList<PageAction> Actions { get; }

    public IReadOnlyDictionary<string, string> Missing { get; }

    /// <summary>Takes a line of the serial console.</summary>
    public void Take(string line)
    {
        PageState? news;
        lock (_guard)
        {
            Feed.Lines.Add(new PageLine(_readings.Seconds, "serial", Masked(SerialReadings.Plain(line))));
            news = _readings.Take(line) ? _readings.State() : null;
        }
        if (news == null) return;
        Feed.Publish(news);
        _marks.Look(news);
        if (_readings.TakePoint() is ChartPoint point) Feed.Points.Add(point);
    }

    /// <summary>What was typed stands behind the prompt.</summary>
    private static string Masked(string line) => line.StartsWith(Prompt, StringComparison.Ordinal) ? Prompt + Secrets.Masked(line[Prompt.Length..]) : Secrets.Masked(line);

    /// <summary>The line is gone, and why.</summary>
    public void Gone(string why) => Feed.Lines.Add(new PageLine(_readings.Seconds, "world", $"the line is gone: {why}"));

    public async Task<PageAnswer> DoAsync(string name, IReadOnlyDictionary<string, string> fields, bool begins, string? charger, CancellationToken end)
    {
        (string? line, string? wrong) = SerialActions.Line(name, fields);
        if (line == null) return new PageAnswer(false, wrong!);
        PageAnswer typed = await TypeAsync(line, end);
        return typed.Ok ? new PageAnswer(true, $"typed: {Secrets.Masked(line)}") : typed;
    }

    public Task<PageAnswer> TypeAsync(string line, CancellationToken end)
    {
        if (_typing == null) return Task.FromResult(new PageAnswer(false, NoLine));
        try
        {
            lock (_typing) _typing.Write(line + "\r");
            Feed.Lines.Add(new PageLine(_readings.Seconds, "typed", Secrets.Masked(line)));
            return Task.FromResult(new PageAnswer(true, Secrets.Masked(line) == line ? "" : "holds a secret"));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return Task.FromResult(new PageAnswer(false, $"{_port} does not take it: {e.Message}"));
        }
    }
}
