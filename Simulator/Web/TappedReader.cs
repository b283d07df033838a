namespace Simulator.Web;

/// <summary>Hands each line on to a page too.</summary>
internal sealed class TappedReader(TextReader lines, Action<string> told) : TextReader
{
    public override string? ReadLine()
    {
        string? line = lines.ReadLine();
        if (line != null) told(line);
        return line;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) lines.Dispose();
        base.Dispose(disposing);
    }
}
