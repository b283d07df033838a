using Simulator.Play;

namespace Simulator.Tests.Play;

public sealed class PlayScreenTests
{
    [Fact]
    public void Line_ControlCharacters_AreEscaped()
    {
        var text = new StringWriter();
        new PlayScreen(text, live: false, () => 80).Line(1.5, "serial", "a\u001b[2Jb");
        Assert.Equal(@"    1.500 serial  a\x1B[2Jb", text.ToString().TrimEnd());
    }

    [Fact]
    public void Typed_LongLine_IsShownAroundTheCursorAboveTheStatus()
    {
        var text = new StringWriter();
        var screen = new PlayScreen(text, live: true, () => 30);
        screen.Status("Charging | online | max 20.1 % | 75.9 V");
        text.GetStringBuilder().Clear();
        screen.Typed(new string('a', 40) + "end", 43);
        string[] rows = text.ToString().Split('\n');
        Assert.EndsWith("aend", rows[0], StringComparison.Ordinal);
        Assert.DoesNotContain(new string('a', 40), rows[0], StringComparison.Ordinal);
        Assert.Contains("Charging | online | max 20.1 ", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Close_LiveScreen_LeavesNothingBelow()
    {
        var text = new StringWriter();
        var screen = new PlayScreen(text, live: true, () => 80);
        screen.Typed("plug", 4);
        screen.Close();
        screen.Answer("last");
        Assert.EndsWith("\u001b[Jlast" + Environment.NewLine, text.ToString(), StringComparison.Ordinal);
    }
}
