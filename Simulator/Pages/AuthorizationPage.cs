using System.Globalization;
using System.Text;
using Ocpp.Client.Authorization;

namespace Simulator.Pages;

/// <summary>docs/authorization.md, written from the table that decides about a presented id.</summary>
public static class AuthorizationPage
{
    private static readonly (int Bit, string Name)[] s_facts =
    [
        (AuthorizationFacts.Online, "online"),
        (AuthorizationFacts.PreAuthorize, "LocalPreAuthorize"),
        (AuthorizationFacts.AuthorizeOffline, "LocalAuthorizeOffline"),
        (AuthorizationFacts.AllowUnknown, "AllowOfflineTxForUnknownId"),
        (AuthorizationFacts.Valid, "known and valid"),
        (AuthorizationFacts.NotValid, "known and not valid"),
    ];

    public static string Text
    {
        get
        {
            var page = new StringBuilder(Head);
            for (int row = 0; row < AuthorizationPolicy.Rows; row++)
                page.Append(CultureInfo.InvariantCulture, $"| {row + 1} | {Names(AuthorizationPolicy.Needs(row))} | {AuthorizationPolicy.DecisionOf(row)} |\n");
            page.Append("\n## All cases\n\nOne column for each setting of the keys: pre is LocalPreAuthorize, offline LocalAuthorizeOffline, any AllowOfflineTxForUnknownId.\nThe digit is the row above that decides.\n\n");
            page.Append("| keys | ").AppendJoin(" | ", Enumerable.Range(0, 8).Select(k => Keys(k))).Append(" |\n|---|").Append(string.Concat(Enumerable.Repeat("---|", 8))).Append('\n');
            foreach (int id in new[] { 0, AuthorizationFacts.Valid, AuthorizationFacts.NotValid })
            {
                foreach (int online in new[] { AuthorizationFacts.Online, 0 })
                    page.Append(CultureInfo.InvariantCulture, $"| {(online != 0 ? "online" : "offline")}, {(id == 0 ? "unknown" : Names(id))} | ").AppendJoin(" | ", Enumerable.Range(0, 8).Select(k => Cell(online | id | k * AuthorizationFacts.PreAuthorize))).Append(" |\n");
            }
            return page.ToString();
        }
    }

    private static string Keys(int k)
    {
        string on = string.Join(' ', new[] { "pre", "offline", "any" }.Where((_, bit) => (k >> bit & 1) != 0));
        return on.Length == 0 ? "none" : on;
    }

    private static string Cell(int facts)
    {
        int row = 0;
        while ((facts & AuthorizationPolicy.Needs(row)) != AuthorizationPolicy.Needs(row)) row++;
        return $"{AuthorizationPolicy.Decide(facts)} {row + 1}";
    }

    private static string Names(int facts) => facts == 0 ? "else" : string.Join(", ", s_facts.Where(f => (facts & f.Bit) != 0).Select(f => f.Name));

    private const string Head = """
        # Who may charge

        Written from `Ocpp.Client/Authorization/AuthorizationPolicy.cs` (`WRITE_DOCS=1 dotnet test Simulator.Tests --filter AuthorizationPage`);
        do not edit by hand.

        An id that is presented is looked up in the local list, then in the cache, each where it is enabled; the list beats the
        cache. It is valid while its status is Accepted and its expiryDate, if it has one, is not past; without the time of day
        nothing is past. The first row whose facts all hold decides. `Ask` sends Authorize; when no answer of use comes, the table
        is asked again as if offline. A remote start goes the same way when AuthorizeRemoteTxRequests is true, and begins at once
        when it is false.

        A running transaction is stopped by its own id without a question, by another one when both have the same parentIdTag: the
        other id goes through this table first. A reservation with a parentIdTag lets ids of that parent in.

        | row | when all of this holds | what follows |
        |---|---|---|

        """;
}
