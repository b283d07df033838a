using Simulator.Models;
using Simulator.Session;
using Simulator.World;

namespace Simulator.OutOfMemory;

/// <summary>
/// A whole charger that charges until an allocation of one of its workers fails; then it must be off, or still obey: when a worker
/// ends, the output must be off; when it goes on, the emergency stop must still switch the output off.
/// </summary>
public sealed class OutOfMemoryWorld : IDisposable
{
    /// <summary>From the failure, or from the emergency stop, to the contactor's pin low.</summary>
    private const int PinMs = 100;

    /// <summary>To the module's own off: STOP on the wire.</summary>
    private const int ModuleMs = 400;
    private const int RestartMs = 6_000;
    private const int FireByMs = 15_000;
    private const int RestMs = 75_000;

    private readonly SessionWorld _world;
    private readonly int _seed;
    private Func<int> _disarm = () => 0;

    public OutOfMemoryWorld(int seed)
    {
        _seed = seed;
        _world = SessionWorld.Create(new SessionOptions { InMemory = true, Seed = seed });
    }

    /// <summary>What was wrong; empty when it was as it should be.</summary>
    public string Wrong { get; private set; } = "";

    /// <summary>The failure came.</summary>
    public bool Fired { get; private set; }

    /// <summary>The contactor was still closed or the module still on when both had to be off.</summary>
    public bool LeftOn { get; private set; }

    /// <summary>The worker ended by it.</summary>
    public bool Died { get; private set; }

    private ChargerWorld Charger => _world.Charger;

    /// <summary>One failure; the world charges before and is idle afterwards, so that it can be used again.</summary>
    public void Run(string worker, int n, bool lasts, Action<int, bool> arm, Func<int> disarm, Func<int> thrown)
    {
        _disarm = disarm;
        Wrong = "";
        Fired = LeftOn = Died = false;
        Charge();
        Charger.Loop.RunUntil(() => false, Charger.Clock.NowMs + new Random(_seed * 977 + n).Next(1, 3000));
        int left = n, before = thrown();
        bool fired() => thrown() != before;
        Charger.Lost = () => _disarm();
        Charger.Loop.BeforeStep = w =>
        {
            if (w.Name == worker && !fired()) arm(left, lasts);
        };
        Charger.Stepped = w =>
        {
            if (w.Name == worker && !fired()) left = disarm();
        };
        Fired = Charger.Loop.RunUntil(fired, Charger.Clock.NowMs + FireByMs);
        if (Fired) Judge();
        disarm();
        Charger.Loop.BeforeStep = null;
        Charger.Stepped = null;
        Rest();
    }

    public void Dispose()
    {
        _disarm();
        _world.Dispose();
    }

    private void Charge()
    {
        if (Charger.Firmware == null)
        {
            Charger.PowerOn();
            Charger.Loop.RunUntil(() => false, Charger.Clock.NowMs + 12_000);
        }
        Charger.Plug(new VehicleModel(VehicleKind.Pro, 40));
        Charger.Loop.RunUntil(() => false, Charger.Clock.NowMs + 4_000);
        Charger.Console.Type("start RIDER-1\r");
        if (!Charger.Loop.RunUntil(() => Charger.Stage.Amperes > 1, Charger.Clock.NowMs + 40_000)) throw new InvalidOperationException($"seed {_seed}: does not charge at {Charger.Clock.NowMs} ms");
    }

    // Long enough for the boot to count as one that lasted, and for the fault's lock to end.
    private void Rest()
    {
        Charger.EmergencyStop.Level = false;
        Charger.Unplug();
        Charger.Crashes.Clear();
        Charger.Loop.RunUntil(() => false, Charger.Clock.NowMs + RestMs);
    }

    private void Judge()
    {
        long since = Charger.Clock.NowMs;
        int boots = Charger.Boots;
        Died = Charger.Crashes.Count > 0;
        if (!Died) Charger.EmergencyStop.Level = true;
        bool pin = Charger.Loop.RunUntil(() => !Charger.Contactor.High, since + PinMs);
        bool module = Charger.Loop.RunUntil(() => !Charger.Stage.On, since + ModuleMs);
        if (!pin) Say("the contactor is closed");
        if (!module) Say("the module is on");
        LeftOn = !pin || !module;
        Died |= Charger.Crashes.Count > 0;
        if (Died && !Charger.Loop.RunUntil(() => Charger.Boots > boots || Charger.Firmware == null, since + RestartMs)) Say("no restart");
        if (Died && Charger.Contactor.High) Say("the contactor closes again");
    }

    private void Say(string what) => Wrong += (Wrong.Length == 0 ? "" : ", ") + what;
}
