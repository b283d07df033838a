using Charger.Runtime;

namespace Simulator.Soak;

/// <summary>All timed locks of a composition, found by walking what it holds.</summary>
public static class LockFigures
{
    public static int Timeouts(object composition) => Find(composition).Sum(l => l.Timeouts);

    public static IReadOnlyList<TimedLock> Find(object composition) => LiveObjects.Reach(composition).OfType<TimedLock>().OrderBy(l => l.Name, StringComparer.Ordinal).ToList();
}
