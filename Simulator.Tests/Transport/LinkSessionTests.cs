using System.Text;
using Charger.Runtime;
using Ocpp.Client.Transport;
using Simulator.World;

namespace Simulator.Tests.Transport;

/// <summary>What messages take from the heap, over a stream that the test controls; everything else about a session is in Firmware.Tests/Transport.</summary>
public class LinkSessionTests
{
    private readonly ScriptedStream _stream = new();
    private readonly WebSocketLink _link;
    private readonly LinkTarget _target = new() { Host = "192.0.2.1", Port = 80, Identity = "CP1" };

    public LinkSessionTests() => _link = new WebSocketLink(_stream, null, new SeededRandom(1), new SilentLog(), new LinkLimits());

    [Fact]
    public void Messages_SentAndReceived_AllocateTheirBuffersAlone()
    {
        Establish();
        _stream.Forgets = true;
        byte[] message = Encoding.UTF8.GetBytes(new string('m', 400));
        byte[] incoming = ServerFrames.Text(message);
        long bytes = 0;
        for (int i = 0; i < 2000; i++)
        {
            if (i == 1000) bytes = GC.GetAllocatedBytesForCurrentThread();
            _stream.ArriveRaw(incoming);
            _link.TrySend(message, 0, message.Length);
            _link.Step(10);
            if (_link.Received != 400) throw new InvalidOperationException("no message");
            _link.Release();
        }
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - bytes) / 1000, 0, new LinkLimits().SendBytes + 400 + 128);
    }

    private void Establish()
    {
        _stream.Establish(_link, _target);
        Assert.Equal(LinkPhase.ReadingHeader, _link.Phase);
    }

    private sealed class SilentLog : ILog
    {
        public bool IsOn(LogLevel level, LogSection section) => false;

        public void Write(LogLevel level, LogSection section, string text)
        {
        }
    }
}
