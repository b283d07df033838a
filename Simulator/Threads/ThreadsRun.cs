using System.Diagnostics;
using Charger.Runtime;
using Firmware;
using Simulator.Session;
using Simulator.Soak;
using Simulator.World;

namespace Simulator.Threads;

/// <summary>
/// The firmware's four workers on four real threads with their real locks, in real time, watched by the supervisor, with the
/// models behind a gate: what the stepped runs cannot show.
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
    private HoldClock? _holds;
    private long _superviseAtMs;

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

    /// <summary>What escaped from a worker, lock time-outs, restarts by the supervisor, and threads that did not end.</summary>
    public IReadOnlyList<string> Failures => [.. _failures, .. _holds == null ? [] : _holds.Timeouts];

    /// <summary>Each line of the firmware's console.</summary>
    public Action<string>? Serial { get; init; }

    /// <summary>Called before the threads start: where a test breaks something.</summary>
    public Action<Composition>? Starting { get; init; }

    /// <summary>Called when they run, with all of them.</summary>
    public Action<IReadOnlyList<WorkerThread>>? Started { get; init; }

    /// <summary>The locks' time-outs and longest holds (in microseconds), by name.</summary>
    public IReadOnlyList<TimedLock> Locks => _firmware == null ? [] : LockFigures.Find(_firmware);

    /// <summary>Steps of each worker.</summary>
    public IReadOnlyList<Worker> Workers => _firmware == null ? [] : _firmware.Workers;

    public double DeliveredWh => _world.Charger.Stage.DeliveredWh;

    /// <summary>Turns of the main thread, which supervises.</summary>
    public int Supervised { get; private set; }

    public double Seconds { get; private set; }

    /// <summary>Told how many seconds are over, and of how many.</summary>
    public Action<int, int>? Reached { get; init; }

    /// <summary>Runs for so many real seconds, a vehicle plugged in and charging.</summary>
    public void Run(int seconds)
    {
        ChargerWorld charger = _world.Charger;
        charger.Console.LineWritten = line => Serial?.Invoke(line);
        charger.Loop.Add(SessionSteps.Of(new SessionPlan { ChargeSeconds = seconds }, charger, _world.Central));
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalSeconds < seconds && _failures.Count == 0)
        {
            lock (_gate) charger.Loop.RunUntil(() => false, charger.Clock.NowMs + TickMs);
            Supervise();
            Reached?.Invoke((int)watch.Elapsed.TotalSeconds, seconds);
            long aheadMs = charger.Clock.NowMs - watch.ElapsedMilliseconds;
            if (aheadMs > 0) Thread.Sleep((int)aheadMs);
        }
        Seconds = watch.Elapsed.TotalSeconds;
        foreach (WorkerThread thread in _threads)
        {
            if (!thread.Stop(StopMs)) _failures.Add($"thread {thread.Worker.Name} did not end within {StopMs} ms");
        }
    }

    public void WorkerFailed(string worker, Exception failure)
    {
        lock (_failures) _failures.Add($"{worker}: {failure.GetType().Name}: {failure.Message}");
        _firmware!.Supervisor.WorkerFailed(worker, failure);
    }

    /// <summary>What the main thread does on the device.</summary>
    private void Supervise()
    {
        if (_firmware == null || _clock.NowMs < _superviseAtMs) return;
        _superviseAtMs = _firmware.Supervisor.Step(_clock.NowMs);
        Supervised++;
        if (_firmware.Supervisor.Restarting && _failures.Count == 0) _failures.Add("the supervisor restarts the device: its reason stands on the console (--serial)");
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
        _holds = new HoldClock(firmware.LockReport);
        foreach (TimedLock one in LockFigures.Find(firmware)) _holds.Give(one);
        Starting?.Invoke(firmware);
        foreach (Worker worker in firmware.Workers) _threads.Add(firmware.Registry.Thread(worker, this, ThreadPriority.Normal));
        firmware.Supervisor.Watch([.. _threads]);
        foreach (WorkerThread thread in _threads) thread.Start();
        Started?.Invoke(_threads);
    }
}
