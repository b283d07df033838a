namespace Simulator.World;

/// <summary>Something outside the firmware that acts in simulated time: module, vehicle, central system, a scenario.</summary>
public interface IModel
{
    string Name { get; }

    /// <summary>Does what is due at <paramref name="nowMs"/> and returns when the next call is due.</summary>
    long Step(long nowMs);
}
