using System.Text.Json;

namespace Simulator.Scenarios;

/// <summary>A scenario that cannot be taken; the message names the field, its value and what is allowed.</summary>
public sealed class ScenarioException(string message) : Exception(message);

/// <summary>Reads a scenario from JSON; every field is checked against the tables.</summary>
public static class ScenarioReader
{
    private const double LongestSeconds = 30 * 24 * 3600;
    private const int MostEvents = 1000;
    private static readonly string[] s_topFields = ["name", "seconds", "profile", "events", "expect"];
    private static readonly string[] s_timeFields = ["at", "do", "for", "every"];
    private static readonly string[] s_expectFields = ["transactions", "reason", "minWh", "maxWh", "profile"];

    public static Scenario ReadFile(string path) => Read(File.ReadAllText(path));

    public static Scenario Read(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return Whole(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new ScenarioException($"the scenario is not JSON: {e.Message}");
        }
    }

    private static Scenario Whole(JsonElement root)
    {
        OnlyKnown(root, "the scenario", s_topFields);
        double seconds = Number(root, "seconds", "the scenario", 1, LongestSeconds) ?? throw new ScenarioException("seconds is missing; allowed: a number from 1 to 2592000");
        var events = new List<ScenarioEvent>();
        if (root.TryGetProperty("events", out JsonElement list))
        {
            if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > MostEvents) throw new ScenarioException($"events is not allowed as given; allowed: a list of at most {MostEvents} events");
            foreach (JsonElement item in list.EnumerateArray()) events.Add(Event(item, events.Count + 1, seconds));
        }
        return new Scenario
        {
            Name = Text(root, "name", "the scenario", 60) ?? "scenario",
            Profile = (int?)Number(root, "profile", "the scenario", 0, 3),
            LengthMs = (long)(seconds * 1000),
            Events = events,
            Expect = root.TryGetProperty("expect", out JsonElement expect) ? Expectation(expect) : new ScenarioExpectation(),
        };
    }

    private static ScenarioEvent Event(JsonElement item, int number, double seconds)
    {
        string where = $"event {number}";
        string kind = item.ValueKind == JsonValueKind.Object ? Text(item, "do", where, 40) ?? "" : "";
        EventRule rule = EventTable.Find(kind) ?? throw new ScenarioException($"{where}: do '{kind}' is not allowed; allowed: {string.Join(", ", EventTable.Rules.Select(r => r.Kind))}");
        where += $" ({kind})";
        OnlyKnown(item, where, [.. s_timeFields, .. rule.Fields.Select(f => f.Name)]);
        double at = Number(item, "at", where, 0, seconds) ?? throw new ScenarioException($"{where}: at is missing; allowed: a number from 0 to {seconds}");
        if (!rule.Lasts && item.TryGetProperty("for", out JsonElement lasts)) throw new ScenarioException($"{where}: for '{lasts}' is not allowed: this event takes no time");
        var fields = new Dictionary<string, object>();
        foreach (FieldRule field in rule.Fields) Take(item, field, where, fields);
        return new ScenarioEvent(kind, fields)
        {
            AtMs = Ms(at),
            ForMs = Ms(Number(item, "for", where, 0.02, LongestSeconds) ?? 0),
            EveryMs = Ms(Number(item, "every", where, 1, LongestSeconds) ?? 0),
        };
    }

    private static long Ms(double seconds) => (long)Math.Round(seconds * 1000);

    private static void Take(JsonElement item, FieldRule field, string where, Dictionary<string, object> into)
    {
        object? value = field.Words != null ? Word(item, field, where)
            : field.IsText ? Text(item, field.Name, where, (int)field.Max)
            : Number(item, field.Name, where, field.Min, field.Max);
        if (value != null) into[field.Name] = value;
        else if (field.Required) throw new ScenarioException($"{where}: {field.Name} is missing; allowed: {field.Allowed}");
    }

    private static ScenarioExpectation Expectation(JsonElement expect)
    {
        OnlyKnown(expect, "expect", s_expectFields);
        return new ScenarioExpectation
        {
            Transactions = (int?)Number(expect, "transactions", "expect", 0, 100000),
            Reason = Text(expect, "reason", "expect", 20),
            MinWh = Number(expect, "minWh", "expect", 0, 1e9),
            MaxWh = Number(expect, "maxWh", "expect", 0, 1e9),
            Profile = (int?)Number(expect, "profile", "expect", 0, 3),
        };
    }

    private static void OnlyKnown(JsonElement element, string where, string[] allowed)
    {
        if (element.ValueKind != JsonValueKind.Object) throw new ScenarioException($"{where} '{element}' is not allowed; allowed: an object with {string.Join(", ", allowed)}");
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!allowed.Contains(property.Name)) throw new ScenarioException($"{where}: {property.Name} '{property.Value}' is not allowed; allowed: {string.Join(", ", allowed)}");
        }
    }

    private static double? Number(JsonElement element, string name, string where, double min, double max)
    {
        if (!element.TryGetProperty(name, out JsonElement value)) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && number >= min && number <= max) return number;
        throw new ScenarioException(FormattableString.Invariant($"{where}: {name} '{value}' is not allowed; allowed: a number from {min} to {max}"));
    }

    private static string? Text(JsonElement element, string name, string where, int longest)
    {
        if (!element.TryGetProperty(name, out JsonElement value)) return null;
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text && text.Length <= longest) return text;
        throw new ScenarioException($"{where}: {name} '{value}' is not allowed; allowed: text of 1 to {longest} characters");
    }

    private static string? Word(JsonElement element, FieldRule field, string where)
    {
        if (!element.TryGetProperty(field.Name, out JsonElement value)) return null;
        if (value.ValueKind == JsonValueKind.String && field.Words!.Contains(value.GetString())) return value.GetString();
        throw new ScenarioException($"{where}: {field.Name} '{value}' is not allowed; allowed: {field.Allowed}");
    }
}
