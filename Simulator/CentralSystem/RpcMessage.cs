using System.Text.Json;

namespace Simulator.CentralSystem;

/// <summary>An OCPP-J message taken apart (J 4.2). For a CALLERROR the action is its error code and the payload its description.</summary>
public readonly record struct RpcMessage(int Type, string Id, string Action, string Payload)
{
    private const int MostIdCharacters = 36;

    public static bool TryRead(string text, out RpcMessage message, out string why)
    {
        message = default;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return TryTake(document.RootElement, out message, out why);
        }
        catch (JsonException)
        {
            why = "not JSON";
            return false;
        }
    }

    private static bool TryTake(JsonElement root, out RpcMessage message, out string why)
    {
        message = default;
        why = "not an OCPP message";
        if (root.ValueKind != JsonValueKind.Array || root.GetArrayLength() < 2 || !root[0].TryGetInt32Quietly(out int type)) return false;
        if (root[1].ValueKind != JsonValueKind.String) return false;
        string id = root[1].GetString()!;
        if (id.Length is 0 or > MostIdCharacters)
        {
            why = $"messageId of {id.Length} characters";
            return false;
        }
        int length = root.GetArrayLength();
        switch (type)
        {
            case 2:
                if (length != 4 || root[2].ValueKind != JsonValueKind.String || root[3].ValueKind != JsonValueKind.Object) return false;
                message = new RpcMessage(2, id, root[2].GetString()!, root[3].GetRawText());
                return true;
            case 3:
                if (length != 3 || root[2].ValueKind != JsonValueKind.Object) return false;
                message = new RpcMessage(3, id, "", root[2].GetRawText());
                return true;
            case 4:
                if (length != 5 || root[2].ValueKind != JsonValueKind.String || root[3].ValueKind != JsonValueKind.String || root[4].ValueKind != JsonValueKind.Object) return false;
                message = new RpcMessage(4, id, root[2].GetString()!, $"{root[2].GetString()} {root[3].GetString()}");
                return true;
            default:
                // Unknown types are ignored, not refused (J 4.1.3).
                message = new RpcMessage(type, id, "", "");
                return true;
        }
    }
}

internal static class JsonElements
{
    /// <summary>False for anything but a whole number.</summary>
    public static bool TryGetInt32Quietly(this JsonElement element, out int value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out value);
    }
}
