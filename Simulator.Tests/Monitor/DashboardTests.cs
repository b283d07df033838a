using Simulator.Monitor;
using Spectre.Console;

namespace Simulator.Tests.Monitor;

public sealed class DashboardTests
{
    [Theory]
    [InlineData("heap t_s=10 free=44000 low_sampled=43000", "heap", "t_s=10 free=44000 low_sampled=43000")]
    [InlineData("thread t_s=10 name=OCPP running=1 steps=7", "thread OCPP", "t_s=10 running=1 steps=7")]
    [InlineData("[Metrics] V=77.5 V I=31.0 A", "Metrics", "V=77.5 V I=31.0 A")]
    [InlineData("[Status] Uptime: 10 s | State: Charging", "Status", "Uptime: 10 s | State: Charging")]
    [InlineData("\x1b[32mring t_s=1 name=CAN1 used=0\x1b[0m\r", "ring CAN1", "t_s=1 used=0")]
    public void Take_Figures_StandUnderTheirSubject(string line, string subject, string figures)
    {
        var board = new Dashboard();
        board.Take(line);
        Assert.Equal(figures, board.Subjects[subject]);
    }

    [Theory]
    [InlineData("   12.000 serial [Status] Uptime: 10 s | State: Available", "Status", "Uptime: 10 s | State: Available")]
    [InlineData("   12.000 serial [Metrics] V=0.0 V", "Metrics", "V=0.0 V")]
    [InlineData("   12.000 serial heap t_s=10 free=44000", "heap", "t_s=10 free=44000")]
    public void Take_LineOfARun_StandsUnderTheConsolesSubject(string line, string subject, string figures)
    {
        var board = new Dashboard();
        board.Take("   12.050 ocpp   -> StatusNotification {\"a\":\"b=c\"}");
        board.Take("   12.050 world  plug in x=1");
        board.Take(line);
        Assert.Equal(figures, Assert.Single(board.Subjects, s => s.Key == subject).Value);
        Assert.Single(board.Subjects);
    }

    [Fact]
    public void Picture_SmallTerminal_KeepsStateWarningsAndLosses()
    {
        var board = new Dashboard();
        for (int i = 0; i < 20; i++) board.Take($"thread t_s=1 name=A{i:D2} steps=1 late_ms=0 longest_step_ms=0 nesting=0 and=more than=eighty columns=wide");
        board.Take("ring t_s=1 name=Z used=0 dropped=3");
        foreach (string subject in new[] { "Vehicle", "Metrics" }) board.Take($"[{subject}] V=1");
        board.Take("[Status] Uptime: 10 s | Network: up | OCPP: connected | State: Charging");
        board.Take("[Charger] Module=online | Output=on | Transaction=running | Current=flowing | OCPP=permits");
        for (int i = 0; i < 20; i++) board.Take($"[1.000] WARNING CHARGER number {i} {new string('x', 100)}");
        var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        (console.Profile.Width, console.Profile.Height) = (80, 24);
        console.Write(board.Picture(24, 80));
        string[] rows = text.ToString().TrimEnd().Split('\n');
        Assert.InRange(rows.Length, 10, 24);
        Assert.Equal(["Status", "Metrics", "Vehicle", "Charger", "ring Z"], board.Shown(24, 80).Take(5));
        Assert.Contains(rows, r => r.Contains("State: Charging", StringComparison.Ordinal));
        Assert.Contains(rows, r => r.Contains("OCPP=permits", StringComparison.Ordinal));
        Assert.Contains(rows, r => r.Contains("dropped=3", StringComparison.Ordinal));
        Assert.Contains(rows, r => r.Contains("number 19", StringComparison.Ordinal));
    }

    [Fact]
    public void Picture_LineThatSteersATerminal_IsShownInEscapes()
    {
        var board = new Dashboard();
        board.Take("[1.000] WARNING CAN \u001b]0;title\a\0\u009b31m");
        var text = new StringWriter();
        AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) }).Write(board.Picture());
        Assert.Contains(@"\x1B]0;title\x07\x00\x9B31m", text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(text.ToString(), c => char.IsControl(c) && c is not ('\r' or '\n'));
    }

    [Fact]
    public void TakeFiguresWanted_BlocksWithoutFigures_IsTrueUntilTheyCome()
    {
        var board = new Dashboard();
        board.Take("[Status] Uptime: 10 s");
        Assert.False(board.TakeFiguresWanted());
        board.Take("[Status] Uptime: 20 s");
        Assert.True(board.TakeFiguresWanted());
        Assert.False(board.TakeFiguresWanted());
        board.Take("heap t_s=20 free=3");
        board.Take("[Status] Uptime: 30 s");
        Assert.False(board.TakeFiguresWanted());
    }

    [Theory]
    [InlineData("[1.000] WARNING CHARGER fault 5 Fan", true)]
    [InlineData("[1.000] ERROR CHARGER fault 42", true)]
    [InlineData("[1.000] INFO OCPP no fault any more", false)]
    public void Take_LogLine_CountsAsWarningByItsLevel(string line, bool warns)
    {
        var board = new Dashboard();
        board.Take(line);
        Assert.Equal(warns ? 1 : 0, board.WarningLines);
    }

    [Theory]
    [InlineData("used=0 peak=5 size=64 written=238 dropped=1", true)]
    [InlineData("used=0 peak=5 size=64 written=238 dropped=0", false)]
    [InlineData("timeouts=2 longest_hold_ms=0", true)]
    public void HasLoss_Figures_TellsCountersThatShouldStayAtZero(string figures, bool loss) => Assert.Equal(loss, Dashboard.HasLoss(figures));

    [Fact]
    public void Follow_APort_WritesEveryLineToTheLogAndTellsWhyItWentAway()
    {
        var log = new StringWriter();
        var board = new Dashboard();
        int pictures = 0;
        string? gone = MonitorCommand.Follow(new PortThatGoes("heap t_s=1 free=3", "[2.0] WARNING A b"), log, board, () => pictures++);
        Assert.Equal("pulled out", gone);
        Assert.Equal((2, 2, 1), (board.Lines, pictures, board.WarningLines));
        Assert.Equal(["heap t_s=1 free=3", "[2.0] WARNING A b"], log.ToString().Split(log.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Null(MonitorCommand.Follow(new StringReader("a\nb"), null, board, () => { }));
    }

    /// <summary>A serial port whose cable is pulled out after some lines.</summary>
    private sealed class PortThatGoes(params string[] lines) : TextReader
    {
        private int _next;

        public override string? ReadLine() => _next < lines.Length ? lines[_next++] : throw new IOException("pulled out");
    }
}
