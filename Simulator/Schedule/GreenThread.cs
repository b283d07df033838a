namespace Simulator.Schedule;

/// <summary>One managed thread as the interpreter's scheduler sees it; a value, so that the future can be tried on a copy.</summary>
internal struct GreenThread
{
    public string Name;

    /// <summary>0 Lowest, 2 Normal, 4 Highest, as the interpreter numbers them.</summary>
    public int Priority;

    public int Counter;

    /// <summary>Ready to run; otherwise it waits.</summary>
    public bool Ready;

    /// <summary>Order of becoming ready, which decides among equals.</summary>
    public long Ticket;

    /// <summary>Time one wake keeps it busy; 0 for a thread that computes without pause.</summary>
    public int BurstUs;

    /// <summary>Null, or what a wake keeps it busy is drawn from these.</summary>
    public int[]? CountedUs;

    /// <summary>After so many of a hundred quanta comes a flash write, which no quantum can end.</summary>
    public int WritePercent;

    /// <summary>Its next run is a flash write: it let the others run before it.</summary>
    public bool WritesNext;

    public int Runs;

    /// <summary>What one run takes off its counter: 2 for Highest, 8 for Normal, 32 for Lowest.</summary>
    public readonly int Debit => 1 << (5 - Priority);

    public readonly int Key => Priority + Counter;
}
