using System.CommandLine;
using System.Globalization;
using System.Net;
using Simulator.Scenarios;

namespace Simulator.Cli;

/// <summary>Options that refuse a wrong value with their name, the value and what is allowed.</summary>
public static class OptionOf
{
    public static Option<int> Whole(string name, string description, int otherwise, int min, int max)
    {
        var option = new Option<int>(name) { Description = $"{description} [{min} to {max}]", DefaultValueFactory = _ => otherwise };
        option.CustomParser = result =>
        {
            string text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= min && value <= max) return value;
            result.AddError($"{name} '{text}' is not allowed: a whole number from {min} to {max}");
            return otherwise;
        };
        return option;
    }

    public static Option<double> Number(string name, string description, double otherwise, double min, double max)
    {
        string range = string.Create(CultureInfo.InvariantCulture, $"{min} to {max}");
        var option = new Option<double>(name) { Description = string.Create(CultureInfo.InvariantCulture, $"{description} [{range}]"), DefaultValueFactory = _ => otherwise };
        option.CustomParser = result =>
        {
            string text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= min && value <= max) return value;
            result.AddError($"{name} '{text}' is not allowed: a number from {range}");
            return otherwise;
        };
        return option;
    }

    /// <summary>An address a charger can connect to: ws:// or wss:// with a host; null when not given.</summary>
    public static Option<Uri?> WebSocketAddress(string name, string description)
    {
        var option = new Option<Uri?>(name) { Description = description };
        option.CustomParser = result =>
        {
            string text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
            if (Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "ws" or "wss" && uri.Host.Length > 0) return uri;
            result.AddError($"{name} '{text}' is not allowed: ws://HOST[:PORT][/PATH] or wss://HOST[:PORT][/PATH]");
            return null;
        };
        return option;
    }

    /// <summary>A secret in hexadecimal digits, an even number of them; null when not given. A wrong one is not shown.</summary>
    public static Option<string?> Hex(string name, string description, int least, int most)
    {
        var option = new Option<string?>(name) { Description = description };
        option.CustomParser = result =>
        {
            string text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
            if (text.Length >= least && text.Length <= most && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit)) return text;
            result.AddError($"{name} '****' is not allowed: {least} to {most} hexadecimal digits, an even number");
            return null;
        };
        return option;
    }

    /// <summary>Where to listen: an address of this machine with a port; 0.0.0.0 for all of them.</summary>
    public static Option<IPEndPoint> Listen(string description, IPEndPoint otherwise)
    {
        var option = new Option<IPEndPoint>("--listen") { Description = $"{description} [ADDRESS:PORT]", DefaultValueFactory = _ => otherwise };
        option.CustomParser = result =>
        {
            string text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
            if (text.LastIndexOf(':') > text.LastIndexOf(']') && IPEndPoint.TryParse(text, out IPEndPoint? where) && where.Port < 65535) return where;
            result.AddError($"--listen '{text}' is not allowed: ADDRESS:PORT, such as 0.0.0.0:{otherwise.Port} for every network of this machine, port 0 to 65534");
            return otherwise;
        };
        return option;
    }

    /// <summary>A file that must be there; null when not given.</summary>
    public static Option<FileInfo?> ExistingFile(string name, string description)
    {
        var option = new Option<FileInfo?>(name) { Description = description };
        option.CustomParser = result =>
        {
            string text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
            if (File.Exists(text)) return new FileInfo(text);
            result.AddError($"{name} '{text}' is not allowed: there is no file {(text.Length == 0 ? "without a name" : Path.GetFullPath(text))}; the path of a file that is there");
            return null;
        };
        return option;
    }

    /// <summary>A scenario: a file, or an example by its name; null when not given.</summary>
    public static Option<ScenarioFile?> Scenario(string description)
    {
        var option = new Option<ScenarioFile?>("--scenario") { Description = description + " [a file, or one of the examples: " + string.Join(", ", ScenarioFile.Examples) + "]" };
        option.CustomParser = result =>
        {
            string text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
            if (ScenarioFile.Find(text) is ScenarioFile found) return found;
            result.AddError($"--scenario '{text}' is not allowed: there is no file {(text.Length == 0 ? "without a name" : Path.GetFullPath(text))}; the path of a file that is there, or an example: {string.Join(", ", ScenarioFile.Examples)}");
            return null;
        };
        return option;
    }

    /// <summary>A file that will be written: whether it can be is found out before the command begins. Null when not given.</summary>
    public static Option<string?> WritableFile(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description };
        option.Validators.Add(result =>
        {
            string text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
            if (text.Length > 0 && Unwritable(Path.GetFullPath(text)) is string why) result.AddError($"{name} '{text}' is not allowed: {why}");
        });
        return option;
    }

    /// <summary>Why a file cannot be written, null when it can. One that is not there yet is not there afterwards.</summary>
    private static string? Unwritable(string path)
    {
        if (Directory.Exists(path)) return $"{path} is a folder";
        if (!Directory.Exists(Path.GetDirectoryName(path))) return $"there is no folder {Path.GetDirectoryName(path)}";
        bool there = File.Exists(path);
        try
        {
            using var file = new FileStream(path, there ? FileMode.Open : FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite, 1, there ? FileOptions.None : FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{path} cannot be written: {e.Message}";
        }
    }

    public static Option<string> Text(string name, string description, string otherwise, int longest)
    {
        var option = new Option<string>(name) { Description = $"{description} [1 to {longest} characters]", DefaultValueFactory = _ => otherwise };
        option.CustomParser = result =>
        {
            string text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
            if (text.Length >= 1 && text.Length <= longest) return text;
            result.AddError($"{name} '{text}' is not allowed: 1 to {longest} characters");
            return otherwise;
        };
        return option;
    }

    public static Option<string> Word(string name, string description, string otherwise, params string[] words)
    {
        string all = string.Join(", ", words);
        var option = new Option<string>(name) { Description = $"{description} [{all}]", DefaultValueFactory = _ => otherwise };
        option.CustomParser = result =>
        {
            string text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
            if (words.Contains(text)) return text;
            result.AddError($"{name} '{text}' is not allowed: {all}");
            return otherwise;
        };
        return option;
    }

    /// <summary>Where the page of figures is that a command writes its own into; null when not given.</summary>
    public static Option<string?> FigurePage() => WritableFile("--write-docs", $"Also writes the figures into this page ({Bench.FigurePage.UsualPath}).");
}
