using Simulator.Play;

namespace Simulator.Tests.Play;

public sealed class LineEditTests
{
    private readonly LineEdit _edit = new(PlayWords.OfCharger().After);

    [Theory]
    [InlineData("plug", "", "plug", 4)]
    [InlineData("plug pro 20", "ctrl-W", "plug pro ", 9)]
    [InlineData("plug pro 20", "ctrl-U", "", 0)]
    [InlineData("plug pro", "Home Delete", "lug pro", 0)]
    [InlineData("plug pro", "LeftArrow Backspace", "plug po", 6)]
    [InlineData("plug pro", "ctrl-LeftArrow ctrl-K", "plug ", 5)]
    [InlineData("plug pro", "ctrl-A RightArrow Delete End", "pug pro", 7)]
    [InlineData("unp", "Tab", "unplug ", 7)]
    [InlineData("cut", "Tab Tab", "cut ", 4)]
    [InlineData("cut l", "Tab", "cut link ", 9)]
    [InlineData("central rem", "Tab", "central remote ", 15)]
    [InlineData("show loc", "Tab", "show locks ", 11)]
    [InlineData("plug m", "Tab", "plug max ", 9)]
    [InlineData("hot module 3 o", "Tab", "hot module 3 o", 14)]
    [InlineData("hot module o", "Tab", "hot module off ", 15)]
    public void Accept_Keys_EditTheLine(string typed, string keys, string text, int cursor)
    {
        Type(typed);
        foreach (string key in keys.Split(' ', StringSplitOptions.RemoveEmptyEntries)) Press(key);
        Assert.Equal((text, cursor), (_edit.Text, _edit.Cursor));
    }

    [Fact]
    public void Accept_Arrows_WalkTheHistoryAndComeBackToWhatWasTyped()
    {
        foreach (string line in new[] { "plug", "present A", "present A" })
        {
            Type(line);
            Assert.Equal(LineEditResult.Line, Press("Enter"));
            Assert.Equal(line, _edit.Finished);
        }
        Type("unp");
        Press("UpArrow");
        Assert.Equal("present A", _edit.Text);
        Press("UpArrow");
        Press("UpArrow");
        Assert.Equal("plug", _edit.Text);
        Press("DownArrow");
        Press("DownArrow");
        Assert.Equal("unp", _edit.Text);
    }

    [Fact]
    public void Accept_TabWithSeveralWords_OffersThem()
    {
        Type("cut ");
        Press("Tab");
        Assert.Equal(["link", "power"], _edit.Choices);
    }

    [Fact]
    public void Accept_CtrlDOnAnEmptyLine_IsTheEnd() => Assert.Equal(LineEditResult.End, Press("ctrl-D"));

    [Fact]
    public void After_KeyOfTheConfiguration_IsOneThatIsKnown()
    {
        PlayWords words = PlayWords.OfCharger();
        words.Keys = ["HeartbeatInterval", "Charger.Url"];
        Assert.Equal(["HeartbeatInterval"], words.After("config get He"));
        Assert.Equal(["Charger.Url"], words.After("central change configuration ch"));
    }

    private void Type(string text)
    {
        foreach (char c in text) _edit.Accept(new ConsoleKeyInfo(c, c == ' ' ? ConsoleKey.Spacebar : ConsoleKey.NoName, false, false, false));
    }

    private LineEditResult Press(string key)
    {
        bool control = key.StartsWith("ctrl-", StringComparison.Ordinal);
        return _edit.Accept(new ConsoleKeyInfo('\0', Enum.Parse<ConsoleKey>(control ? key[5..] : key), false, false, control));
    }
}
