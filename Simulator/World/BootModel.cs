namespace Simulator.World;

/// <summary>The charger's supply and reset line: boots the firmware at a time, restarts it when it asks or when flash lost power.</summary>
internal sealed class BootModel(ChargerWorld world) : IModel
{
    private long _bootAtMs = long.MaxValue;
    private bool _powerLost;

    public string Name => "supply";

    /// <summary>Boots at a time, never for <see cref="long.MaxValue"/>.</summary>
    public void At(long ms)
    {
        _bootAtMs = ms;
        world.Loop.Nudge(this);
    }

    /// <summary>Power failed in the middle of a flash write: the firmware gets no further step.</summary>
    public void LosePower()
    {
        _powerLost = true;
        world.Loop.Nudge(this);
    }

    public long Step(long nowMs)
    {
        if (_powerLost)
        {
            _powerLost = false;
            world.PowerOff();
            world.PowerOn();
        }
        if (nowMs < _bootAtMs) return _bootAtMs;
        _bootAtMs = long.MaxValue;
        world.Start();
        return long.MaxValue;
    }
}
