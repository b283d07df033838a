using Simulator.Scenarios;

namespace Simulator.Drive;

/// <summary>
/// A scenario on a real charger: what its console can do is typed there; the user at the test bench is asked to do the rest.
/// </summary>
public sealed class BenchStage(TextWriter console, Action<string> ask) : IStage
{
    /// <summary>Lines typed so far.</summary>
    public int Typed { get; private set; }

    public void Apply(ScenarioEvent what, bool begins)
    {
        string? line = Line(what, begins);
        if (line == null)
        {
            ask(begins ? $"please: {what}" : $"please take back: {what.Kind}");
            return;
        }
        console.Write(line + "\r");
        console.Flush();
        Typed++;
    }

    /// <summary>The console's command for an event; null when the user has to do it.</summary>
    private static string? Line(ScenarioEvent what, bool begins) => what.Kind switch
    {
        "present" => "start " + what.Text("id"),
        "type" => what.Text("line"),
        "press" when what.Text("button") == "stop" => "stop",
        "call" when what.Text("action") == "Reset" && begins => what.Text("payload").Contains("Hard") ? "reset hard" : "reset soft",
        _ => null,
    };
}
