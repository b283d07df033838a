using Charger.Can;

namespace Simulator.Schedule;

/// <summary>
/// Seeded faults against a stand that charges: each makes one gate condition false at a random instant, and the time from
/// that instant to the end of the STOP frame on the wire is taken, on a safety trip to the contactor's pin too.
/// </summary>
/// <param name="countedUs">As for <see cref="StopStand"/>.</param>
/// <param name="turn">As for <see cref="StopStand"/>.</param>
public sealed class StopFaults(int seed, OtherThreads others, IReadOnlyDictionary<string, int[]>? countedUs = null, Action<string?>? turn = null)
{
    private const int Kinds = 13;
    private const int OverMs = 200;
    private const int StopByMs = 6_000;

    /// <summary>An over-voltage at open terminals decays by 0.4 V/s.</summary>
    private const int RepairedByMs = 60_000;

    private readonly Random _random = new(seed);
    private readonly StopStand _stand = new(seed, others, countedUs, turn);
    private long _lostBefore;

    /// <summary>Longest time from a condition turning false to its STOP's end on the wire.</summary>
    public long WorstMs { get; private set; }

    /// <summary>Longest time to the contactor's pin on a safety trip.</summary>
    public long WorstPinMs { get; private set; }

    public string WorstWas { get; private set; } = "";

    /// <summary>Of each kind the longest time, by name.</summary>
    public SortedDictionary<string, long> ByKind { get; } = [];

    public int Done { get; private set; }

    /// <summary>Faults whose telling frame the controller's two buffers had lost: the time is taken from the next such frame.</summary>
    public int Lost { get; private set; }

    /// <summary>Times the output went off by itself before the fault could tell: not counted as one.</summary>
    public int Others { get; private set; }

    public void Run(int faults)
    {
        _stand.StartTransaction();
        for (int i = 0; i < faults; i++) One(i);
    }

    private void One(int number)
    {
        if (!_stand.Charge()) throw new InvalidOperationException($"seed {seed}, {others}, fault {number}: not charging at {_stand.Clock.NowMs} ms, phase {_stand.Control.Module.Phase}: {GateConditions.Describe(GateConditions.FirstFalse(_stand.Control.Gate.Conditions))}");
        _stand.Run(_random.Next(20, 1200));
        int kind = _random.Next(Kinds);
        (string name, Func<long> falseAt, bool safety) = Apply(kind);
        bool stopped = _stand.RunUntil(() => _stand.StopMs >= 0 && (!safety || !_stand.Contactor.High), StopByMs);
        if (!stopped) throw new InvalidOperationException($"seed {seed}, {others}, fault {number} '{name}': no STOP by {_stand.Clock.NowMs} ms");
        long since = falseAt();
        if (since < 0) Others++;
        else Note(name, Math.Max(0, _stand.StopMs - since), safety ? Math.Max(0, _stand.Contactor.ChangedMs - since) : 0);
        Repair();
    }

    private long FramesLost => _stand.Can.Controllers.Module!.FramesLost + _stand.Can.Controllers.Bms!.FramesLost;

    // When the frame that tells had passed the wire; below zero when there was none before the STOP.
    private long FrameMs
    {
        get
        {
            if (_stand.FrameMs < 0) return long.MinValue / 2;
            bool lost = FramesLost != _lostBefore && _stand.LastFrameMs != _stand.FrameMs;
            if (lost) Lost++;
            return lost ? _stand.LastFrameMs : _stand.FrameMs;
        }
    }

    // Over a limit counts after 200 ms and two readings in a row; the second had passed the wire, or was lost by the controller.
    private long OverAtMs(MeasuredSignal signal)
    {
        long lastMs = FrameMs;
        if (lastMs < 0 || _stand.SecondFrameMs < 0) return long.MinValue / 2;
        bool lost = FramesLost != _lostBefore;
        return lost ? Math.Max(_stand.LastFrameMs, signal.OverSinceMs + OverMs) : Math.Max(_stand.FrameMs + OverMs, _stand.SecondFrameMs);
    }

