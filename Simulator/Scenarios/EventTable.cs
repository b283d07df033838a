using System.Globalization;

namespace Simulator.Scenarios;

/// <summary>What a field may hold.</summary>
public sealed class FieldRule
{
    public required string Name { get; init; }

    public required string Meaning { get; init; }

    /// <summary>Allowed words; null for a number or free text.</summary>
    public string[]? Words { get; init; }

    public bool IsText { get; init; }

    public double Min { get; init; }

    public double Max { get; init; }

    public bool Required { get; init; }

    /// <summary>The value that counts where none is given, for who shows it; null where there is none.</summary>
    public object? Otherwise { get; init; }

    /// <summary>The same field with a value that counts where none is given.</summary>
    public FieldRule Optional(object otherwise) => new() { Name = Name, Meaning = Meaning, Words = Words, IsText = IsText, Min = Min, Max = Max, Otherwise = otherwise };

    /// <summary>A typed value as it counts, words whatever their case; null when it is not allowed.</summary>
    public object? Read(string text)
    {
        if (Words != null) return Words.FirstOrDefault(w => w.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (IsText) return text.Length <= Max ? text : null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= Min && number <= Max ? number : null;
    }

    public string Allowed => Words != null ? string.Join(", ", Words)
        : IsText ? $"text of 1 to {Max} characters"
        : FormattableString.Invariant($"a number from {Min} to {Max}");
}

/// <summary>One kind of event.</summary>
public sealed class EventRule(string kind, string meaning, params FieldRule[] fields)
{
    public string Kind { get; } = kind;

    public string Meaning { get; } = meaning;

    public FieldRule[] Fields { get; } = fields;

