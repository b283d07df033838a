using System.Globalization;
using Charger.Can;

namespace Simulator.Web;

/// <summary>The gate's eleven conditions in words: what each is, and why it holds or does not.</summary>
public static class GateWords
{
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
    /// <param name="detail">More than the firmware's own words on why a condition does not hold; null or empty for none.</param>
    public static IReadOnlyList<GateRow> Rows(int? conditions, string unknown, Func<int, string?>? detail = null) =>
        [.. Enumerable.Range(1, GateConditions.Count).Select(n => Row(n, conditions, unknown, detail))];

    private static GateRow Row(int n, int? conditions, string unknown, Func<int, string?>? detail)
    {
        bool safety = (GateConditions.Safety & (1 << (n - 1))) != 0;
        if (conditions is not int bits) return new GateRow(n, s_words[n - 1].Name, null, unknown, safety);
        bool holds = (bits & (1 << (n - 1))) != 0;
        string reason = holds ? s_words[n - 1].Holds : GateConditions.Describe(n);
        if (!holds && detail?.Invoke(n) is { Length: > 0 } more) reason += ": " + more;
        return new GateRow(n, s_words[n - 1].Name, holds, reason, safety);
    }

    /// <summary>What the facts say about a condition that does not hold.</summary>
    public static string? Detail(int number, ChargerControl control)
    {
        GateFacts f = control.Facts;
        return number switch
        {
            4 => Bms(f, control.Settings),
            5 => f.RequestPlausible ? f.LimitsPrepared ? "the acknowledgement is missing" : "the limits have not been sent yet" : "no request with voltage and current above zero",
            6 => Module(f, control),
            7 => f.Hot ? "above the limit" : Age("the last temperature is", f.TemperatureMs, f.NowMs, control.Settings.ReadingFreshMs),
            8 => control.Gate.OverTripped ? "above the ceiling for too long" : Age("the last reading is", f.MeasuredMs, f.NowMs, control.Settings.ReadingFreshMs),
            9 => string.Join(" and ", new[] { f.ModuleBusUp ? null : "CAN1 (module)", f.BmsBusUp ? null : "CAN2 (vehicle)" }.Where(b => b != null)),
            10 => f.EmergencyStop ? "the emergency stop is pressed" : f.LockedUntilMs == long.MaxValue ? "until the fault is cleared" : Seconds("for another", f.LockedUntilMs - f.NowMs),
            _ => null,
        };
    }

    private static string Bms(GateFacts f, ChargerSettings settings)
    {
        if (f.BmsRequestMs < 0) return "it has said nothing yet";
        if (f.NowMs - f.BmsRequestMs > settings.BmsFreshMs) return Age("its last request is", f.BmsRequestMs, f.NowMs, settings.BmsFreshMs);
        return string.Create(CultureInfo.InvariantCulture, $"it refuses, bits {f.RefusalBits:X2}");
    }

    private static string Module(GateFacts f, ChargerControl control)
    {
        if (!control.Gate.ModuleHealthy) return Seconds("fewer than two of its three messages came in the last", control.Settings.ModuleFreshMs);
        int alarms = f.Alarms & ModuleProtocol.TrippingAlarms;
        var fault = new Fault();
        string[] named = [.. Enumerable.Range(0, 32).Where(b => (alarms >> b & 1) != 0 && ChargerFaults.Describe(ChargerFaults.OfAlarmBit(b), fault)).Select(b => Named(b))];
        return named.Length > 0 ? string.Join(", ", named) : Age("its alarms were told", f.AlarmsMs, f.NowMs, control.Settings.ReadingFreshMs);
    }

    private static string Named(int bit)
    {
        var fault = new Fault();
        ChargerFaults.Describe(ChargerFaults.OfAlarmBit(bit), fault);
        return fault.VendorCode;
    }

    private static string Age(string what, long atMs, long nowMs, int limitMs) =>
        atMs < 0 ? "none has come yet" : string.Create(CultureInfo.InvariantCulture, $"{what} {(nowMs - atMs) / 1000.0:F1} s old, {limitMs / 1000.0:0.#} s counts");

    private static string Seconds(string what, long ms) => string.Create(CultureInfo.InvariantCulture, $"{what} {ms / 1000.0:F1} s");
}
