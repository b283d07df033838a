using System.Collections.Concurrent;
using Simulator.Drive;
using Simulator.Tests.Terminal;

namespace Simulator.Tests.Drive;

/// <summary>
/// A serial port with a simulated charger at its other end. It is its own time: waiting steps the charger, and does not go on
/// before every line has been read.
/// </summary>
internal sealed class MemoryPort : TextReader, IPlayTime
{
    private readonly ConsoleWorld _charger;
    private readonly BlockingCollection<string> _lines = [];
    private readonly long _startMs;
    private int _taken;
    private int _written;

    public MemoryPort(ConsoleWorld charger)
    {
        _charger = charger;
        _startMs = charger.Charger.Clock.NowMs;
        charger.Charger.Console.LineWritten = Write;
        Typing = new Keyboard(charger);
    }

    public TextWriter Typing { get; }

    public long NowMs => _charger.Charger.Clock.NowMs - _startMs;

    public void Wait(int ms, CancellationToken stop)
    {
        _charger.Charger.Loop.RunUntil(() => false, _charger.Charger.Clock.NowMs + ms);
        // The reader asks for the next line only when it is done with the one before.
        SpinWait.SpinUntil(() => Volatile.Read(ref _taken) > Volatile.Read(ref _written) || stop.IsCancellationRequested);
    }

    public override string? ReadLine()
    {
        Interlocked.Increment(ref _taken);
        return _lines.Take();
    }

    private void Write(string line)
    {
        Interlocked.Increment(ref _written);
        _lines.Add(line);
    }

    private sealed class Keyboard(ConsoleWorld charger) : StringWriter
    {
        public override void Write(string? value) => charger.Charger.Console.Type(value ?? "");
    }
}
