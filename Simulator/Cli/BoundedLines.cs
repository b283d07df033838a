using System.Globalization;
using System.Text;

namespace Simulator.Cli;

/// <summary>
/// Lines of a source that need not be one: a file piped in by mistake, a port at the wrong baud. Of each line no more is kept than
/// <paramref name="most"/> characters; CR, LF and CR LF end one.
/// </summary>
/// <param name="lines">Disposed with this.</param>
public sealed class BoundedLines(TextReader lines, int most) : TextReader
{
    /// <summary>Of a line that is typed: the longest payload has 4,000 characters.</summary>
    public const int MostTyped = 8192;

    /// <summary>Of a line of a charger's console, whose own are far shorter.</summary>
    public const int MostHeard = 16_384;

    private bool _afterReturn;

    /// <summary>How many characters the last line had, with those that were left out.</summary>
    public long Characters { get; private set; }

    /// <summary>Null when the source has ended. A line that was cut says how long it was.</summary>
    public override string? ReadLine()
    {
        var line = new StringBuilder();
        Characters = 0;
        while (true)
        {
            int next = lines.Read();
            bool second = _afterReturn && next == '\n';
            _afterReturn = next == '\r';
            if (second) continue;
            if (next < 0 && Characters == 0) return null;
            if (next is < 0 or '\r' or '\n') break;
            if (Characters++ < most) line.Append((char)next);
        }
        if (Characters > most) line.Append(CultureInfo.InvariantCulture, $"... [{Characters} characters]");
        return line.ToString();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) lines.Dispose();
        base.Dispose(disposing);
    }
}
