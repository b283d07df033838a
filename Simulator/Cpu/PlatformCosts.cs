using System.Globalization;

namespace Simulator.Cpu;

/// <summary>What calls that leave the firmware's own code cost on the device: the table platform-costs.txt beside this file.</summary>
public sealed class PlatformCosts
{
    /// <summary>One turn of a worker's thread around its step: clock, progress, wait.</summary>
    public const string Turn = "shell.turn";

    /// <summary>One turn of the main thread around the supervisor's step.</summary>
    public const string MainTurn = "shell.main";

    /// <summary>One edge of an interrupt pin, from the platform's event thread to the wake signal; a frame makes two.</summary>
    public const string Edge = "shell.edge";

    private readonly Dictionary<string, (int Calls, int Instructions)> _rows = [];

    public PlatformCosts()
    {
        using Stream table = typeof(PlatformCosts).Assembly.GetManifestResourceStream("Simulator.Cpu.platform-costs.txt")!;
        using var reader = new StreamReader(table);
        while (reader.ReadLine() is string line)
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0].StartsWith('#')) continue;
            _rows[words[0]] = (int.Parse(words[1], CultureInfo.InvariantCulture), int.Parse(words[2], CultureInfo.InvariantCulture));
        }
    }

    public IEnumerable<string> Names => _rows.Keys;

    public bool Has(string name) => _rows.ContainsKey(name);

    /// <summary>One call without instructions where the table has no row: a native method.</summary>
    public (int Calls, int Instructions) Of(string name) => _rows.TryGetValue(name, out var row) ? row : (1, 0);
}
