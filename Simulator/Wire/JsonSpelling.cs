using System.Globalization;
using System.Text;

namespace Simulator.Wire;

/// <summary>Writes a JSON text again with escapes where none are needed: another spelling of the same text, as libraries differ.</summary>
public static class JsonSpelling
{
    /// <param name="share">Of the characters in strings that become escapes, from 0 to 1.</param>
    public static string Escape(string json, Random random, double share)
    {
        var text = new StringBuilder(json.Length * 2);
        bool inString = false;
        for (int i = 0; i < json.Length; i++)
        {
            char c = json[i];
            if (c == '"') inString = !inString;
            if (!inString || c == '"')
            {
                text.Append(c);
            }
            else if (c == '\\')
            {
                int length = json[i + 1] == 'u' ? 6 : 2;
                text.Append(json, i, length);
                i += length - 1;
            }
            else if (random.NextDouble() >= share)
            {
                text.Append(c);
                if (char.IsHighSurrogate(c)) text.Append(json[++i]);
            }
            else if (c == '/' && random.Next(2) == 0)
            {
                text.Append("\\/");
            }
            else
            {
                text.Append(Hex(c, random));
                if (char.IsHighSurrogate(c)) text.Append(Hex(json[++i], random));
            }
        }
        return text.ToString();
    }

    private static string Hex(char c, Random random)
    {
        string digits = ((int)c).ToString("x4", CultureInfo.InvariantCulture);
        return "\\u" + (random.Next(2) == 0 ? digits : digits.ToUpperInvariant());
    }
}
