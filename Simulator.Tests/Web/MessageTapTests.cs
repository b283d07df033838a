using System.Text;
using Ocpp.Client.Transport;
using Simulator.CentralModel;
using Simulator.Net;

namespace Simulator.Tests.Web;

public sealed class MessageTapTests
{
    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Frame(int first, string text, bool masked)
    {
        byte[] payload = Bytes(text);
        List<byte> frame = [(byte)first];
        int mask = masked ? 0x80 : 0;
        if (payload.Length < 126) frame.Add((byte)(mask | payload.Length));
        else frame.AddRange([(byte)(mask | 126), (byte)(payload.Length >> 8), (byte)payload.Length]);
        byte[] key = [0x11, 0x22, 0x33, 0x44];
        if (masked) frame.AddRange(key);
        frame.AddRange(payload.Select((b, i) => (byte)(masked ? b ^ key[i & 3] : b)));
        return [.. frame];
    }

    private static byte[] Conversation(bool masked) =>
    [
        .. Bytes("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), .. Frame(0x81, "first", masked), .. Frame(0x89, "ping", masked), .. Frame(0x01, "sec", masked), .. Frame(0x80, "ond", masked), .. Frame(0x81, new string('x', 300), masked),
    ];

    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 7)]
    [InlineData(false, 1)]
    [InlineData(false, 100_000)]
    public void Take_CutAtEveryPlace_TellsEachMessageOnce(bool masked, int part)
    {
        var told = new List<string>();
        var reader = new FrameTap(told.Add);
        foreach (byte[] passed in Conversation(masked).Chunk(part)) reader.Take(passed);
        Assert.Equal(["first", "second", new string('x', 300)], told);
    }

    [Theory]
    [InlineData("HTTP/1.1 101\r\n\r\n", new byte[] { 0x81, 127, 0x7F, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData("", new byte[] { 1, 2, 3 })]
    public void Take_NoWebSocketOfOcpp_StaysBounded(string head, byte[] then)
    {
        var told = new List<string>();
        var reader = new FrameTap(told.Add);
        reader.Take(Bytes(head));
        for (int i = 0; i < 2 * FrameTap.MostBytes; i += then.Length) reader.Take(then);
        Assert.Empty(told);
    }

    [Fact]
    public void On_StreamThatIsOpenedAgain_NamesAnswersByTheirCalls()
    {
        var stream = new EchoingStream();
        var tap = new MessageTap("CP-1");
        var told = new List<OcppTrace>();
        tap.Traced += told.Add;
        ITransport tapped = tap.On(stream);
        Assert.IsAssignableFrom<IOpenStage>(tapped);
        for (int link = 0; link < 2; link++)
        {
            tapped.Open("host", 80, 1000);
            byte[] sent = [.. Bytes("GET / HTTP/1.1\r\n\r\n"), .. Frame(0x81, """[2,"7","Heartbeat",{}]""", true)];
            Assert.Equal(sent.Length, tapped.Write(sent, 0, sent.Length));
            stream.Answer = [.. Bytes("HTTP/1.1 101\r\n\r\n"), .. Frame(0x81, """[3,"7",{"currentTime":"2026-01-05T06:00:00Z"}]""", false)];
            byte[] buffer = new byte[200];
            Assert.Equal(stream.Answer.Length, tapped.Read(buffer, 0, buffer.Length));
            tapped.Close();
        }
        Assert.Equal(["-> Heartbeat {}", "<- (Heartbeat) {\"currentTime\":\"2026-01-05T06:00:00Z\"}", "-> Heartbeat {}", "<- (Heartbeat) {\"currentTime\":\"2026-01-05T06:00:00Z\"}"], told.Select(t => t.ToString()));
    }

    private sealed class EchoingStream : ITransport, IOpenStage
    {
        public byte[] Answer { get; set; } = [];

        public OpenStage Stage => OpenStage.Connecting;

        public OpenResult Open(string host, int port, int timeoutMs) => OpenResult.Open;

        public OpenResult PollOpen() => OpenResult.Open;

        public int Read(byte[] buffer, int offset, int count)
        {
            Answer.CopyTo(buffer, offset);
            return Answer.Length;
        }

        public int Write(byte[] buffer, int offset, int count) => count;

        public void Close()
        {
        }
    }
}
