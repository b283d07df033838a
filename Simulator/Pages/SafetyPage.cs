using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Charger.Can;
using Charger.Runtime;
using Simulator.Bench;
using Simulator.Rules;

namespace Simulator.Pages;

/// <summary>docs/safety.md: the hazards with what the firmware does about each, from the gate's, the faults' and the settings' own tables; and what only hardware can do.</summary>
public static partial class SafetyPage
{
    public const string UsualPath = "docs/safety.md";

    public static string Text
    {
        get
        {
            var page = new StringBuilder("# Safety: hazards and what stands against them\n\nWritten from the firmware's own tables (`WRITE_DOCS=1 dotnet test --filter SafetyPage`); do not edit by hand.\n\n");
            page.Append(Beginning);
            page.Append("| cause | how it is detected | what is done | reaction required | measured worst case | tests |\n|---|---|---|---|---|---|\n");
            foreach (Hazard h in HazardTable.All)
                page.Append(CultureInfo.InvariantCulture, $"| {h.Cause} | {Detected(h)} | {Done(h)} | {Required(h.Required)} | {Measured(h)} | {string.Join(", ", h.Tests.Select(t => $"`{t}`"))} |\n");
            return page.Append(End).ToString();
        }
    }

    /// <summary>The page without measured figures, which other commands write into docs/figures.md.</summary>
    public static string WithoutFigures(string page) => Values().Replace(page, "$1");

    private const string Beginning = """
        This firmware was not assessed by a certification body, and no board of it has been tested for conformity. It is one layer: the
        charger as a whole is made safe by its hardware, its standards (IEC 61851-23, IEC 61851-25 for light vehicles) and its
        installation. What the firmware adds is below: one gate with eleven conditions decides power and metering together, every
        20 ms and on every frame; any condition that turns false sends STOP at once ([charger-tables.md](charger-tables.md)).

        A safety trip opens the contactor together with the STOP. An ordinary stop opens it when the current is low, so that it does not
        switch under load. The reaction counts from the first frame or pin that tells the cause to the STOP in the controller and, for
        a trip, the pin. Measured values are those of [figures.md](figures.md), worst of thousands of seeded cases on the simulated
        device with its scheduler and freezing flash; a real board has not been measured.


        """;

    private const string End = """

        ## What this firmware alone cannot do

        | hazard | why not | what the hardware must bring |
        |---|---|---|
        | loss of insulation, earth fault, touch voltage | nothing on the buses measures insulation | an insulation monitor that opens the contactor by itself and keeps it open; its contact on the emergency input tells the firmware |
        | a welded contactor together with a module that ignores STOP | the firmware has two ways to off and both have failed | a mains contactor or breaker with a trip coil ahead of the module, on a hardware interlock |
        | emergency stop with a dead processor | an input is only read by a program that runs | the emergency stop's own contact in series with the contactor's coil; the input is for the report alone |
        | the processor hangs with the output pin high | a program cannot see that it does not run | the external watchdog on its own pin, and a driver of the coil that needs its edges (charge pump) or falls with the reset |
        | the output pin's transistor fails closed | the pin says nothing about the coil | an auxiliary contact of the contactor on an input; a second contactor in the other pole |
        | both measurements of voltage lie together | terminal frames and answers come from one module | a measuring of its own at the cable where the standard wants one; the module's own over-voltage lockout |
        | short circuit at the cable | a reaction takes hundreds of milliseconds | fuse or breaker, and the module's short-circuit limiting |
        | arc at the connector under load | the plug is seen as gone only after a second and more without frames | a connector lock or a leading pilot contact on the gun switch input |
        | overheating of connector or cable | the two sensors sit in the module | a thermal switch at the connector in the emergency or gun circuit |
        | wrong polarity | voltages are reported without a sign that proves the cable | a polarity check by the module or a diode |
        | a manipulated battery management system | its frames carry no proof of who sent them | the battery's own protection |
        | mains: residual current, surge, earth | not seen | the installation: RCD of the right type, surge protection |

        What each start tests, while the output is locked: whether the output pin is high before it is driven (told), each CAN controller
        with a frame in loopback through each of its transmit buffers, that of STOP included (condition 9 until it passes), and every store.
        The console tells each part that failed, or "self-test passed"; Health has the same. What it cannot test: the level of an output
        once it is driven (the chip's outputs always read 0), so neither the pin's transistor nor the coil behind it; the levels of inputs,
        since pressed and broken look the same (an emergency stop with a broken wire reads pressed and locks); transceivers and wires
        beyond the controllers, which show as bus faults.

        The inputs for emergency stop and gun are read every 20 ms while a transaction runs, the output is on or the contactor closed, and at
        once when a transaction begins: nothing can come on otherwise. In all other times they are read every 200 ms, for presence and reports.

        The default board profile names no emergency stop, no gun switch and no auxiliary contact: a board that has them sets its pins, one
        that lacks them does without what stands above. On a stock image of the platform the CAN controller of the chip cannot be used:
        both buses are MCP2515.

        How it is tried: every condition alone, at its edge, and in simulated sessions; `bench` with thousands of seeded instants and
        values; `soak --seeds 200 --hours 2` with everything that damaged hardware can send and an oracle that knows the true values
        ([simulator.md](simulator.md)); `mutate` changes each of these code paths line by line ([tests.md](tests.md)).

        """;

    private static string Detected(Hazard h) => Filled(h.Detected) + (h.Gate > 0 ? $" (condition {h.Gate}: {GateConditions.Describe(h.Gate)})" : "");

    private static string Done(Hazard h)
    {
        bool trip = h.Gate > 0 && (GateConditions.Safety & (1 << (h.Gate - 1))) != 0;
        string off = h.Gate == 0 || h.Required == "none" ? "" : trip ? "STOP and contactor together; " : "STOP, then the contactor; ";
        var fault = new Fault();
        string told = h.Fault > 0 && ChargerFaults.Describe(h.Fault, fault) ? $"; fault {fault.VendorCode}, {(fault.Effect == FaultEffect.Trips ? "trips" : "warns")}{(fault.Latches ? ", latches" : "")}" : "";
        return off + "transaction: " + Filled(h.Then) + told;
    }

    /// <summary>The formula, and what it comes to.</summary>
    private static string Required(string formula)
    {
        if (!formula.Contains('+')) return Filled(formula);
        int sum = formula.Split('+').Sum(part => int.Parse(Filled(part).Replace("ms", "").Trim(), CultureInfo.InvariantCulture));
        return $"{Filled(formula)} = {sum} ms";
    }

    private static string Measured(Hazard h)
    {
        string figures = File.ReadAllText(Path.Combine(Checkout.Root, FigurePage.UsualPath));
        return string.Join("; ", h.Figures.Select(name => $"`{name}` = {Regex.Match(figures, $"^{Regex.Escape(name)}=(.+)$", RegexOptions.Multiline) switch { { Success: true } m => m.Groups[1].Value, _ => "not in figures.md" }}"));
    }

    private static string Filled(string text) => Settings().Replace(text, m => Setting(m.Groups[1].Value).ToString(CultureInfo.InvariantCulture));

    private static int Setting(string name)
    {
        var row = new ChargerSetting();
        for (int i = 0; ChargerSettings.Describe(i, row); i++)
        {
            if (row.Name == name) return row.Default;
        }
        throw new InvalidOperationException($"the table of hazards names the setting {name}, which there is not");
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Settings();

    [GeneratedRegex(@"(`[a-z0-9_.]+`) = [^;|]+")]
    private static partial Regex Values();
}
