namespace Simulator.Tests;

/// <summary>This test shows a behaviour that a lab tests: a line of docs/compliance.md.</summary>
/// <param name="area">One of <see cref="Compliance.CompliancePage.Areas"/>.</param>
/// <param name="behaviour">In our own words, a whole sentence.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal class CompliesAttribute(string area, string behaviour) : Attribute
{
    public string Area { get; } = area;

    public string Behaviour { get; } = behaviour;
}

/// <summary>A behaviour that this charge point does not have; this test shows how it answers instead.</summary>
/// <param name="area">One of <see cref="Compliance.CompliancePage.Areas"/>.</param>
/// <param name="behaviour">What is missing, a whole sentence.</param>
/// <param name="reason">Why, and what is answered instead.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class NotPossibleAttribute(string area, string behaviour, string reason) : CompliesAttribute(area, behaviour)
{
    public string Reason { get; } = reason;
}
