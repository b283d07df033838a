using Simulator.Cli;
using Simulator.Scenarios;

namespace Simulator.Play;

/// <summary>
/// A typed line as an action: <c>[@IDENTITY] NAME VALUE ... [off]</c>. Values stand in the order of the fields or as
/// FIELD=VALUE; a text that is the last field takes the rest of the line.
/// </summary>
public static class ActionLine
{
    /// <summary>The action that a line names, the longest name first; null when it names none.</summary>
    public static PlayAction? Find(string line, IEnumerable<PlayAction> among)
    {
        string[] words = Words(line);
        return among.Where(a => Begins(words, a.Name.Split(' '))).MaxBy(a => a.Name.Length);
    }

    /// <summary>Null when the line names none of these actions.</summary>
    /// <exception cref="UsageException">It names one, with values that are not allowed.</exception>
    public static ActionCall? Read(string line, IEnumerable<PlayAction> among)
    {
        line = line.Trim();
        string? charger = null;
        if (line.StartsWith('@'))
        {
            string[] parts = line[1..].Split(' ', 2, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length < 2) throw new UsageException($"'{line}': a command is missing behind the charger's identity");
            (charger, line) = (parts[0], parts[1].Trim());
        }
        if (Find(line, among) is not PlayAction action) return null;
        string rest = After(line, action.Name.Split(' ').Length);
        bool begins = !(action.Lasts && rest.Split(' ')[^1].Equals("off", StringComparison.OrdinalIgnoreCase));
        if (!begins) rest = rest[..^3].TrimEnd();
        return ActionCall.Of(action, Values(action, rest), begins, charger);
    }

    private static Dictionary<string, string> Values(PlayAction action, string rest)
    {
        var values = new Dictionary<string, string>();
        while (rest.Length > 0)
        {
            FieldRule? named = action.Fields.FirstOrDefault(f => rest.StartsWith(f.Name + "=", StringComparison.OrdinalIgnoreCase));
            if (named != null) rest = rest[(named.Name.Length + 1)..];
            FieldRule field = named ?? action.Fields.FirstOrDefault(f => !values.ContainsKey(f.Name))
                ?? throw new UsageException($"{action.Name}: '{rest}' is too much; it takes: {action.Usage}");
            bool takesRest = field.IsText && field == action.Fields[^1] && !rest.StartsWith('"');
            string value = takesRest ? rest : First(rest);
            rest = takesRest ? "" : rest[value.Length..].TrimStart();
            if (value.StartsWith('"') && (value.Length == 1 || !value.EndsWith('"'))) throw new UsageException($"{action.Name}: {value} is not allowed: its second quotation mark is missing");
            values[field.Name] = value.StartsWith('"') ? value[1..^1] : value;
        }
        return values;
    }

    /// <summary>One word, or what stands between two quotation marks with them.</summary>
    private static string First(string text)
    {
        int end = text[0] == '"' ? text.IndexOf('"', 1) + 1 : text.IndexOf(' ');
        return end <= 0 ? text : text[..end];
    }

    private static string After(string line, int words)
    {
        for (int i = 0; i < words; i++)
        {
            int space = line.IndexOf(' ');
            line = space < 0 ? "" : line[space..].TrimStart();
        }
        return line;
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static bool Begins(string[] words, string[] name) => words.Length >= name.Length && name.Zip(words).All(p => p.First.Equals(p.Second, StringComparison.OrdinalIgnoreCase));
}
