using System.Text.Json.Nodes;

namespace Simulator.Tests.CentralSystem;

/// <summary>Compares two JSON schemas field by field and reports where they differ; references are followed.</summary>
internal sealed class SchemaDifference(JsonObject theirRoot)
{
    private static readonly string[] s_facts = ["type", "maxLength", "format", "minItems", "multipleOf"];

    public List<string> Found { get; } = [];

    public void Compare(string path, JsonObject ours, JsonObject theirs)
    {
        theirs = Resolve(theirs);
        foreach (string fact in s_facts) Fact(path, fact, ours[fact]?.ToJsonString(), theirs[fact]?.ToJsonString());
        Set(path, "value", Texts(ours["enum"]), Texts(theirs["enum"]));
        Set(path, "required field", Texts(ours["required"]), Texts(theirs["required"]));
        if ((string?)ours["type"] == "object")
        {
            Fact(path, "additionalProperties", ours["additionalProperties"]?.ToJsonString(), theirs["additionalProperties"]?.ToJsonString());
            Properties(path, (JsonObject)ours["properties"]!, theirs["properties"] as JsonObject ?? []);
        }
        if (ours["items"] is JsonObject element && theirs["items"] is JsonObject theirElement) Compare(path + "[]", element, theirElement);
    }

    private void Properties(string path, JsonObject ours, JsonObject theirs)
    {
        Set(path, "field", ours.Select(p => p.Key), theirs.Select(p => p.Key));
        foreach (var (name, own) in ours)
        {
            if (theirs[name] is JsonObject other) Compare($"{path}.{name}", (JsonObject)own!, other);
        }
    }

    private void Fact(string path, string fact, string? ours, string? theirs)
    {
        if (ours != theirs) Found.Add($"{path}: {fact} {ours ?? "none"}, theirs {theirs ?? "none"}");
    }

    private void Set(string path, string what, IEnumerable<string> ours, IEnumerable<string> theirs)
    {
        Found.AddRange(ours.Except(theirs).Select(v => $"{path}: {what} {v} only ours"));
        Found.AddRange(theirs.Except(ours).Select(v => $"{path}: {what} {v} only theirs"));
    }

    private JsonObject Resolve(JsonObject schema)
    {
        const string Local = "#/definitions/";
        string? reference = (string?)schema["$ref"];
        return reference == null ? schema : (JsonObject)theirRoot["definitions"]![reference[Local.Length..]]!;
    }

    private static IEnumerable<string> Texts(JsonNode? list) => list is JsonArray array ? array.Select(v => (string)v!) : [];
}
