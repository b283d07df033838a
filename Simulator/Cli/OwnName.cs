using Simulator.Rules;

namespace Simulator.Cli;

/// <summary>How the user starts this program: from the checkout, or as an installed tool.</summary>
public static class OwnName
{
    /// <summary>The installed command, ToolCommandName of the project.</summary>
    public const string Tool = "charger-simulator";

    /// <summary>What help calls it.</summary>
    public static string Short => Checkout.IsThere ? "Simulator" : Tool;

    /// <summary>A line that can be typed as it stands.</summary>
    public static string Line(string arguments) => Checkout.IsThere ? $"dotnet run --project Simulator -- {arguments}" : $"{Tool} {arguments}";

    /// <summary>The same for long work, where the optimised build counts.</summary>
    public static string ReleaseLine(string arguments) => Checkout.IsThere ? $"dotnet run -c Release --project Simulator -- {arguments}" : Line(arguments);
}
