using System.Text.Json.Nodes;

namespace Simulator.CentralSystem.Schemas;

/// <summary>Writes a JSON schema (draft 4) of a message from its table. No object takes a field the table does not name (JE 3.1).</summary>
public static class SchemaWriter
{
    private const string Draft = "http://json-schema.org/draft-04/schema#";

    /// <summary>The whole schema of a payload.</summary>
    public static JsonObject Write(string title, IReadOnlyList<OcppField> fields)
    {
        var schema = new JsonObject { ["$schema"] = Draft, ["title"] = title };
        Fill(schema, fields);
        return schema;
    }

    private static void Fill(JsonObject schema, IReadOnlyList<OcppField> fields)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (OcppField field in fields)
        {
            properties[field.Name] = field.Many ? Array(field) : Element(field);
            if (field.Required) required.Add(field.Name);
        }
        schema["type"] = "object";
        schema["properties"] = properties;
        // Draft 4 allows no empty list here.
        if (required.Count > 0) schema["required"] = required;
        schema["additionalProperties"] = false;
    }

    private static JsonObject Array(OcppField field)
    {
        var array = new JsonObject { ["type"] = "array", ["items"] = Element(field) };
        if (field.MinItems > 0) array["minItems"] = field.MinItems;
        return array;
    }

    private static JsonObject Element(OcppField field)
    {
        var element = new JsonObject();
        switch (field.Kind)
        {
            case FieldKind.Object:
                Fill(element, field.Nested!);
                return element;
            case FieldKind.Integer:
                element["type"] = "integer";
                return element;
            case FieldKind.Boolean:
                element["type"] = "boolean";
                return element;
            case FieldKind.Tenths:
                element["type"] = "number";
                element["multipleOf"] = 0.1;
                return element;
        }
        element["type"] = "string";
        if (field.Kind == FieldKind.Time) element["format"] = "date-time";
        if (field.Kind == FieldKind.Address) element["format"] = "uri";
        if (field.MaxLength > 0) element["maxLength"] = field.MaxLength;
        if (field.Values != null) element["enum"] = new JsonArray([.. field.Values.Select(v => (JsonNode)v)]);
        return element;
    }
}
