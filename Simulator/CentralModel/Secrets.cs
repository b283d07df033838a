using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Charger.Runtime;
using Firmware.Terminal;

namespace Simulator.CentralModel;

/// <summary>
/// What the simulator shows of texts from outside: one line each, without passwords (rule 74). Typed lines are masked by the
/// firmware's own <see cref="SecretWords"/>; in messages the value of AuthorizationKey and the user part of a location are.
/// </summary>
public static partial class Secrets
{
    private const string Mask = "****";

    /// <summary>A payload, a typed line or any other text, fit to be shown.</summary>
    public static string Masked(string text)
    {
        if (Parsed(text) is JsonNode node)
        {
            MaskIn(node);
            text = node.ToJsonString();
        }
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int from = SecretWords.From(bytes, bytes.Length);
        if (from < bytes.Length) text = Encoding.UTF8.GetString(bytes, 0, from) + Mask;
        return Shown(UserPart().Replace(text, "$1" + Mask + "@"));
    }

    /// <summary>On one line: control characters as \xHH.</summary>
    public static string Shown(string text) => ControlCharacters.Escaped(text.Replace("\0", "\\x00", StringComparison.Ordinal));

    private static JsonNode? Parsed(string text)
    {
        if (!text.StartsWith('{') && !text.StartsWith('[')) return null;
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void MaskIn(JsonNode node)
    {
        if (node is JsonArray array)
        {
            foreach (JsonNode? one in array.Where(n => n != null)) MaskIn(one!);
        }
        if (node is not JsonObject fields) return;
        bool isKey = fields.Any(f => Same(f.Key, "key") && f.Value is JsonValue v && v.TryGetValue(out string? name) && Same(name.Trim(), "AuthorizationKey"));
        foreach ((string name, JsonNode? value) in fields.ToList())
        {
            if (value == null) continue;
            if (Same(name, "AuthorizationKey") || (isKey && Same(name, "value"))) fields[name] = Mask;
            else MaskIn(value);
        }
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"(\w://)[^\s""]*@")]
    private static partial Regex UserPart();
}
