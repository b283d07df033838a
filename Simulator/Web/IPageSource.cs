using Simulator.Scenarios;

namespace Simulator.Web;

/// <summary>A button of the page.</summary>
/// <param name="Name">What a request calls it.</param>
/// <param name="Group">Which of the page's tabs it is on.</param>
/// <param name="Lasts">It goes on until it is ended: a second press takes it back.</param>
/// <param name="Missing">Why it cannot be pressed here; null when it can.</param>
public sealed record PageAction(string Name, string Label, string Group, string Help, IReadOnlyList<FieldRule> Fields, bool Lasts, string? Missing = null);

/// <summary>What became of a request.</summary>
/// <param name="Said">One sentence for the person at the page.</param>
public sealed record PageAnswer(bool Ok, string Said);

/// <summary>What a page is of: a simulated charger, a board's serial line or a central system.</summary>
public interface IPageSource
{
    /// <summary>charger, serial or central.</summary>
    string Kind { get; }

    string Title { get; }

    PageFeed Feed { get; }

    IReadOnlyList<PageAction> Actions { get; }

    /// <summary>Parts of the page that nothing is known of here, and why: gate, charts, watermarks, trace, console.</summary>
    IReadOnlyDictionary<string, string> Missing { get; }

    /// <summary>Carries an action out.</summary>
    /// <param name="name">Of one of <see cref="Actions"/>.</param>
    /// <param name="fields">Values by the field's name.</param>
    /// <param name="begins">False takes a lasting one back.</param>
    /// <param name="charger">Which charger is meant where there are several; null for the only one.</param>
    Task<PageAnswer> DoAsync(string name, IReadOnlyDictionary<string, string> fields, bool begins, string? charger, CancellationToken end);

    /// <summary>Types a line on the console.</summary>
    Task<PageAnswer> TypeAsync(string line, CancellationToken end);
}
