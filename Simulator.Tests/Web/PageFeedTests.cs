using Simulator.Web;

namespace Simulator.Tests.Web;

public sealed class PageFeedTests
{
    [Fact]
    public void After_MoreThanFits_GivesTheLatestAndCountsTheRest()
    {
        var ring = new FeedRing<int>(4);
        for (int i = 1; i <= 10; i++) ring.Add(i);
        FeedPart<int> part = ring.After(3, 100);
        Assert.Equal([7, 8, 9, 10], part.Items);
        Assert.Equal((10, 3), (part.Last, part.Lost));
    }

    [Fact]
    public void After_InParts_GivesEachOnce()
    {
        var ring = new FeedRing<int>(10);
        for (int i = 1; i <= 5; i++) ring.Add(i);
        FeedPart<int> first = ring.After(0, 3);
        FeedPart<int> second = ring.After(first.Last, 3);
        Assert.Equal([1, 2, 3, 4, 5], first.Items.Concat(second.Items));
        Assert.Empty(ring.After(second.Last, 3).Items);
        Assert.Equal(second.Last, ring.After(second.Last, 3).Last);
    }

    [Fact]
    public void After_NothingReadYet_MissesNothing()
    {
        var ring = new FeedRing<int>(2);
        for (int i = 1; i <= 5; i++) ring.Add(i);
        Assert.Equal(0, ring.After(0, 9).Lost);
    }

    [Fact]
    public void Points_ADay_StayBoundedFromBeginToEnd()
    {
        var points = new PointHistory(100);
        for (int t = 0; t < 86_400; t++) points.Add(new ChartPoint(t, null, null, null, null, null, null));
        (IReadOnlyList<ChartPoint> held, _) = points.After(0);
        Assert.InRange(held.Count, 25, 100);
        Assert.InRange(held[0].T, 0, 2000);
        Assert.InRange(held[^1].T, 84_000, 86_399);
        Assert.Equal(held.OrderBy(p => p.T), held);
    }

    [Fact]
    public void Points_ChargerThatRestarts_BeginAnew()
    {
        var points = new PointHistory(100);
        points.Add(new ChartPoint(50, 1, null, null, null, null, null));
        points.Add(new ChartPoint(2, 2, null, null, null, null, null));
        Assert.Equal(2, Assert.Single(points.After(0).Points).V);
    }

    [Fact]
    public void Publish_NothingNew_KeepsItsNumber()
    {
        var feed = new PageFeed();
        feed.Publish(new PageState { Status = "Available" });
        feed.Publish(new PageState { Status = "Available" });
        Assert.Equal(1, feed.State!.Value.Number);
        feed.Publish(new PageState { Status = "Charging" });
        Assert.Equal(2, feed.State!.Value.Number);
    }
}
