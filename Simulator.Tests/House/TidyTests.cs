using System.Text.RegularExpressions;

namespace Simulator.Tests.House;

/// <summary>Rules for the sources; each names the replacement in its message.</summary>
public class TidyTests
{
    private static readonly (string Pattern, string Instead, string[] AllowedUnder)[] s_banned =
    [
        (@"\bDateTime\.(UtcNow|Now)\b", "IMonotonicClock for deadlines, IWallClock for timestamps", ["Firmware/Adapters/", "Simulator"]),
        (@"\bEnvironment\.TickCount", "IMonotonicClock", ["Firmware/Adapters/", "Simulator"]),
        (@"\bThread\.Sleep\b", "a deadline returned from Step, or a WakeSignal", ["Firmware/Adapters/", "Firmware/Program.cs", "Simulator/"]),
        (@"\bMonitor\.|\block \(", "TimedLock", ["Charger.Runtime/", "Simulator"]),
        (@"\bManagedThreadId\b", "an owner's name", ["Simulator"]),
        (@"^\s*#if\b", "a port with two adapters", ["Firmware/Adapters/"]),
        (@"\b(TODO|FIXME|HACK)\b", "the work itself, or a sentence in docs/", ["Simulator.Tests/House/"]),
        (@"\b(class|interface|struct) \w*(Manager|Helper|Utils)\b", "a name that says what it is", []),
    ];

    private static IEnumerable<string> AllSources => new[] { "Charger.Runtime", "Charger.Can", "Ocpp.Client", "Ocpp.Security", "Firmware", "Firmware.Tests", "Simulator", "Simulator.Tests" }
        .SelectMany(room => Repository.SourcesOf(room).Select(f => room + "/" + f));

    [Fact]
    public void Sources_BannedCalls_AreNotThere()
    {
        var found = new List<string>();
        foreach (var file in AllSources)
        {
            var lines = File.ReadAllLines(Repository.PathOf(file));
            foreach (var (pattern, instead, allowed) in s_banned)
            {
                if (allowed.Any(file.StartsWith)) continue;
                for (var i = 0; i < lines.Length; i++)
                    if (Regex.IsMatch(lines[i], pattern) && !lines[i].TrimStart().StartsWith("//")) found.Add($"{file}({i + 1}): {lines[i].Trim()} -> use {instead}");
            }
        }
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Fact]
    public void Sources_FileLength_StaysBelow400Lines()
    {
        var long_ = AllSources.Select(f => (File: f, Lines: File.ReadAllLines(Repository.PathOf(f)).Length)).Where(f => f.Lines >= 400);
        Assert.Empty(long_);
    }

    [Theory]
    [InlineData("Charger.Runtime", "Charger.Can|Ocpp.Client|Firmware|Simulator")]
    [InlineData("Charger.Can", "Ocpp.Client|Ocpp.Security|Firmware|Simulator")]
    [InlineData("Ocpp.Client", "Charger.Can|Ocpp.Security|Firmware|Simulator")]
    [InlineData("Ocpp.Security", "Charger.Can|Firmware|Simulator")]
    [InlineData("Firmware", "Simulator")]
    [InlineData("Firmware.Tests", "Simulator")]
    public void Rooms_NameOnlyWhatLiesBelow(string room, string forbidden)
    {
        var naming = new Regex($@"^\s*using (static )?({forbidden.Replace(".", @"\.")})\b|\b({forbidden.Replace(".", @"\.")})\.[A-Z]\w*\.");
        var found = Repository.SourcesOf(room).SelectMany(f => File.ReadAllLines(Repository.PathOf($"{room}/{f}")).Where(l => naming.IsMatch(l) && !l.TrimStart().StartsWith("//")).Select(l => $"{room}/{f}: {l.Trim()}"));
        Assert.Empty(found);
    }

    [Theory]
    [InlineData("Charger.Runtime/Charger.Runtime.nfproj")]
    [InlineData("Charger.Can/Charger.Can.nfproj")]
    [InlineData("Ocpp.Client/Ocpp.Wire.nfproj")]
    [InlineData("Ocpp.Client/Ocpp.Client.nfproj")]
    [InlineData("Ocpp.Security/Ocpp.Security.nfproj")]
    [InlineData("Ocpp.Client/Ocpp.Ftp.nfproj")]
    [InlineData("Firmware/Firmware.Core.nfproj")]
    public void PortableRooms_ReferenceOnlyWhatTheVirtualDeviceHas(string project)
    {
        string[] allowed = ["mscorlib", "nanoFramework.System.Collections", "nanoFramework.System.Text"];
        Assert.All(Repository.Items(project, "Reference"), r => Assert.Contains(r, allowed));
    }

    [Fact]
    public void DevicePackages_AreNamedOnlyInAdapters()
    {
        var naming = new Regex(@"^\s*using (System\.Device|System\.IO|System\.Net|nanoFramework\.(Hardware|Device|Runtime|Json|Networking))\b");
        var found = new[] { "Charger.Runtime", "Charger.Can", "Ocpp.Client", "Ocpp.Security", "Firmware" }
            .SelectMany(room => Repository.SourcesOf(room).Where(f => room != "Firmware" || !f.StartsWith("Adapters/")).Select(f => $"{room}/{f}"))
            .SelectMany(f => File.ReadAllLines(Repository.PathOf(f)).Where(l => naming.IsMatch(l)).Select(l => $"{f}: {l.Trim()}"));
        Assert.Empty(found);
    }

    [Fact]
    public void Tests_AreNotSkipped()
    {
        var found = AllSources.Where(f => f.Contains(".Tests/") && !f.Contains("/House/") && !f.Contains("/Desktop/"))
            .SelectMany(f => File.ReadAllLines(Repository.PathOf(f)).Where(l => Regex.IsMatch(l, @"\bSkip\s*=|SkipTest\(")).Select(l => $"{f}: {l.Trim()}"));
        Assert.Empty(found);
    }
}
