using System.Reflection;
using Charger.Runtime;
using Ocpp.Client.Transport;
using Simulator.World;

namespace Simulator.Tests.Transport;

/// <summary>A link over a stream that does as it is told.</summary>
public abstract class LinkRig
{
    private protected readonly ScriptedStream _stream = new();
    private protected readonly List<string> _lines = [];
    private protected readonly WebSocketLink _link;
    private protected readonly LinkTarget _target = new() { Host = "192.0.2.1", Port = 80, Identity = "CP1" };

    protected LinkRig() => _link = Link(new LinkLimits());

    private protected WebSocketLink Link(LinkLimits limits, ITransport? secure = null) => new(_stream, secure, new SeededRandom(1), new Lines(_lines), limits);

    private protected static StreamLayer LayerOf(WebSocketLink link, string name) => (StreamLayer)FieldOf(link, name)!;

    private protected static object? FieldOf(WebSocketLink link, string name) => typeof(WebSocketLink).GetField(name, BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(link);

    private protected List<(int Opcode, string Payload)> Frames() => [.. ServerFrames.Parse(_stream.Written).Select(f => (f.Opcode, Convert.ToHexString(f.Payload)))];

    private sealed class Lines(List<string> lines) : ILog
    {
        public bool IsOn(LogLevel level, LogSection section) => true;

        public void Write(LogLevel level, LogSection section, string text) => lines.Add(text);
    }
}
