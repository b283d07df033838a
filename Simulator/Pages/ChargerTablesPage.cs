using System.Globalization;
using System.Text;
using Charger.Can;
using Charger.Runtime;

namespace Simulator.Pages;

/// <summary>docs/charger-tables.md: the module's phases, the gate's conditions, the faults and the settings, from the tables the firmware runs on.</summary>
public static class ChargerTablesPage
{
    public static string Text
    {
        get
        {
            var page = new StringBuilder("# The charger's tables\n\nWritten from the firmware's own tables (`WRITE_DOCS=1 dotnet test --filter ChargerTablesPage`); do not edit by hand.\n");
            Phases(page);
            Conditions(page);
            Faults(page);
            Settings(page);
            return page.ToString();
        }
    }

    private static void Phases(StringBuilder page)
    {
        page.Append("\n## Phases of the power module\n\nNext phase and what is sent. What is not expected is answered with STOP.\n\n| phase |");
        foreach (ModuleEvent e in Enum.GetValues<ModuleEvent>()) page.Append($" {e} |");
        page.Append('\n').Append("|---|").Insert(page.Length, "---|", Enum.GetValues<ModuleEvent>().Length).Append('\n');
        foreach (ModulePhase phase in Enum.GetValues<ModulePhase>())
        {
            page.Append($"| {phase} |");
            foreach (ModuleEvent e in Enum.GetValues<ModuleEvent>())
            {
                int row = ModulePhaseTable.Find(phase, e);
                page.Append($" {ModulePhaseTable.NextOf(row)}{ModulePhaseTable.ActionOf(row) switch { ModuleAction.SendLimits => ", limits", ModuleAction.SendStart => ", START", ModuleAction.SendStop => ", STOP", _ => "" }} |");
            }
            page.Append('\n');
        }
    }

    private static void Conditions(StringBuilder page)
    {
        page.Append("\n## The gate's conditions\n\nAll eleven must hold. On a safety trip the contactor opens together with the STOP.\n\n| number | false means | safety trip |\n|---|---|---|\n");
        for (int n = 1; n <= GateConditions.Count; n++)
            page.Append($"| {n} | {GateConditions.Describe(n)} | {((GateConditions.Safety & (1 << (n - 1))) != 0 ? "yes" : "")} |\n");
    }

    private static void Faults(StringBuilder page)
    {
        page.Append("\n## Faults\n\nNumbers 1 to 32 are the module's alarm bits 0 to 31. A latching fault stays for the lock time after its cause has gone.\n\n| number | vendor code | OCPP error code | effect | latches | meaning |\n|---|---|---|---|---|---|\n");
        var row = new Fault();
        for (int n = 1; n <= ChargerFaults.LastOwn; n++)
        {
            if (!ChargerFaults.Describe(n, row)) continue;
            page.Append($"| {n} | {row.VendorCode} | {row.ErrorCode} | {(row.Effect == FaultEffect.Trips ? "trips" : "warns")} | {(row.Latches ? "yes" : "")} | {row.Text} |\n");
        }
    }

    private static void Settings(StringBuilder page)
    {
        page.Append("\n## Settings of the charger\n\n| name | default | least | most | meaning |\n|---|---|---|---|---|\n");
        var row = new ChargerSetting();
        for (int i = 0; ChargerSettings.Describe(i, row); i++)
            page.Append(CultureInfo.InvariantCulture, $"| {row.Name} | {row.Default} | {row.Least} | {row.Most} | {row.Text} |\n");
    }
}
