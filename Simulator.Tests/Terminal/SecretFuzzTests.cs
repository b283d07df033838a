using System.Text;
using System.Text.Json.Nodes;
using Simulator.CentralModel;
using Simulator.Scenarios;

namespace Simulator.Tests.Terminal;

/// <summary>Secrets typed and sent in every way of quoting and spelling: no output repeats them.</summary>
public sealed class SecretFuzzTests
{
    private const int Lines = 400;

    [Fact]
    public void TypedSecret_RandomQuotingAndCase_IsNowhereToBeSeen()
    {
        using ConsoleWorld world = new ConsoleWorld().Booted();
        var random = new Random(15);
        for (int i = 0; i < Lines; i++)
        {
            string secret = Secret(random, i);
            string line = Line(random, secret);
            string shown = world.Ask(line) + "\n" + world.Ask("\u001b[A");
            Assert.False(shown.Contains(secret, StringComparison.OrdinalIgnoreCase), $"typed: {line}\nshown: {shown}");
            Assert.DoesNotContain(secret, Secrets.Masked(line), StringComparison.OrdinalIgnoreCase);
            var told = new ScenarioEvent("type", new Dictionary<string, object> { ["line"] = line }) { AtMs = 0 };
            Assert.DoesNotContain(secret, told.ToString(), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(secret, FlashLog(world), StringComparison.OrdinalIgnoreCase);
            if (world.Charger.Boots > 1) break;
        }
        Assert.Equal(1, world.Charger.Boots);
    }

    [Fact]
    public void SentSecret_InAnyMessage_IsNowhereToBeSeen()
    {
        using ConsoleWorld world = new ConsoleWorld().Booted();
        var traced = new List<string>();
        world.Central.Traced = trace => traced.Add(trace.ToString());
        var random = new Random(16);
        for (int i = 0; i < 60; i++)
        {
            string secret = Secret(random, i);
            string location = $"{Case(random, i % 2 == 0 ? "http" : "ftp")}://user:{secret}@192.0.2.{i}/file.bin";
            world.Central.Call("ChangeConfiguration", new JsonObject { ["key"] = Case(random, "AuthorizationKey"), ["value"] = i % 2 == 0 ? secret : secret + "x" });
            world.Run(1);
            world.Central.Call("GetDiagnostics", new JsonObject { ["location"] = location });
            world.Run(1);
            world.Central.Call("UpdateFirmware", new JsonObject { ["location"] = location, ["retrieveDate"] = "2026-01-05T06:00:00Z" });
            world.Run(1);
            string shown = string.Join('\n', world.Lines) + "\n" + string.Join('\n', traced) + FlashLog(world);
            Assert.False(shown.Contains(secret, StringComparison.OrdinalIgnoreCase), shown[Math.Max(0, shown.IndexOf(secret, StringComparison.OrdinalIgnoreCase) - 200)..]);
            world.Lines.Clear();
            traced.Clear();
        }
    }

    private static string Line(Random random, string secret)
    {
        string[] words = random.Next(4) switch
        {
            0 => ["wifi", "net", secret],
            1 => ["ocpp", "key", secret],
            2 => ["config", "set", "AuthorizationKey", secret],
            _ => ["config", "set", "AuthorizationKey", secret, "more", secret],
        };
        var line = new StringBuilder();
        int quoted = random.Next(6);
        for (int i = 0; i < words.Length; i++)
        {
            string word = words[i] == secret ? secret : Case(random, words[i]);
            if (quoted == 1 || (quoted > 1 && random.Next(2) == 0)) word = random.Next(6) switch { 0 => $"\"{word}", 1 => $"{word}\"", 2 => $"\" {word}", _ => $"\"{word}\"" };
            line.Append(word).Append(random.Next(8) == 0 && i > 0 ? "" : new string(' ', random.Next(1, 3)));
        }
        // Words that run into each other are other words: no command takes them for a secret, and the operator sees what he typed.
        string bare = line.ToString().Replace('"', ' ').Trim();
        bool runTogether = bare.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length < words.Length;
        return runTogether ? string.Join(' ', words) : (quoted == 0 ? $"\"{bare}\"" : line.ToString());
    }

    private static string Secret(Random random, int number) => string.Concat(Enumerable.Range(0, 16).Select(_ => random.Next(256).ToString("x2"))) + (number % 10).ToString();

    private static string Case(Random random, string word) => string.Concat(word.Select(c => random.Next(2) == 0 ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c)));

    private static string FlashLog(ConsoleWorld world)
    {
        var all = new StringBuilder();
        foreach (string file in world.Charger.Storage.Names.Where(n => n.StartsWith("log.", StringComparison.Ordinal) || n.StartsWith("seclog.", StringComparison.Ordinal)))
        {
            byte[] bytes = new byte[world.Charger.Storage.Length(file)];
            world.Charger.Storage.Read(file, 0, bytes, 0, bytes.Length);
            all.Append(Encoding.UTF8.GetString(bytes));
        }
        return all.ToString();
    }
}
