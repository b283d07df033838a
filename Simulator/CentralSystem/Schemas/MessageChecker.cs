using NJsonSchema;
using NJsonSchema.Validation;

namespace Simulator.CentralSystem.Schemas;

/// <summary>What is wrong with a payload, and the CALLERROR code that says so (J 4.2.3; one r as in JE 5.1).</summary>
public sealed record SchemaBreach(string ErrorCode, string What);

/// <summary>Checks payloads against the schemas of the table. Safe from several threads.</summary>
public sealed class MessageChecker
{
    private readonly Dictionary<string, JsonSchema> _requests = [];
    private readonly Dictionary<string, JsonSchema> _confirmations = [];

    private MessageChecker()
    {
        foreach (OcppMessage message in OcppMessages.All)
        {
            _requests[message.Action] = Parse($"{message.Action}.req", message.Request);
            _confirmations[message.Action] = Parse($"{message.Action}.conf", message.Confirmation);
        }
    }

    /// <summary>The schemas are parsed once.</summary>
    public static MessageChecker Shared { get; } = new();

    /// <summary>Null when the payload is as it should be, or its action is not in the table.</summary>
    public SchemaBreach? CheckRequest(string action, string payload) => Check(_requests, action, payload);

    /// <inheritdoc cref="CheckRequest"/>
    public SchemaBreach? CheckConfirmation(string action, string payload) => Check(_confirmations, action, payload);

    private static JsonSchema Parse(string title, IReadOnlyList<OcppField> fields) =>
        JsonSchema.FromJsonAsync(SchemaWriter.Write(title, fields).ToJsonString()).GetAwaiter().GetResult();

    private static SchemaBreach? Check(Dictionary<string, JsonSchema> schemas, string action, string payload)
    {
        if (!schemas.TryGetValue(action, out JsonSchema? schema)) return null;
        try
        {
            ValidationError[] errors = [.. schema.Validate(payload).SelectMany(Innermost)];
            return errors.Length == 0 ? null : new SchemaBreach(CodeOf(errors[0].Kind), string.Join("; ", errors.Select(e => $"{e.Kind} at {e.Path}")));
        }
        catch (InvalidCastException)
        {
            // The library cannot take integers beyond 64 bits.
            return new SchemaBreach("TypeConstraintViolation", "a number that is out of every range");
        }
    }

    /// <summary>An error within a list's element hides in the element's own errors.</summary>
    private static IEnumerable<ValidationError> Innermost(ValidationError error) =>
        error is ChildSchemaValidationError { Errors.Count: > 0 } parent ? parent.Errors.Values.SelectMany(e => e).SelectMany(Innermost) : [error];

    private static string CodeOf(ValidationErrorKind kind) => kind switch
    {
        ValidationErrorKind.PropertyRequired or ValidationErrorKind.TooFewItems or ValidationErrorKind.TooManyItems => "OccurenceConstraintViolation",
        ValidationErrorKind.NoAdditionalPropertiesAllowed => "FormationViolation",
        ValidationErrorKind.StringTooLong or ValidationErrorKind.NotInEnumeration or ValidationErrorKind.DateTimeExpected
            or ValidationErrorKind.UriExpected or ValidationErrorKind.NumberNotMultipleOf => "PropertyConstraintViolation",
        _ => "TypeConstraintViolation",
    };
}
