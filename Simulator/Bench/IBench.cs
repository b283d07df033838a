namespace Simulator.Bench;

/// <summary>
/// One group of figures. The bench command finds every class of this assembly that implements it, so a new one only has to
/// be there; it needs a constructor without parameters.
/// </summary>
public interface IBench
{
    /// <summary>First part of its figures' names: can, ws, ocpp, stack.</summary>
    string Name { get; }

    /// <summary>Measures and reports each figure: a dotted lower-case name with its unit last.</summary>
    void Run(IFigures figures);
}

/// <summary>Receives the figures.</summary>
public interface IFigures
{
    void Add(string name, long value);

    void Add(string name, double value, int digits);
}
