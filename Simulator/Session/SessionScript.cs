using Simulator.Models;
using Simulator.World;

namespace Simulator.Session;

/// <summary>One step of a session: what is done, what is waited for, how long at most.</summary>
/// <param name="Missing">What it is that did not come about, for the verdict; null for the step's name.</param>
/// <param name="Why">The last known reason why it did not end; null when none is known.</param>
public sealed record SessionStep(string Name, Action Begin, Func<bool> Reached, int LimitMs, string? Missing = null, Func<string?>? Why = null);

/// <summary>
/// Plays one session step by step: each begins when the one before has come about, and a step that takes too long ends the
/// run with its name.
/// </summary>
public sealed class SessionScript : IModel
{
    private const int LookEveryMs = 50;

    private readonly IReadOnlyList<SessionStep> _steps;
    private int _at = -1;
    private long _sinceMs;

    public SessionScript(IReadOnlyList<SessionStep> steps)
    {
        _steps = steps;
    }

    public string Name => "session";

    /// <summary>Told when a step begins.</summary>
    public Action<SessionStep>? Entered { get; set; }

    public bool Done => Failure != null || _at >= _steps.Count;

    /// <summary>The step that did not end in time; null when all did.</summary>
    public string? Failure { get; private set; }

    public string StepName => _at >= 0 && _at < _steps.Count ? _steps[_at].Name : "end";

    public long StepSinceMs => _sinceMs;

    public long Step(long nowMs)
    {
        if (Done) return long.MaxValue;
        if (_at >= 0 && !_steps[_at].Reached())
        {
            if (nowMs - _sinceMs < _steps[_at].LimitMs) return nowMs + LookEveryMs;
            Failure = FailureOf(_steps[_at]);
            return long.MaxValue;
        }
        _at++;
        _sinceMs = nowMs;
        if (_at >= _steps.Count) return long.MaxValue;
        Entered?.Invoke(_steps[_at]);
        _steps[_at].Begin();
        return nowMs + LookEveryMs;
    }

    private static string FailureOf(SessionStep step)
    {
        string failure = $"{step.Missing ?? $"'{step.Name}' did not come about"} within {step.LimitMs / 1000} s";
        return step.Why?.Invoke() is string why ? $"{failure}; {why}" : failure;
    }
}

/// <summary>The settings of the usual session.</summary>
public sealed class SessionPlan
{
    public VehicleKind Vehicle { get; init; } = VehicleKind.Pro;

    public double SocPercent { get; init; } = 40;

    public string IdTag { get; init; } = "RIDER-1";

    /// <summary>Time with current flowing, in simulated seconds.</summary>
    public int ChargeSeconds { get; init; } = 600;

    /// <summary>Started and stopped by the central system instead of at the charger.</summary>
    public bool Remote { get; init; }
}
