namespace Simulator.Web;

/// <summary>Marks the charts where the connector's status or the output changes, and where the charger restarts.</summary>
internal sealed class MarkWatch(PageFeed feed)
{
    private string _status = "";
    private bool? _output;

    public void Look(PageState state)
    {
        if (state.Status != _status && state.Status.Length > 0)
        {
            bool first = _status.Length == 0;
            _status = state.Status;
            if (!first) feed.Marks.Add(new PageMark(state.T, state.Status));
        }
        if (_output is bool was && state.OutputOn is bool now && was != now) feed.Marks.Add(new PageMark(state.T, now ? "output on" : "output off"));
        _output = state.OutputOn;
    }
}
