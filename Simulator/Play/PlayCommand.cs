using System.CommandLine;
using Simulator.Cli;
using Simulator.Session;
using Simulator.Web;

namespace Simulator.Play;

/// <summary>A charger in real time: the terminal is its serial console, and more.</summary>
public static class PlayCommand
{
    private const int MostSpeed = 100;
    private static readonly Option<Uri?> s_csms = OptionOf.WebSocketAddress("--csms", "A central system of yours, without the identity; the embedded one otherwise.");
    private static readonly Option<string> s_identity = new("--identity") { Description = "The charger's identity.", DefaultValueFactory = _ => "CP-SIM-1" };
    private static readonly Option<int> s_seed = OptionOf.Whole("--seed", "For what is drawn.", 1, 0, 1_000_000_000);
    private static readonly Option<double> s_speed = OptionOf.Number("--speed", "Simulated seconds for each real one, for scripts.", 1, 0.1, MostSpeed);
    private static readonly Option<bool> s_signed = new("--signed") { Description = "Firmware that takes signed updates, on a board with two places for an image (docs/firmware-update.md)." };
    private static readonly Option<string> s_meter = MeterOption.Create();
    private static readonly Option<int> s_devicePage = DevicePageOption.Create();
    private static readonly Option<string?> s_log = OptionOf.WritableFile("--log", "Writes every line of the serial console to this file, for plot.");

    public static Command Create()
    {
        var command = new Command("play", "A charger in real time to type at: its serial console, and plug, unplug, cut link, stuck contactor ... (help). Lines may come from a file or pipe too.");
        foreach (Option option in new Option[] { s_csms, s_identity, s_seed, s_speed, s_signed, s_meter, s_devicePage, s_log }) command.Options.Add(option);
        WebOptions.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken end)
    {
        Uri? csms = parsed.GetValue(s_csms);
        double speed = parsed.GetValue(s_speed);
        if (csms != null && speed > 1) throw new UsageException(FormattableString.Invariant($"--speed '{speed}' is not allowed with --csms: the charger's time limits would run out {speed} times as fast as the real network answers; 0.1 to 1"));
        PageSettings? page = WebOptions.Read(parsed);
        using StreamWriter? log = parsed.GetValue(s_log) is string path ? new StreamWriter(path) : null;
        var options = new SessionOptions { Csms = csms, Identity = parsed.GetValue(s_identity)!, Seed = parsed.GetValue(s_seed), Speed = speed, Signed = parsed.GetValue(s_signed), Panel = true, Meter = MeterOption.KindOf(parsed.GetValue(s_meter)), DevicePage = parsed.GetValue(s_devicePage) };
        PlayScreen screen = PlayTerminal.Screen();
        using var session = new PlaySession(options, screen, log, end);
        using PageServer? server = page == null ? null : WebOptions.Serve(new WorldPage(options, session.World, session.Central, session.Runner).With(session.Tap).With(session.Panel), page);
        if (server != null) screen.Answer($"page: {server.Url}");
        screen.Answer("a charger boots; 'plug', 'present 04A1B2C3', 'press stop', 'unplug' are a session, 'help' lists everything, Ctrl-D ends");
        try
        {
            int code = await PlayAsync(session, screen, end);
            if (server == null || PlayTerminal.IsLive) return code;
            // A script or nobody at all, as in a container: the page is what the charger goes on for.
            Ending.IsJudged(code);
            screen.Answer(WebOptions.StaysOn(server));
            await Task.Delay(Timeout.InfiniteTimeSpan, end);
            return code;
        }
        catch (OperationCanceledException)
        {
            // Ended by its user.
            return Ending.EndedByUser;
        }
    }

    private static async Task<int> PlayAsync(PlaySession session, PlayScreen screen, CancellationToken end)
    {
        var lines = new LineWait(screen, () => session.Seconds);
        var shell = new PlayShell(session.Runner, screen, session.Type) { Wait = lines.ForAsync };
        session.TraceOn = () => shell.TraceOn;
        int refused = 0;
        screen.Told += line => refused += line.StartsWith(PlayShell.Error, StringComparison.Ordinal) ? 1 : 0;
        PlayWords words = PlayWords.OfCharger();
        session.Start();
        bool all = await PlayTerminal.ReadAsync(screen, words, line =>
        {
            words.Keys = session.Keys;
            return shell.RunAsync(line, end);
        }, end);
        if (all && !PlayTerminal.IsLive) await lines.ForAsync(null, 1, end);
        return session.Broken == null && (PlayTerminal.IsLive || refused == 0) ? 0 : 1;
    }
}
