using System.Diagnostics;
using System.Text;
using Ocpp.Client.Transport;
using Simulator.World;

namespace Simulator.Tests.Transport;

/// <summary>
/// One million seeded inputs into the frame reader, the handshake parser and the whole link: whatever arrives, no exception
/// escapes, memory does not grow, and no reader stops. A failure names its seed; past failures are in the corpus.
/// </summary>
public class FuzzTests
{
    private const int Frames = 700_000;
    private const int Answers = 250_000;
    private const int Sessions = 50_000;
    private const int LongestMs = 120_000;

    // Inputs that once failed, or nearly did.
    private static readonly string[] s_corpus =
    [
        "817f ffffffff ffffffff", "817f 7fffffff ffffffff", "0100 0000 8000", "88027fff", "8801", "8900 8a00 8900", "01 01 c3 89 00 80 01 a9", "81 03 e2 82",
    ];

    [Fact]
    public void FrameReader_AnyBytes_EndsOrGoesOn()
    {
        var watch = Stopwatch.StartNew();
        var reader = new FrameReader();
        reader.Attach(512, 512);
        var input = new byte[600];
        foreach (string hex in s_corpus) Feed(reader, Convert.FromHexString(hex.Replace(" ", "")), new Random(0), -1);
        for (int seed = 0; seed < Frames; seed++)
        {
            var random = new Random(seed);
            int length = FrameInput(random, input);
            Feed(reader, input.AsSpan(0, length).ToArray(), random, seed);
        }
        Assert.True(watch.ElapsedMilliseconds < LongestMs, $"{Frames} inputs took {watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public void Handshake_AnyAnswer_IsTakenRefusedOrAwaited()
    {
        var handshake = new Handshake();
        var into = new byte[600];
        var target = new LinkTarget { Host = "a", Port = 80, Identity = "c" };
        var nonces = new SeededRandom(1);
        for (int seed = 0; seed < Answers; seed++)
        {
            var random = new Random(seed);
            if (seed % 100 == 0) handshake = new Handshake();
            if (seed % 100 == 0) handshake.WriteRequest(target, nonces, into);
            byte[] answer = AnswerInput(random);
            for (int at = 0; at < answer.Length;)
            {
                HandshakeResult result = handshake.Read(answer, at, Math.Min(random.Next(1, 40), answer.Length - at));
                Assert.True(handshake.Consumed > 0, $"seed {seed}: nothing was taken");
                Assert.False(result == HandshakeResult.Accepted, $"seed {seed}: an answer that knows no key was accepted");
                if (result == HandshakeResult.Refused)
                {
                    handshake = new Handshake();
                    handshake.WriteRequest(target, nonces, into);
                    break;
                }
                at += handshake.Consumed;
            }
        }
    }

    [Fact]
    public void Link_AnyBytesAfterTheUpgrade_EndsCleanly()
    {
        var buffers = new LinkBuffers();
        var target = new LinkTarget { Host = "192.0.2.1", Port = 80, Identity = "c" };
        var input = new byte[600];
        for (int seed = 0; seed < Sessions; seed++)
        {
            var random = new Random(seed);
            var stream = new ScriptedStream { TakesAtATime = random.Next(1, 100) };
            var link = new WebSocketLink(stream, null, new SeededRandom(seed), new Simulator.Bench.SilentLog(), new LinkLimits { ReceiveBytes = 512 }, buffers);
            stream.TakesAtATime = int.MaxValue;
            stream.Establish(link, target);
            stream.TakesAtATime = random.Next(1, 100);
            stream.ArriveRaw(input.AsSpan(0, FrameInput(random, input)).ToArray());
            stream.Ended = random.Next(2) == 0;
            for (long ms = 0; ms < 400_000 && link.State != LinkState.Closed; ms += 5000)
            {
                link.Step(ms);
                link.Release();
            }
            Assert.True(link.State == LinkState.Closed && stream.Closed == 1 && buffers.InUse == 0, $"seed {seed}: {link.Phase}, closed {stream.Closed} times, {buffers.InUse} blocks out");
            Assert.True(link.Statistics.UnlistedEvents == 0, $"seed {seed}: an event that the table does not list");
        }
    }

    private static void Feed(FrameReader reader, byte[] input, Random random, int seed)
    {
        reader.Reset();
        for (int at = 0, turns = 0; at < input.Length; turns++)
        {
            FrameResult result = reader.Read(input, at, Math.Min(random.Next(1, 64), input.Length - at));
            Assert.True(reader.Consumed > 0 && turns <= input.Length, $"seed {seed}: the reader stands still");
            Assert.True(reader.MessageLength <= 512 && reader.ControlLength <= 125, $"seed {seed}: longer than its buffer");
            if (result is FrameResult.Violation or FrameResult.Close) return;
            if (result == FrameResult.Message) reader.Release();
            at += reader.Consumed;
        }
    }

    /// <summary>Frames that are nearly right, with some bytes inverted; now and then random bytes.</summary>
    private static int FrameInput(Random random, byte[] into)
    {
        int length = 0;
        if (random.Next(8) == 0)
        {
            length = random.Next(1, 40);
            random.NextBytes(into.AsSpan(0, length));
            return length;
        }
        for (int frames = random.Next(1, 5); frames > 0; frames--)
        {
            int payload = random.Next(6) == 0 ? random.Next(120, 135) : random.Next(0, 20);
            into[length++] = (byte)((random.Next(4) == 0 ? 0 : 0x80) | random.Next(16) switch { < 6 => 1, < 9 => 0, 9 => 8, < 12 => 9, < 14 => 10, int other => other });
            if (payload < 126) into[length++] = (byte)payload;
            else (into[length], into[length + 1], into[length + 2], length) = (126, 0, (byte)payload, length + 3);
            for (int i = 0; i < payload; i++) into[length++] = (byte)random.Next(32, 127);
        }
        for (int flips = random.Next(3); flips > 0; flips--) into[random.Next(length)] = (byte)random.Next(256);
        return length;
    }

    private static byte[] AnswerInput(Random random)
    {
        string[] lines = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "Sec-WebSocket-Protocol: ocpp1.6", "X: " + new string('y', random.Next(400)), "", ":", "HTTP/1.1 999"];
        var text = new StringBuilder();
        for (int i = random.Next(1, 10); i > 0; i--) text.Append(lines[random.Next(i == 1 ? 1 : lines.Length)]).Append(random.Next(5) == 0 ? "\n" : "\r\n");
        byte[] bytes = Encoding.ASCII.GetBytes(text.ToString());
        for (int flips = random.Next(4); flips > 0; flips--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }
}
