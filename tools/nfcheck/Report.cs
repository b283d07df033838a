namespace DeviceCheck;

/// <summary>Prints what was found, as a compiler does, and counts it.</summary>
/// <param name="output">Where the lines go.</param>
public sealed class Report(TextWriter output)
{
    /// <summary>How many errors were printed; any makes the check fail.</summary>
    public int Errors { get; private set; }

    /// <summary>How many warnings were printed; each needs a reason.</summary>
    public int Warnings { get; private set; }

    /// <summary>An error at a place, with its number (docs/nfcheck.md lists them).</summary>
    public void Error(string place, string code, string text) => Error($"{place}: error {code}: {text}");

    /// <summary>An error in the compiler's own words.</summary>
    public void Error(string line)
    {
        Errors++;
        output.WriteLine(line);
    }

    /// <summary>A warning at a place, with its number.</summary>
    public void Warn(string place, string code, string text)
    {
        Warnings++;
        output.WriteLine($"{place}: warning {code}: {text}");
    }

    /// <summary>A line that is neither.</summary>
    public void Say(string line) => output.WriteLine(line);
}
