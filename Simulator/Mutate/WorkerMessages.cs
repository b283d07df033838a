namespace Simulator.Mutate;

/// <summary>Orders to a worker, one line of JSON each.</summary>
public sealed class WorkerOrder
{
    /// <summary>Tells the names of all tests.</summary>
    public bool Names { get; init; }

    /// <summary>Runs the tests on code that notes what they reach.</summary>
    public bool Cover { get; init; }

    /// <summary>Makes this change and runs the tests until one fails.</summary>
    public Mutant? Try { get; init; }

    /// <summary>Its number in the assemblies that hold many changes; 0 where it has to be compiled for itself.</summary>
    public int Number { get; init; }

    public IReadOnlyList<string> Tests { get; init; } = [];
}

/// <summary>Answers of a worker, one line of JSON each.</summary>
public sealed class WorkerAnswer
{
    /// <summary>The order is done.</summary>
    public bool End { get; init; }

    /// <summary>A test that begins, or, with more beside it, one that has ended.</summary>
    public string? Test { get; init; }

    public bool Begins { get; init; }

    public long Ms { get; init; }

    /// <summary>Numbers of the notes of what the test reached.</summary>
    public IReadOnlyList<int> Hits { get; init; } = [];

    /// <summary>Why the test failed.</summary>
    public string? Failed { get; init; }

    /// <summary>The test fails without any change too, so it says nothing.</summary>
    public bool Useless { get; init; }

    /// <summary>The change has left something behind in this process: what it was tried with counts only when tried in a fresh one.</summary>
    public bool Stale { get; init; }

    /// <summary>Why the order could not be carried out.</summary>
    public string? Problem { get; init; }

    public IReadOnlyList<string> Names { get; init; } = [];
}
