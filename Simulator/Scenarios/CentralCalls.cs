using System.Text.Json.Nodes;

namespace Simulator.Scenarios;

/// <summary>The CALLs of the central system that a scenario names by kinds of their own.</summary>
public static class CentralCalls
{
    /// <summary>vendorId of the charger's own messages as it is by default.</summary>
    private const string OwnVendor = "charger";

    /// <summary>Action and payload of such an event.</summary>
    public static (string Action, JsonObject Payload) Of(ScenarioEvent what) => what.Kind switch
    {
        "availability" => ("ChangeAvailability", new JsonObject { ["connectorId"] = what.Whole("connector", 1), ["type"] = Capital(what.Text("type")) }),
        "trigger" => Trigger(what),
        "transfer" => ("DataTransfer", Transfer(what)),
        "reset" => ("Reset", new JsonObject { ["type"] = Capital(what.Text("type")) }),
        "unlock" => ("UnlockConnector", new JsonObject { ["connectorId"] = 1 }),
        _ => throw new ScenarioException($"do '{what.Kind}' is no call of the central system"),
    };

    private static (string Action, JsonObject Payload) Trigger(ScenarioEvent what)
    {
        string message = what.Text("message");
        var payload = new JsonObject { ["requestedMessage"] = message };
        if (what.Has("connector")) payload["connectorId"] = what.Whole("connector");
        return (message is "LogStatusNotification" or "SignChargePointCertificate" ? "ExtendedTriggerMessage" : "TriggerMessage", payload);
    }

    private static JsonObject Transfer(ScenarioEvent what)
    {
        var payload = new JsonObject { ["vendorId"] = what.Text("vendor", OwnVendor) };
        if (what.Has("message")) payload["messageId"] = what.Text("message");
        if (what.Has("data")) payload["data"] = what.Text("data");
        return payload;
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
