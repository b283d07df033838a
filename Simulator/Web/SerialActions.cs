using Simulator.CentralModel;
using Simulator.Scenarios;

namespace Simulator.Web;

/// <summary>The buttons that a board understands: each types one command of its console.</summary>
internal static class SerialActions
{
    private static readonly FieldRule s_id = new() { Name = "id", Meaning = "the id", IsText = true, Max = 20, Required = true };

    public static readonly IReadOnlyList<PageAction> All =
    [
        Of("present", "Present", "An id is presented at the charger (start ID).", s_id),
        Of("emergency stop", "Stop", "The console's stop: output off first, then the transaction ends."),
        Of("status", "Status", "Asks for one screen with the gate's conditions (status)."),
        Of("figures", "Figures", "Asks for all watermarks (status full)."),
        Of("show all", "Show all", "Asks for the figures of all parts (show all)."),
        Of("restart", "Restart", "Ends the transaction and restarts (reset).", new FieldRule { Name = "kind", Meaning = "how", Words = ["soft", "hard"], Required = true }),
        Of("faults", "Faults", "Active and recent faults (faults)."),
        Of("clear faults", "Clear faults", "Lets go of faults that lock the output for good (faults clear)."),
        Of("history", "History", "Boots and recent transactions (history)."),
    ];

    /// <summary>The line that an action types, or what is wrong with it.</summary>
    public static (string? Line, string? Wrong) Line(string name, IReadOnlyDictionary<string, string> fields)
    {
        PageAction? action = All.FirstOrDefault(a => a.Name == name);
        if (action == null) return (null, $"there is no action '{Secrets.Shown(name)}'");
        string value = "";
        foreach (FieldRule field in action.Fields)
        {
            value = fields.GetValueOrDefault(field.Name, "");
            bool plain = value.Length > 0 && !value.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));
            if (!plain || field.Read(value) == null) return (null, $"{name}: {field.Name} '{Secrets.Shown(value)}' is not allowed; allowed: {field.Allowed}, without spaces");
        }
        return (name switch
        {
            "present" => "start " + value,
            "emergency stop" => "stop",
            "figures" => "status full",
            "restart" => "reset " + value,
            "clear faults" => "faults clear",
            _ => name,
        }, null);
    }

    private static PageAction Of(string name, string label, string help, params FieldRule[] fields) => new(name, label, "world", help, fields, false);
}
