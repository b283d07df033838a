using Charger.Can;

namespace Simulator.Bench;

/// <summary>
/// From the first frame with a value above its limit to the STOP, over seeded values and instants across the plausible and the
/// implausible range; single corrupted frames that must trip nothing; modules that switch themselves off.
/// </summary>
public sealed class LimitBench : IBench
{
    private const int Trials = 10_000;
    private const int ByMs = 8_000;

    public string Name => "safety";

    public void Run(IFigures figures) => Run(figures, Trials);

    public static void Run(IFigures figures, int trials)
    {
        figures.Add("safety.trip_trials_each", trials);
        figures.Add("safety.trip_over_voltage_worst_ms", WorstMs(1, trials, false, OverVoltage, TellsVoltage));
        figures.Add("safety.trip_over_voltage_stand_in_worst_ms", WorstMs(2, trials, true, OverVoltage, TellsVoltage));
        figures.Add("safety.trip_over_current_worst_ms", WorstMs(3, trials, false, OverCurrent, TellsCurrent));
        figures.Add("safety.trip_over_current_stand_in_worst_ms", WorstMs(4, trials, true, OverCurrent, TellsCurrent));
        figures.Add("safety.trip_temperature_worst_ms", WorstMs(5, trials, false, TooHot, TellsHeat));
        figures.Add("safety.false_trips", FalseTrips(6, trials));
        figures.Add("safety.starts_before_clear_alarms", EarlyStarts(7, trials));
    }

    /// <summary>Longest time from the first such frame to the STOP; throws when a STOP never came.</summary>
    private static long WorstMs(int seed, int trials, bool standIn, Action<LimitStand, Random> fault, Func<LimitStand, uint, byte[], bool> tells)
    {
        var random = new Random(seed);
        var stand = new LimitStand();
        long worst = 0;
        for (int i = 0; i < trials; i++)
        {
            stand.Charge();
            stand.TerminalsMissing = standIn;
            stand.Run(standIn ? random.Next(800, 1800) : random.Next(1, 1000));
            fault(stand, random);
            long toldMs = -1;
            stand.OnFrame = (id, data) => toldMs = toldMs < 0 && tells(stand, id, data) ? stand.NowMs : toldMs;
            stand.RunUntil(() => !stand.Control.Module.OutputOn, ByMs);
            if (stand.Control.Module.OutputOn || toldMs < 0) throw new InvalidOperationException($"seed {seed}, trial {i}: no STOP at {stand.Volts} V, {stand.Amperes} A, {stand.InletCelsius} and {stand.InternalCelsius} degC");
            worst = Math.Max(worst, stand.NowMs - toldMs);
        }
        return worst;
    }

    private static void OverVoltage(LimitStand stand, Random random) => stand.Volts = (float)Above(86.6, 120, 500, random);

    private static void OverCurrent(LimitStand stand, Random random) => stand.Amperes = (float)Above(102.1, 300, 1000, random);

    private static void TooHot(LimitStand stand, Random random)
    {
        if (random.Next(2) == 0) stand.InletCelsius = Above(70.1, 125, 400, random);
        else stand.InternalCelsius = Above(70.1, 125, 400, random);
    }

    // Half of the values are plausible; one in a hundred is as high as a frame can carry.
    private static double Above(double least, double plausible, double most, Random random)
    {
        if (random.Next(100) == 0) return 2_000_000;
        return random.Next(2) == 0 ? least + random.NextDouble() * (plausible - least) : plausible + random.NextDouble() * (most - plausible);
    }

    private static bool TellsVoltage(LimitStand stand, uint id, byte[] data) =>
        stand.TerminalsMissing ? IsAnswer(id, data, ModuleProtocol.OutputVoltageFunction, 86.55) : id == ModuleProtocol.TerminalPowerId;

    private static bool TellsCurrent(LimitStand stand, uint id, byte[] data) =>
        stand.TerminalsMissing ? IsAnswer(id, data, ModuleProtocol.OutputCurrentFunction, 102.05) : id == ModuleProtocol.TerminalPowerId;

    private static bool TellsHeat(LimitStand stand, uint id, byte[] data) =>
        IsAnswer(id, data, ModuleProtocol.InletTemperatureFunction, 70.05) || IsAnswer(id, data, ModuleProtocol.InternalTemperatureFunction, 70.05);

    private static bool IsAnswer(uint id, byte[] data, byte function, double above) =>
        id == ModuleProtocol.QueryAnswerId && data[1] == function && BigEndian.U32(data, 4) > above * ModuleProtocol.Scale;

    // One frame in each trial carries any bits where its value stands.
    private static long FalseTrips(int seed, int trials)
    {
        var random = new Random(seed);
        var stand = new LimitStand();
        stand.Charge();
        int closings = stand.Control.Gate.Closings;
        byte[] functions = [ModuleProtocol.OutputVoltageFunction, ModuleProtocol.OutputCurrentFunction, ModuleProtocol.InletTemperatureFunction, ModuleProtocol.InternalTemperatureFunction];
        for (int i = 0; i < trials; i++)
        {
            stand.TerminalsMissing = random.Next(2) == 0;
            stand.Run(random.Next(700, 1500));
            int kind = random.Next(stand.TerminalsMissing ? 0 : -2, functions.Length);
            uint bits = (uint)random.NextInt64(1L << 32);
            bool done = false;
            stand.OnFrame = (id, data) =>
            {
                bool it = kind < 0 ? id == ModuleProtocol.TerminalPowerId : id == ModuleProtocol.QueryAnswerId && data[1] == functions[kind];
                if (!it || done) return;
                BigEndian.PutU32(data, kind == -2 ? 0 : 4, bits);
                done = true;
            };
            stand.RunUntil(() => done, 2000);
            stand.Run(800);
            stand.OnFrame = null;
        }
        return stand.Control.Gate.Closings - closings;
    }

    // The module goes off by itself; its alarms are raised or not, and answered at once or late.
    private static long EarlyStarts(int seed, int trials)
    {
        var random = new Random(seed);
        var stand = new LimitStand();
        long early = 0;
        for (int i = 0; i < trials; i++)
        {
            stand.Charge();
            stand.Run(random.Next(1, 1000));
            stand.HeldOff = true;
            stand.AlarmsMuted = random.Next(2) == 0;
            stand.Alarms = random.Next(2) == 0 ? 1u << 6 : 0;
            stand.RunUntil(() => !stand.Control.Module.OutputOn, 2000);
            long offMs = stand.NowMs;
            bool clear = false;
            stand.HeldOff = false;
            stand.OnFrame = (id, data) => clear |= id == ModuleProtocol.QueryAnswerId && data[1] == ModuleProtocol.AlarmFunction && (BigEndian.I32(data, 4) & ModuleProtocol.TrippingAlarms) == 0;
            bool started = false;
            stand.OnStart = () => started = true;
            stand.RunUntil(() => started, random.Next(100, 3000));
            stand.AlarmsMuted = false;
            stand.RunUntil(() => started, random.Next(100, 3000));
            if (started && (!clear || stand.NowMs - offMs < 2000)) early++;
        }
        return early;
    }
}
