using System.Globalization;
using System.Text;

namespace Simulator.Scenarios;

/// <summary>docs/scenarios.md, written from the tables that the reader checks against.</summary>
public static class ScenarioPage
{
    private const string Head = """
        # Scenarios

        Written from the simulator's own table of events (`Simulator/Scenarios/EventTable.cs`); a test compares.

        `dotnet run --project Simulator -- run --in-memory --scenario FILE` plays a file like this one instead of the usual session, without
        it over a real socket, where a fast clock leaves a link little time ([simulator.md](simulator.md#time)). Unknown
        fields, kinds and values are refused with their name, their value and what is allowed.

        ```json
        {
          "name": "the link is cut while charging",
          "seconds": 300,
          "events": [
            { "at": 10, "do": "plug", "vehicle": "pro", "soc": 40 },
            { "at": 20, "do": "present", "id": "RIDER-1" },
            { "at": 60, "do": "link", "for": 45 },
            { "at": 200, "do": "press", "button": "stop" },
            { "at": 220, "do": "unplug" }
          ],
          "expect": { "transactions": 1, "reason": "Local", "minWh": 50 }
        }
        ```

        | field | meaning |
        |---|---|
        | name | shown in the verdict |
        | seconds | length of the run in simulated seconds; the charger is switched on at 0 |
        | profile | security profile (0 to 3) the charger is provisioned with and the central system asks for; left out: 0, or `--profile` |
        | events | at most 1000, in any order; those at the same time happen in the file's order |
        | expect | `transactions` (how many the central system has), `reason` (of the last one's end), `minWh`, `maxWh` (what flowed), `profile` (the security profile at the end) |

        Every event has `at` (seconds) and `do` (its kind). `every` repeats it after so many seconds. `for` takes it back after so
        many seconds, where the table says so; without it the event lasts.

        | do | what happens | fields | for |
        |---|---|---|---|

        """;

    public static string Text
    {
        get
        {
            var page = new StringBuilder(Head);
            foreach (EventRule rule in EventTable.Rules)
            {
                string fields = string.Join("; ", rule.Fields.Select(f => $"`{f.Name}`{(f.Required ? "" : " (may be left out)")}: {f.Meaning} ({f.Allowed})"));
                page.Append(CultureInfo.InvariantCulture, $"| {rule.Kind} | {rule.Meaning} | {fields} | {(rule.Lasts ? "yes" : "no")} |\n");
            }
            return page.ToString();
        }
    }
}
