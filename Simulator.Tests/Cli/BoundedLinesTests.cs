using Simulator.Cli;

namespace Simulator.Tests.Cli;

public sealed class BoundedLinesTests
{
    [Fact]
    public void ReadLine_AnyEndOfLine_GivesTheLinesOfAReader()
    {
        const string text = "one\r\n\r\n\rtwo\n\nthree\rfour";
        using var expected = new StringReader(text);
        using var lines = new BoundedLines(new StringReader(text), 10);
        for (string? line = expected.ReadLine(); line != null; line = expected.ReadLine()) Assert.Equal(line, lines.ReadLine());
        Assert.Null(lines.ReadLine());
    }

    [Fact]
    public void ReadLine_TooLong_IsCutAndTellsItsLengthAndTheNextIsWhole()
    {
        using var lines = new BoundedLines(new StringReader(new string('x', 100_000) + "\nplug\n"), 5);
        Assert.Equal("xxxxx... [100000 characters]", lines.ReadLine());
        Assert.Equal(100_000, lines.Characters);
        Assert.Equal("plug", lines.ReadLine());
        Assert.Equal(4, lines.Characters);
        Assert.Null(lines.ReadLine());
    }
}