    private void Note(string name, long ms, long pinMs)
    {
        Done++;
        ByKind[name] = Math.Max(ByKind.GetValueOrDefault(name), ms);
        WorstPinMs = Math.Max(WorstPinMs, pinMs);
        if (ms <= WorstMs) return;
        WorstMs = ms;
        WorstWas = $"{name}, seed {seed}, {others}, fault {Done}";
    }

    private (string Name, Func<long> FalseAt, bool Safety) Apply(int kind)
    {
        long now = _stand.Clock.NowMs;
        _stand.Watch(null);
        _lostBefore = FramesLost;
        switch (kind)
        {
            case 0: return Permit("1 transaction stopped", p => p.TransactionRunning = false);
            case 1: return Permit("2 OCPP forbids", p => p.EnergyPermitted = false);
            case 2: return Permit("2 limit 0", p => p.LimitMa = 0);
            case 3:
                _stand.Gun.Level = false;
                return ("3 gun open", () => now, false);
            case 4:
                _stand.Bms.RefusalBits = 4;
                _stand.Watch((id, data) => id == BmsProtocol.RequestId && data[4] == 4);
                return ("4 BMS refuses", () => FrameMs, true);
            case 5:
                _stand.Bms.Silent = true;
                return ("4 BMS silent", () => _stand.RequestMs + 3000, true);
            case 6:
                _stand.Bms.AskAmperes = 0;
                _stand.Watch((id, data) => id == BmsProtocol.RequestId && data[2] == 0 && data[3] == 0);
                return ("5 no current asked for", () => FrameMs, false);
            case 7:
                _stand.Module.InjectedAlarms = 1u << 23;
                _stand.Watch((id, data) => id == ModuleProtocol.QueryAnswerId && data[1] == ModuleProtocol.AlarmFunction && (data[5] & 0x80) != 0);
                return ("6 alarm", () => FrameMs, true);
            case 8:
                _stand.Module.Silent = true;
                return ("6 module silent", () => _stand.SecondSignMs + 3000, true);
            case 9:
                _stand.Module.ExtraCelsius = 60;
                _stand.Watch((id, data) => id == ModuleProtocol.QueryAnswerId && data[1] == ModuleProtocol.InternalTemperatureFunction && BigEndian.U32(data, 4) >= 70 * 1024);
                return ("7 too hot", () => OverAtMs(_stand.Control.Module.Readings.Internal), true);
            case 10:
                _stand.Stage.ExtraVolts = 87.2 - _stand.Stage.Volts;
                _stand.Watch((id, data) => id == ModuleProtocol.TerminalPowerId && BigEndian.FloatMilli(data, 0) > 86_500);
                return ("8 over-voltage", () => OverAtMs(_stand.Control.Module.Readings.Voltage), true);
            case 11:
                _stand.Control.EmergencyStop();
                return ("10 emergency stop", () => now, true);
            default: return Permit("11 install", p => p.InstallUnderWay = true);
        }
    }

    private (string Name, Func<long> FalseAt, bool Safety) Permit(string name, Action<ChargePermit> change)
    {
        long now = _stand.Clock.NowMs;
        change(_stand.Permit);
        _stand.Publish();
        return (name, () => now, false);
    }

    private void Repair()
    {
        _stand.Permit.LimitMa = -1;
        _stand.Permit.InstallUnderWay = false;
        _stand.Gun.Level = true;
        _stand.Bms.RefusalBits = 0;
        _stand.Bms.Silent = false;
        _stand.Bms.AskAmperes = null;
        _stand.Module.InjectedAlarms = 0;
        _stand.Module.Silent = false;
        _stand.Module.ExtraCelsius = 0;
        _stand.Stage.ExtraVolts = 0;
        _stand.Publish();
        // The pauses between starts would only make the run longer.
        _stand.Control.ClearFaults();
        _stand.Run(1200);
        _stand.RunUntil(() => _stand.Control.Faults.Worst == 0, RepairedByMs);
        _stand.StartTransaction();
    }
}
