using System.Net.WebSockets;
using Simulator.Tests.Cli;

namespace Simulator.Tests.Play;

/// <summary>The central system by itself, driven from its standard input, with several chargers.</summary>
public sealed class CentralTerminalTests
{
    [Fact]
    public async Task Central_TypedCommands_GoToTheChargerThatIsMeant()
    {
        using var simulator = new SimulatorProcess("central", "--listen", "127.0.0.1:0");
        string told = simulator.LineWith("central system on ws://")!;
        Assert.Matches(@"^\d\d:\d\d:\d\d\.\d{3} central ", told);
        string url = told[told.IndexOf("ws://", StringComparison.Ordinal)..told.IndexOf("/IDENTITY", StringComparison.Ordinal)];
        using ClientWebSocket first = await ConnectAsync(url, "CP-1");
        Assert.NotNull(simulator.LineWith("+ CP-1"));
        using ClientWebSocket second = await ConnectAsync(url, "CP%1B-2");
        Assert.NotNull(simulator.LineWith(@"+ CP\x1B-2"));
        simulator.Type("clear cache", "chargers", "use CP-1", "nonsense");
        Assert.Contains("2 chargers are connected: name one with @IDENTITY, or @all", simulator.LineWith("error:"), StringComparison.Ordinal);
        Assert.NotNull(simulator.LineWith(@"CP\x1B-2"));
        Assert.NotNull(simulator.LineWith("commands go to CP-1"));
        Assert.NotNull(simulator.LineWith("no command 'nonsense'"));
        Assert.Equal(130, simulator.EndBy(SimulatorProcess.Interrupt).Code);
    }

    [Fact]
    public async Task Central_CallTyped_ReachesTheChargerAndItsAnswerIsShown()
    {
        using var simulator = new SimulatorProcess("central", "--listen", "127.0.0.1:0");
        string told = simulator.LineWith("central system on ws://")!;
        using ClientWebSocket charger = await ConnectAsync(told[told.IndexOf("ws://", StringComparison.Ordinal)..told.IndexOf("/IDENTITY", StringComparison.Ordinal)], "CP-1");
        Assert.NotNull(simulator.LineWith("+ CP-1"));
        simulator.Type("reset soft", "quit");
        byte[] buffer = new byte[1000];
        WebSocketReceiveResult got = await charger.ReceiveAsync(buffer, CancellationToken.None);
        Assert.Equal("[2,\"c1\",\"Reset\",{\"type\":\"Soft\"}]", System.Text.Encoding.UTF8.GetString(buffer, 0, got.Count));
        await charger.SendAsync("[3,\"c1\",{\"status\":\"Rejected\"}]"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
        Assert.NotNull(simulator.LineWith("error: CP-1 Reset: Rejected"));
        Assert.Equal(0, simulator.End().Code);
    }

    [Fact]
    public void Central_HostileLines_AreRefusedWithTheirValue()
    {
        using var simulator = new SimulatorProcess("central", "--listen", "127.0.0.1:0");
        simulator.Type("\e[31mreset\a", new string('x', 100_000), "help nonsense", "trace maybe");
        Assert.Equal(@"> \x1B[31mreset\x07", simulator.LineWith("> "));
        Assert.NotNull(simulator.LineWith(@"error: no command '\x1B[31mreset\x07'"));
        Assert.Equal($"error: a line of 100000 characters is not allowed: at most 8192; it began with '{new string('x', 60)}'", simulator.LineWith("error: "));
        Assert.NotNull(simulator.LineWith("error: no command 'nonsense' to help with; 'help central' lists them"));
        Assert.NotNull(simulator.LineWith("error: trace 'maybe' is not allowed; allowed: on, off"));
        Assert.Equal(130, simulator.EndBy(SimulatorProcess.Interrupt).Code);
    }

    private static async Task<ClientWebSocket> ConnectAsync(string url, string identity)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("ocpp1.6");
        await socket.ConnectAsync(new Uri($"{url}/{identity}"), CancellationToken.None);
        return socket;
    }
}
