using Simulator.Play;
using Simulator.Web;

namespace Simulator.Tests.Web;

/// <summary>A page source without a charger that records the requests.</summary>
internal sealed class RecordingSource : IPageSource
{
    public List<string> Asked { get; } = [];

    public string Kind => "charger";

    public string Title => "CP-1";

    public PageFeed Feed { get; } = new();

    public IReadOnlyList<PageAction> Actions { get; init; } = [.. PlayActions.All.Select(a => ActionPage.Button(a, null))];

    public IReadOnlyDictionary<string, string> Missing { get; } = new Dictionary<string, string>();

    public Task<PageAnswer> DoAsync(string name, IReadOnlyDictionary<string, string> fields, bool begins, string? charger, CancellationToken end)
    {
        Asked.Add($"{name} {string.Join(' ', fields.Select(f => $"{f.Key}={f.Value}"))} {(begins ? "on" : "off")} {charger}".TrimEnd());
        return Task.FromResult(new PageAnswer(true, "done"));
    }

    public Task<PageAnswer> TypeAsync(string line, CancellationToken end)
    {
        Asked.Add("type " + line);
        return Task.FromResult(new PageAnswer(true, ""));
    }
}
