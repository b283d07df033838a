using System.Text.RegularExpressions;
using Firmware.Terminal;

namespace Simulator.Play;

/// <summary>What Tab knows: the words of every command, the charger's, the world's and the central system's, and the configuration keys.</summary>
public sealed partial class PlayWords
{
    /// <summary>What a command of the central system begins with where a charger's console is typed at.</summary>
    public const string CentralPrefix = "central";

    private const string Key = "KEY";
    private const string Identity = "IDENTITY";

    // A word of a phrase: its alternatives, none for anything.
    private readonly List<string[][]> _phrases = [];

    /// <summary>The chargers that stand where a command takes one.</summary>
    public Func<IReadOnlyList<string>> Identities { get; init; } = () => [];

    /// <summary>The keys that stand where a command takes one.</summary>
    public IReadOnlyList<string> Keys { get; set; } = [];

    /// <summary>A charger's console with its world and, behind its prefix, its central system.</summary>
    public static PlayWords OfCharger()
    {
        var words = new PlayWords();
        for (int i = 0; i < CommandTable.Count; i++) words.AddConsole((CommandCode)i);
        foreach (PlayAction action in PlayActions.World) words.Add([], action);
        foreach (PlayAction action in PlayActions.Central) words.Add([[CentralPrefix]], action);
        foreach (string own in PlayShell.OwnWords) words._phrases.Add([[own]]);
        return words;
    }

    /// <summary>A central system's own terminal.</summary>
    public static PlayWords OfCentral(CentralSystem.EmbeddedCentralSystem central)
    {
        var words = new PlayWords { Identities = () => central.ConnectedIdentities };
        foreach (PlayAction action in PlayActions.Central) words.Add([], action);
        foreach (string own in new[] { "help", "chargers", "wait", "trace", "quit" }) words._phrases.Add([[own]]);
        words._phrases.Add([["use"], [Identity]]);
        return words;
    }

    /// <summary>The words that can stand where a text ends.</summary>
    public IReadOnlyList<string> After(string text)
    {
        string[] typed = text.TrimStart().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string last = text.Length == 0 || text.EndsWith(' ') ? "" : typed[^1];
        string[] before = last.Length == 0 ? typed : typed[..^1];
        return [.. _phrases.Where(p => p.Length > before.Length && Fits(p, before)).SelectMany(p => Expanded(p[before.Length]))
            .Where(w => w.StartsWith(last, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
    }

    private static bool Fits(string[][] phrase, string[] typed)
    {
        for (int i = 0; i < typed.Length; i++)
            if (phrase[i].Length > 0 && phrase[i][0] is not Key and not Identity && !phrase[i].Contains(typed[i], StringComparer.OrdinalIgnoreCase)) return false;
        return true;
    }

    private IEnumerable<string> Expanded(string[] alternatives) => alternatives is [Key] ? Keys : alternatives is [Identity] ? Identities() : alternatives;

    private void Add(string[][] before, PlayAction action)
    {
        string[][] name = [.. before, .. action.Name.Split(' ').Select(w => new[] { w })];
        _phrases.Add([.. name, .. action.Fields.Select(f => f.Words ?? (f.Name == "key" ? [Key] : []))]);
        if (action.Lasts) _phrases.Add([.. name, ["off"]]);
    }

    private void AddConsole(CommandCode command)
    {
        string name = CommandTable.Name(command);
        if (command == CommandCode.Help) _phrases.Add([[name], [.. Enumerable.Range(0, CommandTable.Count).Select(i => CommandTable.Name((CommandCode)i))]]);
        foreach (string alternative in CommandTable.Arguments(command).Split(" | "))
        {
            string[] words = Word().Matches(alternative).Select(m => m.Value).ToArray();
            _phrases.Add([[name], .. words.Select(w => w == Key ? [Key] : w.Split('|').Where(a => a.Length > 0 && !a.Any(char.IsAsciiLetterUpper)).ToArray())]);
        }
    }

    [GeneratedRegex(@"[^\s\[\]]+")]
    private static partial Regex Word();
}
