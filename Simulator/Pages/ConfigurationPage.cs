using System.Globalization;
using System.Text;
using Firmware;
using Ocpp.Client.Configuration;

namespace Simulator.Pages;

/// <summary>docs/configuration.md: every key with its bounds, written from the tables the firmware checks values with.</summary>
public static class ConfigurationPage
{
    public static string Text
    {
        get
        {
            var page = new StringBuilder();
            page.Append("# Configuration keys\n\nWritten from the key tables (`WRITE_DOCS=1 dotnet test Simulator.Tests --filter ConfigurationPage`); do not edit by hand.\n\n");
            page.Append("Set them on the console (`config set KEY VALUE`), from the central system (ChangeConfiguration) or with the\n");
            page.Append("configuration file ([provisioning.md](provisioning.md)). A value out of bounds is refused with the key, the value and what\n");
            page.Append("is allowed. Names are not case-sensitive. *ro* read-only, *wo* never shown, *restart* counts from the next start on.\n");
            Table(page, "OCPP", new OcppKeyTable());
            Table(page, "The charger's own", new VendorKeys());
            return page.ToString();
        }
    }

    private static void Table(StringBuilder page, string heading, IKeyTable table)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {heading}\n\n| key | default | allowed | | meaning |\n|---|---|---|---|---|\n");
        var row = new ConfigurationKey();
        for (int i = 0; i < table.Count; i++)
        {
            row.Clear();
            table.Describe(i, row);
            string marks = string.Join(' ', new[] { row.ReadOnly ? "ro" : "", row.WriteOnly ? "wo" : "", row.NeedsReboot ? "restart" : "" }.Where(m => m.Length > 0));
            page.Append(CultureInfo.InvariantCulture, $"| {row.Name} | {Default(row)} | {(row.ReadOnly ? "" : Allowed(row))} | {marks} | {row.About} |\n");
        }
    }

    private static string Default(ConfigurationKey row) => row.Kind switch
    {
        KeyKind.Whole => row.Default.ToString(CultureInfo.InvariantCulture),
        KeyKind.Truth => row.Default != 0 ? "true" : "false",
        _ => row.DefaultText.Replace(",", ", "),
    };

    private static string Allowed(ConfigurationKey row) => row.Kind switch
    {
        KeyKind.Whole => string.Create(CultureInfo.InvariantCulture, $"{row.Min} to {row.Max}"),
        KeyKind.Truth => row.Max > 0 ? "true, false" : "false",
        KeyKind.Hex => $"{row.Min} to {row.Max} hexadecimal digits",
        KeyKind.List => $"at most {row.Max} of the default's kind",
        KeyKind.Address => "ws:// or wss:// address",
        _ => row.Allowed.Length > 0 ? row.Allowed.Replace(",", ", ") : $"{row.Min} to {row.Max} characters",
    };
}
