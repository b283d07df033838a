using System.Diagnostics;
using Charger.Runtime;
using Firmware;
using Simulator.Session;
using Simulator.Soak;
using Simulator.World;

namespace Simulator.Threads;

/// <summary>
/// The firmware's four workers on four real threads with their real locks, in real time, with the models behind a gate: what
/// the stepped runs cannot show.
/// </summary>
public sealed class ThreadsRun : IWorkerFailureListener
{
    private const int TickMs = 5;
    private const int StopMs = 2000;

    private readonly Lock _gate = new();
    private readonly WallMonotonicClock _clock = new();
    private readonly List<WorkerThread> _threads = [];
    private readonly List<string> _failures = [];
    private readonly SessionWorld _world;
    private Composition? _firmware;

    public ThreadsRun(int seed, int burstFramesPerSecond)
    {
        _world = SessionWorld.Create(new SessionOptions { Seed = seed, InMemory = true });
        ChargerWorld charger = _world.Charger;
        var transport = charger.Transport!;
        charger.Transport = () => new GuardedTransport(_gate, transport());
        charger.PortsMade = Guard;
        charger.Launch = Launch;
        charger.Burst.FramesPerSecond = burstFramesPerSecond;
    }

    /// <summary>What escaped from a worker, and threads that did not end.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>The locks' time-outs and longest holds, by name.</summary>
    public IReadOnlyList<TimedLock> Locks => _firmware == null ? [] : LockFigures.Find(_firmware);

    /// <summary>Steps of each worker.</summary>
    public IReadOnlyList<Worker> Workers => _firmware == null ? [] : _firmware.Workers;

    public double DeliveredWh => _world.Charger.Stage.DeliveredWh;

    /// <summary>Runs for so many real seconds, a vehicle plugged in and charging.</summary>
    public void Run(int seconds)
    {
        ChargerWorld charger = _world.Charger;
        charger.Loop.Add(SessionSteps.Of(new SessionPlan { ChargeSeconds = seconds }, charger, _world.Central));
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalSeconds < seconds && _failures.Count == 0)
        {
            lock (_gate) charger.Loop.RunUntil(() => false, charger.Clock.NowMs + TickMs);
            long aheadMs = charger.Clock.NowMs - watch.ElapsedMilliseconds;
            if (aheadMs > 0) Thread.Sleep((int)aheadMs);
        }
        foreach (WorkerThread thread in _threads)
        {
            if (!thread.Stop(StopMs)) _failures.Add($"thread {thread.Worker.Name} did not end within {StopMs} ms");
        }
    }

    public void WorkerFailed(string worker, Exception failure)
    {
        lock (_failures) _failures.Add($"{worker}: {failure.GetType().Name}: {failure.Message}");
    }

    private void Guard(FirmwarePorts ports)
    {
        ports.Clock = _clock;
        ports.WallClock = new SimulatedWallClock(_clock);
        ports.Storage = new GuardedStorage(_gate, ports.Storage);
        ports.SerialConsole = new GuardedLine(_gate, ports.SerialConsole);
        ports.OutputEnable = new GuardedOutput(_gate, ports.OutputEnable);
        ports.CanControllers = new GuardedControllers(_gate, ports.CanControllers);
    }

    private void Launch(Composition firmware)
    {
        _firmware = firmware;
        foreach (Worker worker in firmware.Workers)
        {
            var thread = new WorkerThread(worker, _clock, this, ThreadPriority.Normal);
            _threads.Add(thread);
            thread.Start();
        }
    }
}
