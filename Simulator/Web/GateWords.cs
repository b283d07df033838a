using System.Globalization;
using Charger.Can;
using Charger.Runtime;

namespace Simulator.Web;

/// <summary>The gate's eleven conditions in words: what each is, and why it holds or does not.</summary>
public static class GateWords
{
    private const int PressedMs = 500;

    /// <summary>A lock without an end in sight is told without its time.</summary>
    private const int MostTold = 3_600_000;

    private static readonly (string Name, string Holds)[] s_words =
    [
        ("Transaction", "a transaction is running"),
        ("OCPP permits", "OCPP permits energy"),
        ("Plugged in", "a vehicle is plugged in"),
        ("BMS permits", "the BMS asks for energy and refuses nothing"),
        ("Request", "the request is plausible, the module has acknowledged its limits"),
        ("Module", "the module answers and has no alarm"),
        ("Temperature", "cool enough"),
        ("Measured values", "voltage and current are below the ceiling"),
        ("CAN buses", "both buses are up"),
        ("No fault", "no fault lock, no emergency stop"),
        ("No install", "no firmware install is under way"),
    ];

    /// <summary>All rows as the firmware's bits tell them.</summary>
    /// <param name="conditions">Bit n-1 is condition n; null where nothing is known.</param>
    /// <param name="detail">Why a condition does not hold, closer than the firmware's own words; null or empty where those are enough.</param>
    public static IReadOnlyList<GateRow> Rows(int? conditions, string unknown, Func<int, string?>? detail = null) =>
        [.. Enumerable.Range(1, GateConditions.Count).Select(n => Row(n, conditions, unknown, detail))];

    private static GateRow Row(int n, int? conditions, string unknown, Func<int, string?>? detail)
    {
        bool safety = (GateConditions.Safety & (1 << (n - 1))) != 0;
        if (conditions is not int bits) return new GateRow(n, s_words[n - 1].Name, null, unknown, safety);
        bool holds = (bits & (1 << (n - 1))) != 0;
        string reason = holds ? s_words[n - 1].Holds : detail?.Invoke(n) is { Length: > 0 } more ? more : GateConditions.Describe(n);
        return new GateRow(n, s_words[n - 1].Name, holds, reason, safety);
    }

    /// <summary>What the facts say about a condition that does not hold; null where they say no more than the firmware's own words.</summary>
    public static string? Detail(int number, ChargerControl control)
    {
        GateFacts f = control.Facts;
        return number switch
        {
            4 => Bms(f, control.Settings),
            5 => Request(f),
            6 => Module(f, control),
            7 => f.Hot ? "too hot" : "no temperature is known: " + Age(f.TemperatureMs, f.NowMs, control.Settings[ChargerSettings.ReadingFreshMs]),
            8 => control.Gate.OverTripped ? "measured voltage or current is above the ceiling" : "nothing is measured: " + Age(f.MeasuredMs, f.NowMs, control.Settings[ChargerSettings.ReadingFreshMs]),
            9 => string.Join(" and ", new[] { f.ModuleBusUp ? null : "CAN1 (module)", f.BmsBusUp ? null : "CAN2 (vehicle)" }.Where(b => b != null)) + " down",
            10 => NoFault(f, control.Settings),
            _ => null,
        };
    }

    private static string Bms(GateFacts f, int[] settings)
    {
        if (f.BmsRequestMs < 0) return "the BMS has said nothing yet";
        if (f.NowMs - f.BmsRequestMs > settings[ChargerSettings.BmsFreshMs]) return "the BMS is silent: " + Age(f.BmsRequestMs, f.NowMs, settings[ChargerSettings.BmsFreshMs]);
        return string.Create(CultureInfo.InvariantCulture, $"the BMS refuses (bits {f.RefusalBits:X2})");
    }

    private static string Request(GateFacts f) =>
        !f.RequestPlausible ? "no plausible request: voltage and current above zero" : f.LimitsPrepared ? "the module has not acknowledged its limits" : "the limits have not been sent yet";

    private static string Module(GateFacts f, ChargerControl control)
    {
        if (!control.Gate.ModuleHealthy) return string.Create(CultureInfo.InvariantCulture, $"the module is offline: fewer than two of its three messages came in the last {control.Settings[ChargerSettings.ModuleFreshMs] / 1000.0:0.#} s");
        int alarms = f.Alarms & ModuleProtocol.TrippingAlarms;
        string[] named = [.. Enumerable.Range(0, 32).Where(b => (alarms >> b & 1) != 0).Select(Named)];
        return named.Length > 0 ? "alarm of the module: " + string.Join(", ", named) : "the module's alarms are not known: " + Age(f.AlarmsMs, f.NowMs, control.Settings[ChargerSettings.ReadingFreshMs]);
    }

    private static string Named(int bit)
    {
        var fault = new Fault();
        return ChargerFaults.Describe(ChargerFaults.OfAlarmBit(bit), fault) ? fault.VendorCode : $"bit {bit}";
    }

    private static string? NoFault(GateFacts f, int[] settings)
    {
        long leftMs = f.LockedUntilMs - f.NowMs;
        // As long as it is pressed, the lock begins again with each look at the pin.
        if (f.EmergencyStop && leftMs > settings[ChargerSettings.FaultLockMs] - PressedMs) return "the emergency stop is pressed";
        string what = f.EmergencyStop ? "the emergency stop was pressed and" : "a fault";
        return leftMs is > 0 and < MostTold ? string.Create(CultureInfo.InvariantCulture, $"{what} locks the output for another {leftMs / 1000.0:F1} s") : null;
    }

    private static string Age(long atMs, long nowMs, int limitMs) =>
        atMs < 0 ? "none has come yet" : string.Create(CultureInfo.InvariantCulture, $"the last is {(nowMs - atMs) / 1000.0:F1} s old, {limitMs / 1000.0:0.#} s is the most");
}
