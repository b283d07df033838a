using System.Diagnostics;
using Charger.Runtime;

namespace Simulator.World;

/// <summary>A run whose result would mean nothing: a worker that never waits, or an exception that escaped.</summary>
public sealed class WorldException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>An exception that a scenario lets escape from a worker: no defect of the firmware.</summary>
public sealed class OrderedDeath() : Exception("ordered by the scenario");

/// <summary>
/// Steps the firmware's workers and all models on one thread. Time stands still while something is due and then jumps to
/// the next deadline; a wake signal makes its worker due at once, as far as the scheduling model lets it.
/// </summary>
public sealed class WorldLoop(SimulatedClock clock)
{
    private const int MostStepsAtOneInstant = 20_000;

    private readonly List<ModelSlot> _models = [];
    private readonly List<WorkerSlot> _workers = [];
    private long _frozenUntilMs;

    public SimulatedClock Clock { get; } = clock;

    /// <summary>How simulated time goes with real time; none means as fast as it computes.</summary>
    public IPace? Pace { get; set; }

    /// <summary>Ends a run at its next step with an OperationCanceledException.</summary>
    public CancellationToken Ended { get; set; }

    public IScheduling Scheduling { get; set; } = new IdealScheduling();

    /// <summary>Called before each step of a worker.</summary>
    public Action<Worker>? BeforeStep { get; set; }

    /// <summary>Called after each step of a worker: where invariants are held.</summary>
    public Action<Worker>? AfterStep { get; set; }

    /// <summary>Set: takes the time of every step.</summary>
    public StepTimes? Times { get; set; }

    /// <summary>Called when a worker's step throws; on the device that reboots, so true means it has been handled.</summary>
    public Func<Worker, Exception, bool>? Escaped { get; set; }

    /// <summary>Steps of workers so far: a failure is reported with this number.</summary>
    public long Steps { get; private set; }

    public IReadOnlyList<WorkerSlot> Workers => _workers;

    public void Add(IModel model) => _models.Add(new ModelSlot(model, Clock.NowMs));

    public void Remove(IModel model) => _models.RemoveAll(s => s.Model == model);

    /// <summary>A worker of the firmware that booted at the boot clock's zero.</summary>
    public void Add(Worker worker, BootClock bootClock, bool highest) => _workers.Add(new WorkerSlot(worker, bootClock, highest, Clock.NowMs));

    /// <summary>A thread that has ended.</summary>
    public void Remove(Worker worker) => _workers.RemoveAll(s => s.Worker == worker);

    /// <summary>The firmware is gone: power cut or reboot.</summary>
    public void RemoveWorkers() => _workers.Clear();

    /// <summary>A call that stops every managed thread for a time; models go on.</summary>
    public void Freeze(int ms) => _frozenUntilMs = Math.Max(_frozenUntilMs, Clock.NowMs) + ms;

    /// <summary>Lets a thread stand still, or go on; nothing else of the firmware is touched.</summary>
    public void Hang(string worker, bool hangs)
    {
        foreach (WorkerSlot slot in _workers.Where(s => IsNamed(s, worker))) slot.Hangs = hangs;
    }

    /// <summary>Lets an exception end a thread in its next step.</summary>
    public void Die(string worker)
    {
        foreach (WorkerSlot slot in _workers.Where(s => IsNamed(s, worker))) slot.Dies = true;
    }

    private static bool IsNamed(WorkerSlot slot, string worker) => slot.Worker.Name.Equals(worker, StringComparison.OrdinalIgnoreCase);

    /// <summary>Makes a model due now.</summary>
    public void Nudge(IModel model)
    {
        foreach (ModelSlot slot in _models)
        {
            if (slot.Model == model) slot.DueMs = Clock.NowMs;
        }
    }

    /// <summary>Runs until the condition holds (true) or the time is reached (false).</summary>
    public bool RunUntil(Func<bool> done, long untilMs)
    {
        while (!done())
        {
            Ended.ThrowIfCancellationRequested();
            StepAllDue();
            long next = Math.Min(NextDeadline(), untilMs);
            if (next <= Clock.NowMs && Clock.NowMs >= untilMs) return done();
            Pace?.WaitFor(Clock.NowMs, next);
            Clock.AdvanceTo(Math.Max(next, Clock.NowMs));
        }
        return true;
    }

