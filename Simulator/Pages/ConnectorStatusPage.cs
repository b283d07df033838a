using System.Text;
using Ocpp.Client.Availability;

namespace Simulator.Pages;

/// <summary>docs/connector-status.md: what the connector's status follows from and how it changes, from the tables the firmware runs on.</summary>
public static class ConnectorStatusPage
{
    private static readonly ConnectorStatus[] s_statuses = [.. Enum.GetValues<ConnectorStatus>().Where(s => s != ConnectorStatus.Unreported)];

    public static string Text
    {
        get
        {
            var page = new StringBuilder("""
                # Status of the connector

                Written from `Ocpp.Client/Availability/ConnectorStatusTable.cs` (`WRITE_DOCS=1 dotnet test --filter ConnectorStatusPage`); do not
                edit by hand.

                ## What it is

                The first row whose facts all hold. Connector 0 looks at the rows of Faulted and Unavailable alone; it is Unavailable only when
                the whole charge point was made inoperative.

                | facts | status |
                |---|---|

                """);
            for (int row = 0; row < ConnectorStatusTable.Rows; row++) page.Append($"| {Facts(ConnectorStatusTable.Needs(row))} | {ConnectorStatusTable.StatusOf(row)} |\n");
            page.Append("\n## How it changes\n\nRows from, columns to: \"yes\" is a transition that S 4.9 lists; any other is told by way of the status named.\n\n| from |");
            foreach (ConnectorStatus to in s_statuses) page.Append($" {to} |");
            page.Append("\n|---|").Insert(page.Length, "---|", s_statuses.Length).Append('\n');
            foreach (ConnectorStatus from in s_statuses)
            {
                page.Append($"| {from} |");
                foreach (ConnectorStatus to in s_statuses) page.Append($" {Cell(from, to)} |");
                page.Append('\n');
            }
            return page.ToString();
        }
    }

    private static string Cell(ConnectorStatus from, ConnectorStatus to)
    {
        ConnectorStatus next = ConnectorStatusTable.Towards(from, to);
        return from == to ? "" : next == to ? "yes" : $"by {next}";
    }

    private static string Facts(int needs)
    {
        (int Bit, string Name)[] names =
        [
            (ConnectorFacts.Faulted, "a fault makes it unusable"),
            (ConnectorFacts.Running, "a transaction runs"),
            (ConnectorFacts.HeldByCharger, "the charger offers no energy"),
            (ConnectorFacts.HeldByVehicle, "the vehicle takes none"),
            (ConnectorFacts.Finishing, "the transaction is over, the vehicle still plugged"),
            (ConnectorFacts.Inoperative, "inoperative"),
            (ConnectorFacts.Presented, "an id is being asked about or waits for the plug"),
            (ConnectorFacts.Reserved, "reserved"),
            (ConnectorFacts.Plugged, "a vehicle is plugged"),
        ];
        return needs == 0 ? "none of these" : string.Join(", ", names.Where(n => (needs & n.Bit) != 0).Select(n => n.Name));
    }
}
