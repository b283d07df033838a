using Simulator.CentralModel;
using Simulator.Cli;
using Simulator.Scenarios;

namespace Simulator.Play;

/// <summary>An action with its values, checked against its fields.</summary>
public sealed class ActionCall
{
    private readonly IReadOnlyDictionary<string, object> _values;

    private ActionCall(PlayAction action, IReadOnlyDictionary<string, object> values, bool begins)
    {
        Action = action;
        _values = values;
        Begins = begins;
    }

    public PlayAction Action { get; }

    /// <summary>False takes an action back that lasts.</summary>
    public bool Begins { get; }

    /// <summary>Identity of the charger that a CALL goes to; null for the only one that is connected, "all" for each.</summary>
    public string? Charger { get; init; }

    /// <summary>An action with values by the names of its fields, as a page sends them; an empty one counts as left out.</summary>
    /// <exception cref="UsageException">A field is unknown, missing, or its value is not allowed.</exception>
    public static ActionCall Of(PlayAction action, IReadOnlyDictionary<string, string> values, bool begins = true, string? charger = null)
    {
        if (!begins && !action.Lasts) throw new UsageException($"{action.Name}: off is not allowed: it holds for no time");
        if (values.Keys.FirstOrDefault(k => action.Fields.All(f => f.Name != k)) is string unknown) throw new UsageException($"{action.Name}: no field '{unknown}'; it takes: {action.Usage}");
        var read = new Dictionary<string, object>(action.Otherwise);
        foreach (FieldRule field in action.Fields)
        {
            string text = values.GetValueOrDefault(field.Name, "");
            if (text.Length > 0) read[field.Name] = field.Read(text) ?? throw new UsageException($"{action.Name}: {field.Name} '{Secrets.Shown(text)}' is not allowed; allowed: {field.Allowed}");
            else if (field.Required && begins) throw new UsageException($"{action.Name}: {field.Name} is missing; allowed: {field.Allowed}; it takes: {action.Usage}");
        }
        return new ActionCall(action, read, begins) { Charger = charger };
    }

    /// <summary>The clock of the central system that carries it out.</summary>
    internal DateTime UtcNow { get; private init; }

    /// <summary>What lasts, told from others of the same action.</summary>
    internal string Key => Action.Which == null ? Action.Name : $"{Action.Name} {_values.GetValueOrDefault(Action.Which)}";

    public bool Has(string field) => _values.ContainsKey(field);

    public string Text(string field, string otherwise = "") => _values.TryGetValue(field, out object? value) ? (string)value : otherwise;

    public int Whole(string field, int otherwise = 0) => _values.TryGetValue(field, out object? value) ? (int)(double)value : otherwise;

    public double Number(string field, double otherwise = 0) => _values.TryGetValue(field, out object? value) ? (double)value : otherwise;

    /// <summary>The scenario event that does the same; it lasts until it is taken back.</summary>
    internal ScenarioEvent ToEvent() => new(Action.Event!, _values) { AtMs = 0, ForMs = Action.Lasts ? long.MaxValue : 0 };

    /// <summary>The same for one charger.</summary>
    internal ActionCall For(string charger, DateTime utcNow) => new(Action, _values, Begins) { Charger = charger, UtcNow = utcNow };

    public override string ToString() => Action.Name + string.Concat(_values.Select(v => FormattableString.Invariant($" {Secrets.Masked($"{v.Value}")}"))) + (Begins ? "" : " off");
}
