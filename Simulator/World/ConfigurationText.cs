using System.Text;
using System.Text.Json;

namespace Simulator.World;

/// <summary>What a deployed configuration file holds.</summary>
public static class ConfigurationText
{
    /// <summary>The file's text for pairs, values as texts.</summary>
    public static byte[] Of(IEnumerable<KeyValuePair<string, string>> pairs) =>
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(pairs.ToDictionary(p => p.Key, p => p.Value)));
}
