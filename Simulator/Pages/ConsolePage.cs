using System.Globalization;
using System.Text;
using Firmware.Terminal;

namespace Simulator.Pages;

/// <summary>The console's commands as a table for docs/console.md, written from the table the firmware finds them in.</summary>
public static class ConsolePage
{
    public static string Text
    {
        get
        {
            var page = new StringBuilder("| command | what it does |\n|---|---|\n");
            for (int i = 0; i < CommandTable.Count; i++)
            {
                var command = (CommandCode)i;
                string words = (CommandTable.Name(command) + " " + CommandTable.Arguments(command)).Trim().Replace("|", "\\|");
                page.Append(CultureInfo.InvariantCulture, $"| `{words}` | {CommandTable.Help(command).Replace("|", "\\|")} |\n");
            }
            return page.ToString();
        }
    }
}