    private void StepAllDue()
    {
        int steps = 0;
        bool any = true;
        while (any)
        {
            any = StepModels(ref steps);
            any |= StepWorkers(ref steps);
            if (steps > MostStepsAtOneInstant) throw new WorldException($"at {Clock.NowMs} ms {steps} steps did not come to rest: {Busiest()}");
        }
    }

    private bool StepModels(ref int steps)
    {
        bool any = false;
        for (int i = 0; i < _models.Count; i++)
        {
            ModelSlot slot = _models[i];
            if (slot.DueMs > Clock.NowMs) continue;
            slot.DueMs = long.MaxValue;
            long next = slot.Model.Step(Clock.NowMs);
            slot.DueMs = Math.Min(slot.DueMs, Math.Max(next, Clock.NowMs + 1));
            steps++;
            any = true;
        }
        return any;
    }

    private bool StepWorkers(ref int steps)
    {
        bool any = false;
        for (int i = 0; i < _workers.Count; i++)
        {
            WorkerSlot slot = _workers[i];
            MakeReady(slot);
            if (slot.ReadyMs > Clock.NowMs) continue;
            StepOne(slot);
            steps++;
            any = true;
        }
        return any;
    }

    private void MakeReady(WorkerSlot slot)
    {
        long now = Clock.NowMs;
        if (slot.Hangs)
        {
            slot.ReadyMs = long.MaxValue;
            return;
        }
        if (slot.Worker.Wake.ConsumePending() && slot.DueMs > now)
        {
            slot.DueMs = now;
            slot.ReadyMs = long.MaxValue;
        }
        if (slot.DueMs <= now && slot.ReadyMs == long.MaxValue) slot.ReadyMs = now + Scheduling.LatencyMs(slot);
        if (slot.ReadyMs <= now && now < _frozenUntilMs) slot.ReadyMs = _frozenUntilMs;
    }

    private void StepOne(WorkerSlot slot)
    {
        long now = Clock.NowMs;
        slot.LatestDelayMs = now - slot.DueMs;
        slot.DueMs = long.MaxValue;
        slot.ReadyMs = long.MaxValue;
        Steps++;
        slot.Steps++;
        long started = Times == null ? 0 : Stopwatch.GetTimestamp();
        BeforeStep?.Invoke(slot.Worker);
        try
        {
            if (slot.Dies) throw new OrderedDeath();
            long next = slot.BootClock.ToWorldMs(slot.Worker.Drive(slot.BootClock.NowMs));
            slot.DueMs = Math.Max(next, now + 1);
        }
        catch (Exception e) when (e is not WorldException)
        {
            if (Escaped == null || !Escaped(slot.Worker, e)) throw new WorldException($"worker {slot.Worker.Name} at {now} ms, step {Steps}: {e.GetType().Name}: {e.Message}", e);
        }
        Times?.Add(slot.Worker.Name, Stopwatch.GetTimestamp() - started);
        AfterStep?.Invoke(slot.Worker);
    }

    private long NextDeadline()
    {
        long next = long.MaxValue;
        foreach (ModelSlot slot in _models) next = Math.Min(next, slot.DueMs);
        foreach (WorkerSlot slot in _workers) next = Math.Min(next, Math.Min(slot.DueMs > Clock.NowMs && !slot.Hangs ? slot.DueMs : long.MaxValue, slot.ReadyMs));
        return Math.Max(next, Clock.NowMs + 1);
    }

    private string Busiest() => string.Join(", ", _workers.OrderByDescending(w => w.Steps).Take(2).Select(w => $"{w.Worker.Name} {w.Steps} steps"));

    private sealed class ModelSlot(IModel model, long dueMs)
    {
        public IModel Model { get; } = model;

        public long DueMs { get; set; } = dueMs;
    }
}

/// <summary>One worker in the loop: when it wants to run, and when the scheduling lets it.</summary>
public sealed class WorkerSlot(Worker worker, BootClock bootClock, bool highest, long dueMs)
{
    public Worker Worker { get; } = worker;

    public BootClock BootClock { get; } = bootClock;

    /// <summary>Highest priority on the device: CAN_RX and CHARGER_COMM.</summary>
    public bool Highest { get; } = highest;

    public long DueMs { get; set; } = dueMs;

    public long ReadyMs { get; set; } = long.MaxValue;

    public long Steps { get; set; }

    /// <summary>It gets no step.</summary>
    public bool Hangs { get; set; }

    /// <summary>Its next step throws.</summary>
    public bool Dies { get; set; }

    /// <summary>How long the latest step waited after it was due.</summary>
    public long LatestDelayMs { get; set; }
}
