using System.Net;
using System.Net.Sockets;
using Simulator.Session;
using Spectre.Console;

namespace Simulator.Tests.Session;

/// <summary>A run that fails says why in its last line.</summary>
public sealed class VerdictTests
{
    [Fact]
    public void Play_NobodyListens_VerdictTellsWhoRefused()
    {
        var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        int port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var options = new SessionOptions { Csms = new Uri($"ws://127.0.0.1:{port}/ocpp"), Speed = 30 };
        var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        var view = new SessionView(console, live: false) { Brief = true };
        using SessionWorld world = SessionWorld.Create(options);
        SessionResult result = new SessionRun(options, view, world.Charger, world.Central).Play();
        view.Summary(result);
        Assert.Contains($"verdict          FAILED: charger not accepted within 60 s; last error: connection refused by 127.0.0.1:{port}", text.ToString());
    }

    [Fact]
    public void RunUntil_Ended_StopsAtTheNextStep()
    {
        using var ended = new CancellationTokenSource();
        using SessionWorld world = SessionWorld.Create(new SessionOptions { InMemory = true });
        world.Charger.Loop.Ended = ended.Token;
        ended.Cancel();
        Assert.Throws<OperationCanceledException>(() => world.Charger.Loop.RunUntil(() => false, 1000));
    }
}
