using Ocpp.Client.Configuration;
using Simulator.CentralModel;
using Simulator.Scenarios;
using Simulator.World;

namespace Simulator.Session;

/// <summary>Plays a session or a scenario on a whole world and judges how it ended.</summary>
public sealed class SessionRun
{
    private const int ProgressEveryMs = 1000;

    private readonly SessionOptions _options;
    private readonly SessionView _view;
    private readonly ChargerWorld _world;
    private readonly ICentral? _central;
    private long _progressMs;

    public SessionRun(SessionOptions options, SessionView view, ChargerWorld world, ICentral? central)
    {
        _options = options;
        _view = view;
        _world = world;
        _central = central;
        world.Console.LineWritten = line => view.Serial(world.Clock.NowMs, line);
        if (view.All || view.SerialLog != null) world.Booted += _ => world.Console.Type("status full\r");
        if (central != null) central.Traced = trace => view.Ocpp(world.Clock.NowMs, trace.ToString());
    }

    public SessionResult Play()
    {
        if (!_options.InMemory) _world.Loop.Pace = new WallPace(_options.Speed);
        var result = new SessionResult();
        try
        {
            if (_options.Scenario == null) PlaySession(result);
            else PlayScenario(_options.Scenario, result);
        }
        catch (WorldException e)
        {
            result.Failures.Add(e.Message);
        }
        finally
        {
            _view.EndProgress();
        }
        Summary.Fill(result, _world, _central);
        return result;
    }

    private void PlaySession(SessionResult result)
    {
        SessionScript script = SessionSteps.Of(_options.Plan, _world, _central);
        script.Entered = step => _view.World(_world.Clock.NowMs, step.Name);
        _world.Loop.Add(script);
        long chargeMs = _options.Plan.ChargeSeconds * 1000L;
        _world.Loop.RunUntil(() =>
        {
            if (script.StepName == "charge") Progress((double)(_world.Clock.NowMs - script.StepSinceMs) / chargeMs);
            return script.Done;
        }, _world.Clock.NowMs + chargeMs + 600_000);
        if (script.Failure != null) result.Failures.Add(script.Failure);
        result.Require(script.Done, $"the session hangs in '{script.StepName}'");
        if (_central == null) return;
        result.Require(_central.Transactions.Count == 1, $"{_central.Transactions.Count} transactions at the central system instead of 1");
        CentralTransaction? last = _central.Transactions.LastOrDefault();
        string wanted = _options.Plan.Remote ? "Remote" : "Local";
        result.Require(last == null || (last.Reason ?? "Local") == wanted, $"stopped with reason '{last?.Reason}' instead of '{wanted}'");
    }

    private void PlayScenario(Scenario scenario, SessionResult result)
    {
        var player = new ScenarioPlayer(scenario, new ScenarioStage(_world, _central), _world.Clock.NowMs)
        {
            Playing = (what, begins) => _view.World(_world.Clock.NowMs, begins ? what.ToString() : $"{what.Kind} is over"),
        };
        _world.PowerOn();
        _world.Loop.Add(player);
        long startMs = _world.Clock.NowMs;
        _world.Loop.RunUntil(() =>
        {
            Progress((double)(_world.Clock.NowMs - startMs) / scenario.LengthMs);
            return false;
        }, startMs + scenario.LengthMs);
        Judge(scenario.Expect, result);
    }

    private void Judge(ScenarioExpectation expect, SessionResult result)
    {
        double wh = _world.Stage.DeliveredWh;
        result.Require(expect.MinWh == null || wh >= expect.MinWh, FormattableString.Invariant($"{wh:F1} Wh flowed, at least {expect.MinWh} expected"));
        result.Require(expect.MaxWh == null || wh <= expect.MaxWh, FormattableString.Invariant($"{wh:F1} Wh flowed, at most {expect.MaxWh} expected"));
        int? profile = _world.Firmware?.Configuration.Whole(OcppKeys.SecurityProfile);
        result.Require(expect.Profile == null || profile == expect.Profile, $"security profile {profile} counts, {expect.Profile} expected");
        if (_central == null) return;
        int count = _central.Transactions.Count;
        result.Require(expect.Transactions == null || count == expect.Transactions, $"{count} transactions at the central system, {expect.Transactions} expected");
        string reason = _central.Transactions.LastOrDefault()?.Reason ?? "Local";
        result.Require(expect.Reason == null || reason == expect.Reason, $"the last transaction ended with '{reason}', '{expect.Reason}' expected");
    }

    private void Progress(double share)
    {
        if (_world.Clock.NowMs < _progressMs) return;
        _progressMs = _world.Clock.NowMs + ProgressEveryMs;
        double soc = _world.Vehicle?.SocPercent ?? 0;
        _view.Progress(share, FormattableString.Invariant($"{_world.Stage.Volts,5:F1} V {_world.Stage.Amperes,5:F1} A {_world.Stage.DeliveredWh,7:F1} Wh  SoC {soc:F1} %"));
    }
}