    /// <summary>Whether "for" takes it back after a time.</summary>
    public bool Lasts { get; init; }
}

/// <summary>Every kind of event a scenario may name; docs/scenarios.md is written from it.</summary>
public static class EventTable
{
    public static readonly IReadOnlyList<EventRule> Rules =
    [
        new("plug", "A vehicle is plugged in.",
            Words("vehicle", "the model", "classic", "pro", "max"), Number("soc", "its charge in %", 0, 100), Words("profile", "what its BMS tells in d5", "A", "B"),
            Words("daly", "whether it answers the Daly request", "yes", "no")),
        new("unplug", "The cable is pulled out."),
        new("present", "An id is presented at the charger: the UID of a card (8, 14 or 20 hexadecimal digits) at the card reader of play and run --web, any other id by the console's start.", Text("id", "the id", 20, required: true)),
        new("press", "A button is pressed.", Words("button", "which", "start", "stop", required: true), Number("seconds", "how long it is held; 0.3 where it is left out", 0.05, 60)),
        new("emergency", "The emergency stop is pressed.") { Lasts = true },
        new("type", "A line is typed on the console.", Text("line", "what is typed", 80, required: true)),
        new("remote-start", "The central system starts a session.", Text("id", "the id", 20, required: true)),
        new("remote-stop", "The central system stops the running session."),
        new("availability", "The central system takes a connector out of service, or back (ChangeAvailability).",
            Words("type", "which", "inoperative", "operative", required: true), Number("connector", "0 for the whole charge point; 1 where it is left out", 0, 10)),
        new("trigger", "The central system asks for a message (TriggerMessage; the security extension's own by ExtendedTriggerMessage).",
            Text("message", "its name", 50, required: true), Number("connector", "left out for all", 0, 10)),
        new("transfer", "The central system sends a DataTransfer.",
            Text("vendor", "its vendorId, the charger's own (charger) where it is left out", 255), Text("message", "its messageId", 50), Text("data", "its data", 4000)),
        new("reset", "The central system resets the charger.", Words("type", "how", "soft", "hard", required: true)),
        new("unlock", "The central system unlocks the connector, whose cable is fixed."),
        new("call", "The central system sends any other CALL.", Text("action", "its name", 50, required: true), Text("payload", "its payload as JSON text; {files} and {files-tls} stand for the addresses of the file service", 4000)),
        new("link", "The network cable is out: nothing arrives, nothing is refused.") { Lasts = true },
        new("csms-kill", "The central system is killed; connections are refused until it is back.") { Lasts = true },
        new("csms-close", "The central system closes in order.", Number("code", "close code", 1000, 4999)),
        new("csms-untrusted", "The central system's wss endpoint shows a certificate that nobody trusts.") { Lasts = true },
        new("csms-mute", "The central system takes messages and answers nothing.") { Lasts = true },
        new("csms-lose", "The next answers are lost with the connection.", Number("count", "how many", 1, 10)),
        new("csms-error", "The next CALL with this action gets a CALLERROR.", Text("action", "its name", 50, required: true)),
        new("bms-refuse", "The BMS refuses to charge.", Number("bits", "d4: 1 over-current, 2 cell voltage, 4 thermal, 8 communication, 128 emergency", 1, 255, required: true)) { Lasts = true },
        new("bms-silent", "The BMS says nothing.") { Lasts = true },
        new("bms-ask", "The BMS asks for other limits.", Number("volts", "in V", 0, 200), Number("amperes", "in A", 0, 400)) { Lasts = true },
        new("module-alarm", "The module raises an alarm.", Number("bit", "of 0x83", 0, 31, required: true)) { Lasts = true },
        new("module-silent", "The module says nothing and obeys nothing.") { Lasts = true },
        new("module-refuse", "The module refuses the next commands.", Number("count", "how many", 1, 100)),
        new("module-hot", "The module is hotter than its load makes it.", Number("celsius", "by how much", 1, 100, required: true)) { Lasts = true },
        new("over-voltage", "The terminals show more than was asked for.", Number("volts", "by how much", 0.1, 60, required: true)) { Lasts = true },
        new("contactor", "The contactor does not follow its pin.", Words("state", "how it fails", "welded", "stuck-open")) { Lasts = true },
        new("mains", "The mains have another voltage.", Number("volts", "in V", 0, 300, required: true)) { Lasts = true },
        new("meter", "The meter of a charger with --meter fails.", Words("fault", "how: no answer, answers with a wrong check sum, another meter with 12 Wh in its register, a register that stands still, one that leaps to and fro, values that are no numbers", "silent", "garbled", "replaced", "stuck", "leaping", "nan")) { Lasts = true },
        new("burst", "Foreign frames on both buses.", Number("rate", "frames a second on each bus", 1, 1900, required: true)) { Lasts = true },
        new("bus-off", "A bus is shorted: its controllers go bus-off.", Number("bus", "1 module, 2 vehicle", 1, 2, required: true)) { Lasts = true },
        new("hang", "A thread of the firmware stands still, as in a call that never comes back.", Words("thread", "which", "can_rx", "charger_comm", "ocpp", "ui")) { Lasts = true },
        new("die", "An exception ends a thread of the firmware.", Words("thread", "which", "can_rx", "charger_comm", "ocpp", "ui")),
        new("power-cut", "The charger loses its supply; it boots when it is back.") { Lasts = true },
        new("flash-fault", "The N-th write from now is cut by a power loss; the charger boots 2 s later.",
            Number("write", "which, 1 is the next", 1, 10000, required: true), Words("fault", "what arrives of it", "lost", "torn")),
    ];

    public static EventRule? Find(string kind) => Rules.FirstOrDefault(r => r.Kind == kind);

    private static FieldRule Number(string name, string meaning, double min, double max, bool required = false) =>
        new() { Name = name, Meaning = meaning, Min = min, Max = max, Required = required };

    private static FieldRule Words(string name, string meaning, params string[] words) => new() { Name = name, Meaning = meaning, Words = words };

    private static FieldRule Words(string name, string meaning, string one, string other, bool required) =>
        new() { Name = name, Meaning = meaning, Words = [one, other], Required = required };

    private static FieldRule Text(string name, string meaning, int longest, bool required = false) =>
        new() { Name = name, Meaning = meaning, IsText = true, Max = longest, Required = required };
}
