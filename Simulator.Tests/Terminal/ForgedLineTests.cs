using System.Text;
using System.Text.Json.Nodes;

namespace Simulator.Tests.Terminal;

/// <summary>Texts from outside with control characters in them: they neither end nor begin a line, and do not control a terminal.</summary>
public sealed class ForgedLineTests
{
    private const string Forged = "\r\n[0.000] ERROR STORE forged\u001b[2J\u009b\u007f\b\t";

    [Fact]
    public void CentralSystem_ControlCharactersInEveryText_ForgeNoLine()
    {
        using ConsoleWorld world = new ConsoleWorld().Booted();
        var traced = new List<string>();
        world.Central.Traced = trace => traced.Add(trace.ToString());
        world.Central.RemoteStart("A" + Forged[..8]);
        Call(world, "ChangeConfiguration", new() { ["key"] = "No" + Forged, ["value"] = "1" });
        Call(world, "ChangeConfiguration", new() { ["key"] = "Charger.Model", ["value"] = "M" + Forged });
        Call(world, "ChangeConfiguration", new() { ["key"] = "MeterValuesSampledData", ["value"] = "Voltage\n" });
        Call(world, "Reset", new() { ["type"] = "H" + Forged[..8] });
        Call(world, "No" + Forged, []);
        Call(world, "DataTransfer", new() { ["vendorId"] = "v" + Forged, ["messageId"] = "m" + Forged, ["data"] = Forged });
        Call(world, "GetDiagnostics", new() { ["location"] = "http://192.0.2.1/x" + Forged });
        Call(world, "ReserveNow", new() { ["connectorId"] = 1, ["expiryDate"] = "2036-01-01T00:00:00Z" + Forged, ["idTag"] = "R" + Forged[..8], ["reservationId"] = 1 });
        world.Ask("history", 2);
        world.Ask("config list Charger.M", 2);
        Assert.DoesNotContain(world.Lines, l => l.StartsWith("[0.000] ERROR STORE", StringComparison.Ordinal) || l.Any(IsControl));
        Assert.DoesNotContain(traced, l => l.Any(IsControl));
        Assert.Contains(world.Lines, l => l.Contains("\\x0D\\x0A[0.000] ERROR STORE forged\\x1B[2J\\x9B\\x7F", StringComparison.Ordinal));
        world.Run(330);
        foreach (string file in world.Charger.Storage.Names.Where(n => n.StartsWith("log.", StringComparison.Ordinal) || n.StartsWith("seclog.", StringComparison.Ordinal)))
        {
            byte[] bytes = new byte[world.Charger.Storage.Length(file)];
            world.Charger.Storage.Read(file, 0, bytes, 0, bytes.Length);
            string text = Encoding.UTF8.GetString(bytes);
            Assert.DoesNotContain("\n[0.000] ERROR STORE", text, StringComparison.Ordinal);
            Assert.DoesNotContain(text, c => IsControl(c) && c != '\n');
        }
    }

    private static bool IsControl(char c) => c < ' ' || (c >= 0x7f && c <= 0x9f);

    private static void Call(ConsoleWorld world, string action, JsonObject payload)
    {
        world.Central.Call(action, payload);
        world.Run(1);
    }
}
