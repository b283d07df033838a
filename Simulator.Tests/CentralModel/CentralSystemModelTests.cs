using System.Text;
using Simulator.CentralModel;
using Simulator.World;

namespace Simulator.Tests.CentralModel;

public sealed class CentralSystemModelTests
{
    /// <summary>The charger's end, written by hand: handshake and masked text frames.</summary>
    private sealed class Hand
    {
        private readonly SimulatedClock _clock = new();
        private readonly MemoryNetwork _network;
        private readonly MemoryTransport _transport;

        public Hand()
        {
            _network = new MemoryNetwork(_clock);
            Central = new CentralSystemModel(_network, new DateTime(2026, 1, 5, 6, 0, 0, DateTimeKind.Utc));
            _transport = new MemoryTransport(_network);
        }

        public CentralSystemModel Central { get; }

        public MemoryNetwork Network => _network;

        public string Connect()
        {
            _transport.Open("central.invalid", 9000, 1000);
            Write(Encoding.ASCII.GetBytes("GET /ocpp/CP%201 HTTP/1.1\r\nHost: x\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: ocpp1.6\r\n\r\n"));
            return Exchange();
        }

        public string Say(string text)
        {
            byte[] payload = Encoding.UTF8.GetBytes(text);
            List<byte> frame = [0x81, .. payload.Length < 126 ? new[] { (byte)(0x80 | payload.Length) } : [0xFE, (byte)(payload.Length >> 8), (byte)payload.Length], 1, 2, 3, 4];
            for (int i = 0; i < payload.Length; i++) frame.Add((byte)(payload[i] ^ (1 + i % 4)));
            Write(frame.ToArray());
            return Exchange();
        }

        private void Write(byte[] bytes) => Assert.Equal(bytes.Length, _transport.Write(bytes, 0, bytes.Length));

        public string Exchange()
        {
            for (int i = 0; i < 10; i++)
            {
                _clock.AdvanceTo(_clock.NowMs + 10);
                Central.Step(_clock.NowMs);
            }
            byte[] buffer = new byte[4096];
            int read = _transport.Read(buffer, 0, buffer.Length);
            return read < 0 ? "closed" : Encoding.UTF8.GetString(buffer, 0, read);
        }
    }

    [Fact]
    public void Upgrade_KeyOfRfc6455_AcceptsWithItsAnswer()
    {
        Assert.Contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", new Hand().Connect());
    }

    [Fact]
    public void Session_WholeConversation_IsInTheBooks()
    {
        var hand = new Hand();
        hand.Connect();
        Assert.Contains("\"status\":\"Accepted\"", hand.Say("""[2,"1","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]"""));
        hand.Say("""[2,"2","StartTransaction",{"connectorId":1,"idTag":"A","meterStart":100,"timestamp":"2026-01-05T06:00:01Z"}]""");
        hand.Say("""[2,"3","StartTransaction",{"connectorId":1,"idTag":"A","meterStart":100,"timestamp":"2026-01-05T06:00:01Z"}]""");
        hand.Say("""[2,"4","StopTransaction",{"transactionId":1,"meterStop":150,"timestamp":"2026-01-05T06:01:01Z"}]""");
        CentralTransaction transaction = Assert.Single(hand.Central.Transactions);
        Assert.Equal((100, 150, 1), (transaction.MeterStart, transaction.MeterStop, transaction.Repeats));
        Assert.Empty(hand.Central.Violations);
    }

    [Theory]
    [InlineData("""[2,"1","Heartbeat",{}]""", "before the first BootNotification")]
    [InlineData("hello", "not JSON")]
    [InlineData("[2]", "not an OCPP message")]
    [InlineData("""[3,"77",{}]""", "not asked")]
    public void Take_OutOfOrder_IsAViolation(string message, string told)
    {
        var hand = new Hand();
        hand.Connect();
        hand.Say(message);
        Assert.Contains(told, Assert.Single(hand.Central.Violations));
    }

    /// <summary>The length that is also the mark of the third length form.</summary>
    [Theory]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(127)]
    [InlineData(128)]
    public void Say_AroundTheLengthForms_IsAnswered(int bytes)
    {
        var hand = new Hand();
        hand.Connect();
        hand.Say("""[2,"1","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]""");
        const string Empty = """[2,"2","DataTransfer",{"vendorId":"V","data":""}]""";
        Assert.Contains("Accepted", hand.Say(Empty.Replace("\"\"", $"\"{new string('x', bytes - Empty.Length)}\"")));
    }

    [Fact]
    public void RemoteStart_Connected_IsSentAndCounted()
    {
        var hand = new Hand();
        hand.Connect();
        hand.Central.RemoteStart("A");
        Assert.Contains("RemoteStartTransaction", hand.Exchange());
    }

    [Fact]
    public void Killed_Connected_ClosesAndRefuses()
    {
        var hand = new Hand();
        hand.Connect();
        hand.Central.Killed = true;
        Assert.Equal("closed", hand.Exchange());
        Assert.Equal(Ocpp.Client.Transport.OpenResult.Refused, new MemoryTransport(hand.Network).Open("x", 1, 1000));
    }
}
