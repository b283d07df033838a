using System.Runtime.Versioning;
using System.Text;
using Simulator.World;

namespace Simulator.Drive;

/// <summary>Joins the simulated charger's console to a pseudo terminal, so that monitor, drive or any terminal program can be connected to it.</summary>
[SupportedOSPlatform("linux")]
public sealed class ConsoleCable : IModel
{
    private const int LookEveryMs = 20;

    private readonly PseudoTerminal _terminal;
    private readonly SimulatedSerialLine _line;
    private readonly byte[] _typed = new byte[256];

    public ConsoleCable(PseudoTerminal terminal, SimulatedSerialLine line)
    {
        _terminal = terminal;
        _line = line;
        line.BytesWritten += terminal.Write;
    }

    public string Name => "cable";

    public long Step(long nowMs)
    {
        int count = _terminal.Read(_typed);
        if (count > 0) _line.Type(Encoding.UTF8.GetString(_typed, 0, count));
        return nowMs + LookEveryMs;
    }
}
