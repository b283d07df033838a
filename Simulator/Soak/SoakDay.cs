using Simulator.Scenarios;

namespace Simulator.Soak;

/// <summary>The built-in day: soak.json, carried in the assembly.</summary>
public static class SoakDay
{
    public static Scenario Scenario
    {
        get
        {
            using Stream stream = typeof(SoakDay).Assembly.GetManifestResourceStream("Simulator.Soak.soak.json")!;
            using var reader = new StreamReader(stream);
            return ScenarioReader.Read(reader.ReadToEnd());
        }
    }
}
