namespace Simulator.Bench;

/// <summary>A part of a page that a command writes, between two marks that stay.</summary>
/// <param name="Begin">With its end of line.</param>
public sealed record PageMarks(string Begin, string End)
{
    /// <summary>The page with this text between the marks.</summary>
    /// <exception cref="InvalidOperationException">The page has lost the marks.</exception>
    public string In(string page, string text)
    {
        int from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int to = page.IndexOf(End, StringComparison.Ordinal);
        if (from < Begin.Length || to < from) throw new InvalidOperationException($"the page has lost its mark '{Begin.Trim()}' or '{End}'");
        return page[..from] + text + page[to..];
    }
}
