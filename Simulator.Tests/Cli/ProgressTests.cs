using Simulator.Cli;

namespace Simulator.Tests.Cli;

public sealed class ProgressTests
{
    private long _nowMs;

    [Fact]
    public void Show_InAFile_IsALineNowAndThen()
    {
        var text = new StringWriter();
        using (var progress = new Progress(text, live: false, () => 80, () => _nowMs))
        {
            for (; _nowMs <= 20_000; _nowMs += 100) progress.Show($"at {_nowMs / 1000} s");
            progress.Line("done");
        }
        Assert.Equal(["at 0 s", "at 10 s", "at 20 s", "done"], text.ToString().Split(text.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Show_OnATerminal_IsOneLineThatFitsAndIsGoneAtTheEnd()
    {
        var text = new StringWriter();
        using (var progress = new Progress(text, live: true, () => 20, () => _nowMs))
        {
            progress.Show(new string('a', 30));
            _nowMs += 1000;
            progress.Show("b");
        }
        Assert.Equal("\r" + new string('a', 19) + "\rb" + new string(' ', 18) + "\r \r", text.ToString());
    }
}
