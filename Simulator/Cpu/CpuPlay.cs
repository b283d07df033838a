using Simulator.Can;
using Simulator.Schedule;
using Simulator.Session;
using Simulator.World;

namespace Simulator.Cpu;

/// <summary>What the firmware does while its processor is measured.</summary>
public enum CpuSituation
{
    /// <summary>No network at all; no vehicle.</summary>
    Offline,

    /// <summary>Connected and accepted; no vehicle.</summary>
    Idle,

    /// <summary>Current flows, at the frame rates of module and vehicle.</summary>
    Charging,

    /// <summary>The network is there and refuses each connection.</summary>
    Reconnecting,

    /// <summary>While charging, 1,000 further frames a second on each bus that pass the filters.</summary>
    Flood,
}

/// <summary>
/// Plays one situation under the interpreter's scheduler, on the device's 10 ms clock; tells when which thread begins and ends
/// its turn and when a pin's edge interrupts. Made in the counting context, so it speaks in types of the framework only.
/// </summary>
public sealed class CpuPlay
{
    private const int SettleMs = 60_000;
    private const int ClockMs = 10;
    private const int FloodPerSecond = 1000;

    /// <summary>A turn on the interpreter of a desktop core, where the count is compared: a chip's longer turns merge wake-ups and count less.</summary>
    private const int TurnUs = 50;

    private readonly Action<string?> _turn;
    private readonly Action _edge;
    private readonly SessionWorld _session;
    private readonly ChargerWorld _world;
    private string _storm = "";

    /// <param name="turn">A thread's name before its turn, null after it.</param>
    /// <param name="edge">An interrupt pin rose or fell.</param>
    public CpuPlay(Action<string?> turn, Action edge)
    {
        _turn = turn;
        _edge = edge;
        _session = SessionWorld.Create(new SessionOptions { InMemory = true }, clockMs: ClockMs);
        _world = _session.Charger;
        _world.Loop.Scheduling = new InterpreterScheduler(_world.Clock, 1) { OneBurstUs = TurnUs };
        _world.Loop.BeforeStep = worker => _turn(worker.Name);
        _world.Stepped = _ => _turn(null);
        _world.Booted = _ => WatchEdges();
    }

    /// <summary>Sets the situation up; what follows is counted.</summary>
    public void Prepare(string situation)
    {
        _storm = situation;
        switch (Enum.Parse<CpuSituation>(situation))
        {
            case CpuSituation.Offline:
                _world.Network.IsUp = false;
                _session.Central!.LinkDown = true;
                _world.PowerOn();
                break;
            case CpuSituation.Reconnecting:
                _session.Central!.Killed = true;
                _world.PowerOn();
                break;
            case CpuSituation.Idle:
                _world.PowerOn();
                break;
            default:
                Charge();
                break;
        }
        Run(SettleMs);
    }

    /// <summary>Runs on for so many milliseconds of simulated time.</summary>
    public void Run(int ms)
    {
        long untilMs = _world.Clock.NowMs + ms;
        if (_storm == nameof(CpuSituation.Flood)) _world.Loop.Add(new Storm(_world, FloodPerSecond, untilMs));
        _world.Loop.RunUntil(() => false, untilMs);
    }

    /// <summary>The central system sends a command without fields.</summary>
    public void Command(string action) => _session.Central!.Call(action, []);

    private void Charge()
    {
        var plan = new SessionPlan { ChargeSeconds = 100_000, SocPercent = 20 };
        SessionScript script = SessionSteps.Of(plan, _world, _session.Central);
        _world.Loop.Add(script);
        if (!_world.Loop.RunUntil(() => script.Done || script.StepName == "charge", 300_000) || script.Failure != null)
            throw new InvalidOperationException($"not charging: {script.Failure ?? script.StepName}");
    }

    private void WatchEdges()
    {
        foreach (Mcp2515Model? chip in new[] { _world.Can.Controllers.Module, _world.Can.Controllers.Bms })
        {
            if (chip?.InterruptFell is not Action fell) continue;
            chip.InterruptFell = () =>
            {
                fell();
                _edge();
            };
        }
    }

    /// <summary>Heartbeats of the module, many times as often as it sends them.</summary>
    private sealed class Storm(ChargerWorld world, int perSecond, long untilMs) : IModel
    {
        private readonly long _fromMs = world.Clock.NowMs;
        private long _sent;

        public string Name => "storm";

        public long Step(long nowMs)
        {
            for (; _sent < (nowMs - _fromMs) * perSecond / 1000; _sent++) world.Can.ModuleWire.Deliver(Charger.Can.ModuleProtocol.HeartbeatId, new byte[8]);
            if (nowMs < untilMs) return nowMs + 1;
            world.Loop.Remove(this);
            return long.MaxValue;
        }
    }
}
