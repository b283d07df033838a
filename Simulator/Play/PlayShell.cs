using System.Globalization;
using Simulator.CentralModel;
using Simulator.Cli;

namespace Simulator.Play;

/// <summary>Decides which part a typed line goes to.</summary>
/// <param name="runner">Carries actions out.</param>
/// <param name="charger">Takes a line of the charger's console; null where there is none.</param>
public sealed class PlayShell(ActionRunner runner, PlayScreen screen, Action<string>? charger)
{
    /// <summary>The shell's own commands.</summary>
    public static readonly IReadOnlyList<string> OwnWords = ["help", "wait", "trace", "quit"];

    /// <summary>What a refusal begins with, the charger's and the shell's.</summary>
    public const string Error = "error:";

    private const int UsualWaitSeconds = 60;
    private const int MostWaitSeconds = 86_400;

    /// <summary>The trace of OCPP messages is shown.</summary>
    public bool TraceOn { get; private set; } = true;

    /// <summary>Waits for a line that holds a text, or for a time where the text is null; false when the line did not come.</summary>
    public required Func<string?, int, CancellationToken, Task<bool>> Wait { get; init; }

    /// <summary>Shown by help before anything else.</summary>
    public IReadOnlyList<string> Identities => runner.Identities;

    /// <summary>Carries one line out; false ends the shell.</summary>
    public async Task<bool> RunAsync(string line, CancellationToken end)
    {
        line = line.Trim();
        string[] words = line.Split(' ', 2, StringSplitOptions.TrimEntries);
        try
        {
            switch (words[0].ToLowerInvariant())
            {
                case "" or "#":
                    return true;
                case "quit" or "exit":
                    return false;
                case "help":
                    Help(words.Length > 1 ? words[1] : "");
                    return true;
                case "wait":
                    await WaitAsync(words.Length > 1 ? words[1] : "", end);
                    return true;
                case "trace":
                    string state = words.Length > 1 ? words[1].ToLowerInvariant() : "on";
                    if (state is not ("on" or "off")) throw new UsageException($"trace '{words[1]}' is not allowed; allowed: on, off");
                    TraceOn = state == "on";
                    screen.Answer($"trace {(TraceOn ? "on" : "off")}");
                    return true;
                case "chargers" when charger == null:
                    screen.Answer(Identities.Count == 0 ? "no charger is connected" : string.Join('\n', Identities.Select(i => $"{Secrets.Shown(i)}{(i == runner.Chosen ? " (in use)" : "")}")));
                    return true;
                case "use" when charger == null:
                    runner.Chosen = words.Length < 2 ? null : words[1];
                    screen.Answer(runner.Chosen == null ? "commands go to the only charger" : $"commands go to {Secrets.Shown(runner.Chosen)}");
                    return true;
            }
            await PassAsync(line, words, end);
        }
        catch (UsageException e)
        {
            Refuse(e.Message);
        }
        return true;
    }

    private async Task PassAsync(string line, string[] words, CancellationToken end)
    {
        bool toCentral = charger == null || words[0].Equals(PlayWords.CentralPrefix, StringComparison.OrdinalIgnoreCase);
        ActionCall? call = !toCentral ? ActionLine.Read(line, PlayActions.World) : ActionLine.Read(charger == null ? line : words.Length > 1 ? words[1] : "", PlayActions.Central);
        if (call != null)
        {
            Task<ActionResult> running = runner.RunAsync(call);
            // A CALL may take as long as the charger needs; typing goes on meanwhile.
            if (call.Action.Payload == null || Console.IsInputRedirected) Tell(call, await running.WaitAsync(end));
            else _ = running.ContinueWith(done => Tell(call, done.Result), end, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        }
        else if (toCentral) Refuse($"no command '{Secrets.Shown(line)}'; 'help central' lists them");
        else charger!(line);
    }

    private void Tell(ActionCall call, ActionResult result)
    {
        string side = call.Action.Side == ActionSide.World ? "world" : PlayWords.CentralPrefix;
        if (result.Good) screen.Answer($"{side}: {Secrets.Shown(result.Text)}");
        else Refuse(result.Text);
    }

    private void Refuse(string why) => screen.Answer($"{Error} {Secrets.Shown(why)}");

    /// <summary>wait SECONDS, or wait TEXT [SECONDS].</summary>
    private async Task WaitAsync(string what, CancellationToken end)
    {
        int space = what.LastIndexOf(' ');
        bool timed = int.TryParse(what[(space + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds is > 0 and <= MostWaitSeconds;
        string text = timed ? what[..Math.Max(0, space)].Trim('"', ' ') : what.Trim('"', ' ');
        if (!timed && text.Length == 0) throw new UsageException($"wait '{what}' is not allowed: SECONDS (1 to {MostWaitSeconds}), or TEXT [SECONDS] for a line that holds the text");
        if (!timed) seconds = UsualWaitSeconds;
        if (!await Wait(text.Length == 0 ? null : text, seconds, end)) Refuse($"no line with '{text}' within {seconds} s");
    }

    private void Help(string about)
    {
        about = about.Trim().ToLowerInvariant();
        if (about is "world" or "") Names("world", PlayActions.World, about.Length > 0);
        if (about is PlayWords.CentralPrefix or "") Names(charger == null ? PlayWords.CentralPrefix : $"{PlayWords.CentralPrefix} ...", PlayActions.Central, about.Length > 0);
        string bare = about.StartsWith(PlayWords.CentralPrefix + " ", StringComparison.Ordinal) ? about[(PlayWords.CentralPrefix.Length + 1)..] : about;
        PlayAction? one = about.Length == 0 ? null : PlayActions.All.FirstOrDefault(a => a.Name == bare);
        if (one != null) Detail(one);
        else if (about.Length == 0) screen.Answer(charger == null
            ? "here      chargers, use IDENTITY, trace on|off, wait SECONDS | TEXT, quit; @IDENTITY or @all before a command; help central, help NAME"
            : "here      wait SECONDS | TEXT, trace on|off, quit; help world, help central, help charger, help NAME");
        bool known = one != null || about is "" or "world" or PlayWords.CentralPrefix;
        if (charger == null && !known) Refuse($"no command '{about}' to help with; 'help central' lists them");
        else if (charger != null && one == null && about is not "world" and not PlayWords.CentralPrefix) charger(about is "" or "charger" ? "help" : $"help {about}");
    }

    private void Names(string title, IReadOnlyList<PlayAction> actions, bool each)
    {
        if (charger == null && actions[0].Side == ActionSide.World) return;
        if (each) screen.Answer(string.Join('\n', actions.Select(a => $"{a.Usage}\n    {a.Help}")));
        else screen.Answer($"{title,-9} {string.Join(", ", actions.Select(a => a.Name))}");
    }

    private void Detail(PlayAction action)
    {
        screen.Answer($"{action.Usage}\n    {action.Help}");
        foreach (var field in action.Fields) screen.Answer($"    {field.Name}: {field.Meaning}; {field.Allowed}{(field.Otherwise == null ? "" : FormattableString.Invariant($"; {field.Otherwise} unless told"))}");
    }
}
