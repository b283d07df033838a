using System.Text.RegularExpressions;

namespace Simulator.CentralModel;

/// <summary>Keeps passwords out of what is shown (rule 74).</summary>
public static partial class Secrets
{
    /// <summary>The text with the value of AuthorizationKey, and what is typed after it or after 'ocpp key', as asterisks.</summary>
    public static string Masked(string text)
    {
        if (text.Contains("AuthorizationKey", StringComparison.OrdinalIgnoreCase)) text = Value().Replace(text, "$1****\"");
        return Typed().Replace(text, "$1****");
    }

    [GeneratedRegex(@"(""value""\s*:\s*"")(?:[^""\\]|\\.)*""")]
    private static partial Regex Value();

    [GeneratedRegex(@"((?:ocpp\s+key|set\s+AuthorizationKey)\s+)\S+", RegexOptions.IgnoreCase)]
    private static partial Regex Typed();
}
