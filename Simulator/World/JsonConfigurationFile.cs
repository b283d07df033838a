using System.Text;
using System.Text.Json;
using Charger.Runtime;
using Firmware;
using Firmware.Terminal;

namespace Simulator.World;

/// <summary>The configuration file on the simulated flash: the desktop's twin of the device's adapter, with the same refusals.</summary>
public sealed class JsonConfigurationFile(IStorage storage) : IConfigurationFile
{
    public const string Name = CommandTable.ConfigurationFileName;
    private const int MostBytes = 4096;

    public bool IsThere => storage.Length(Name) >= 0;

    public string? Read(IConfigurationTaker taker)
    {
        int length = storage.Length(Name);
        if (length is <= 0 or > MostBytes) return $"{Name} has {length} bytes: 1 to {MostBytes} are allowed";
        var bytes = new byte[length];
        if (storage.Read(Name, 0, bytes, 0, length) != length) return $"{Name} could not be read";
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return $"{Name} is no flat JSON object";
            foreach (JsonProperty pair in document.RootElement.EnumerateObject())
            {
                if (TextOf(pair.Value) is not { } text) return $"{Name}: {pair.Name} is not a text, number or truth";
                if (!taker.Take(pair.Name, text)) return null;
            }
            return null;
        }
        catch (JsonException e)
        {
            return $"{Name} is no flat JSON object: {e.Message}";
        }
    }

    public void Remove() => storage.Delete(Name);

    /// <summary>The file's text for pairs, values as texts.</summary>
    public static byte[] Write(IEnumerable<KeyValuePair<string, string>> pairs) =>
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(pairs.ToDictionary(p => p.Key, p => p.Value)));

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };
}
