using System.Globalization;
using System.Text.Json.Nodes;
using Simulator.CentralSystem.Schemas;

namespace Simulator.Wire;

/// <summary>Random CALLs of a central system out of the specification's tables: most of them valid, some with a field too few or out of range.</summary>
public sealed class RandomCall(Random random)
{
    private const double OptionalShare = 0.5;
    private const double WrongShare = 0.05;

    private static readonly OcppMessage[] s_messages = [.. OcppMessages.All.Where(m => m.Sender.HasFlag(CallSender.CentralSystem))];
    private static readonly string[] s_texts = ["RIDER-1", "a/b", "x\"y\\z", "Zürich", "電気", "🔌", "tab\tline\n", "", "HeartbeatInterval", "vendor", "1.0"];

    // Whatever they are set to, the charger stays connected and asks its rider for nothing more.
    private static readonly (string Key, string Value)[] s_settings =
    [
        ("HeartbeatInterval", "86400"), ("MeterValueSampleInterval", "900"), ("MeterValuesSampledData", "Voltage, SoC"), ("MeterValuesAlignedData", "SoC,SoC"), ("ConnectionTimeOut", "60"),
        ("LocalPreAuthorize", "true"), ("CpoName", "a/ü\"b"), ("MinimumStatusDuration", "x"), ("NumberOfConnectors", "2"), ("Nobody/knows", "1"),
    ];

    /// <summary>A restart would only cost time here.</summary>
    public static IEnumerable<string> Actions => s_messages.Where(m => m.Action != "Reset").Select(m => m.Action);

    public JsonObject Payload(string action)
    {
        if (action == "ChangeConfiguration")
        {
            var (key, value) = s_settings[random.Next(s_settings.Length)];
            return new JsonObject { ["key"] = key, ["value"] = value };
        }
        return Fields(s_messages.First(m => m.Action == action).Request);
    }

    private JsonObject Fields(IReadOnlyList<OcppField> fields)
    {
        var made = new JsonObject();
        foreach (OcppField field in fields)
        {
            bool left = field.Required ? random.NextDouble() < WrongShare / 4 : random.NextDouble() >= OptionalShare;
            if (!left) made[field.Name] = field.Many ? Many(field) : One(field);
        }
        return made;
    }

    private JsonArray Many(OcppField field)
    {
        var list = new JsonArray();
        for (int i = random.Next(field.MinItems, field.MinItems + 3); i > 0; i--) list.Add(One(field));
        return list;
    }

    private JsonNode One(OcppField field) => field.Kind switch
    {
        FieldKind.Integer => random.Next(10) == 0 ? random.Next(-5, 100_000) : random.Next(0, 3),
        FieldKind.Tenths => random.Next(0, 400) / 10.0m,
        FieldKind.Boolean => random.Next(2) == 0,
        FieldKind.Time => Time(),
        FieldKind.Address => $"http://files.test/{s_texts[random.Next(2)]}",
        FieldKind.Object => Fields(field.Nested!),
        _ => Text(field),
    };

    private string Text(OcppField field)
    {
        if (field.Values != null && random.NextDouble() >= WrongShare) return field.Values[random.Next(field.Values.Count)];
        string text = s_texts[random.Next(s_texts.Length)];
        return field.MaxLength is > 0 and < 1000 && random.NextDouble() < WrongShare ? new string('a', field.MaxLength) + text : text;
    }

    private string Time()
    {
        DateTime at = new DateTime(2026, 1, 5, 6, 0, 0, DateTimeKind.Utc).AddMinutes(random.Next(-100, 10_000)).AddMilliseconds(random.Next(1000));
        string end = random.Next(3) switch { 0 => "Z", 1 => "+00:00", _ => "-02:30" };
        return at.ToString(random.Next(2) == 0 ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture) + end;
    }
}
