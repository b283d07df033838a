using System.Text.Json.Nodes;

namespace Simulator.CentralModel;

/// <summary>What the central system says of an id (S 7.8).</summary>
/// <param name="Status">Accepted, Blocked, Expired, Invalid or ConcurrentTx.</param>
public sealed record CentralIdTag(string Status, string? ParentIdTag = null, string? ExpiryDate = null)
{
    public JsonObject ToJson()
    {
        var info = new JsonObject();
        if (ExpiryDate != null) info["expiryDate"] = ExpiryDate;
        if (ParentIdTag != null) info["parentIdTag"] = ParentIdTag;
        info["status"] = Status;
        return info;
    }
}
