using Ocpp.Client.Transport;
using Simulator.Bench;
using Simulator.World;

namespace Simulator.Tests.Transport;

/// <summary>
/// Cases in the manner of the Autobahn suite, written from RFC 6455 section by section, against the whole link: what a
/// server sends, and what has to come of it. Each input also arrives cut at every byte, and byte by byte.
/// </summary>
public class AutobahnCasesTests
{
    private const int Largest = 70_000;

    // Input: hexadecimal bytes; *N:b repeats byte b N times. Outcome: M and the length of each message, O and the length of
    // each pong we send, C and the code of our close frame, and at last how the link ended.
    public static TheoryData<string, string, string> Cases => new()
    {
        { "5.2 empty text", "81 00", "M0" },
        { "5.2 length 125", "81 7d *125:61", "M125" },
        { "5.2 length 126", "81 7e 00 7e *126:61", "M126" },
        { "5.2 length 127", "81 7e 00 7f *127:61", "M127" },
        { "5.2 length 128", "81 7e 00 80 *128:61", "M128" },
        { "5.2 length 65535", "81 7e ff ff *65535:61", "M65535" },
        { "5.2 length 65536", "81 7f 00 00 00 00 00 01 00 00 *65536:61", "M65536" },
        { "5.2 length 65535 in the long form", "81 7f 00 00 00 00 00 00 ff ff", "C1002 ProtocolError" },
        { "5.2 one byte above the largest", "81 7f 00 00 00 00 00 02 00 01", "C1009 TooBig" },
        { "5.2 all of 63 bits", "81 7f 7f ff ff ff ff ff ff ff", "C1009 TooBig" },
        { "5.2 each reserved bit: 1", "c1 01 61", "C1002 ProtocolError" },
        { "5.2 each reserved bit: 2", "a1 01 61", "C1002 ProtocolError" },
        { "5.2 each reserved bit: 3", "91 01 61", "C1002 ProtocolError" },
        { "5.2 reserved bit on a ping", "c9 00", "C1002 ProtocolError" },
        { "5.2 reserved opcode 3", "83 00", "C1002 ProtocolError" },
        { "5.2 reserved opcode 7", "87 00", "C1002 ProtocolError" },
        { "5.2 reserved opcode 11", "8b 00", "C1002 ProtocolError" },
        { "5.2 reserved opcode 15 behind a message", "81 01 61 8f 00", "M1 C1002 ProtocolError" },
        { "5.1 a masked frame from a server", "81 81 01 02 03 04 60", "C1002 ProtocolError" },
        { "5.4 two fragments", "01 02 61 62 80 01 63", "M3" },
        { "5.4 many fragments, some empty", "01 00 00 00 00 01 61 00 00 80 00", "M1" },
        { "5.4 fragments one byte each", "01 01 61 00 01 62 00 01 63 80 01 64", "M4" },
        { "5.4 continuation of nothing", "80 01 61", "C1002 ProtocolError" },
        { "5.4 continuation of nothing, not the last", "00 01 61", "C1002 ProtocolError" },
        { "5.4 a second text inside a message", "01 01 61 81 01 62", "C1002 ProtocolError" },
        { "5.4 a ping between fragments is answered first", "01 01 61 89 02 68 69 80 01 62", "O2 M2" },
        { "5.4 pings between all fragments", "01 01 61 89 01 31 00 01 62 89 01 32 80 01 63", "O1 O1 M3" },
        { "5.4 close between fragments", "01 01 61 88 02 03 e8", "C1000 ClosedByPeer" },
        { "5.5 ping of 125 bytes", "89 7d *125:ff", "O125" },
        { "5.5 ping of 126 bytes", "89 7e 00 7e", "C1002 ProtocolError" },
        { "5.5 fragmented ping", "09 00", "C1002 ProtocolError" },
        { "5.5 fragmented close", "08 02 03 e8", "C1002 ProtocolError" },
        { "5.5.3 a pong nobody asked for", "8a 03 61 62 63 81 01 61", "M1" },
        { "5.5.1 close without a code", "88 00", "C1000 ClosedByPeer" },
        { "5.5.1 close with half a code", "88 01 03", "C1002 ProtocolError" },
        { "5.5.1 close with a reason", "88 04 03 e8 6f 6b", "C1000 ClosedByPeer" },
        { "5.5.1 close with 123 bytes of reason", "88 7d 03 e8 *123:61", "C1000 ClosedByPeer" },
        { "5.5.1 close with a reason that is not UTF-8", "88 04 03 e8 c0 80", "C1007 ProtocolError" },
        { "5.5.1 a message behind the close is not one", "88 02 03 e8 81 01 61", "C1000 ClosedByPeer" },
        { "7.4.1 close 1001", "88 02 03 e9", "C1001 ClosedByPeer" },
        { "7.4.1 close 1004", "88 02 03 ec", "C1002 ProtocolError" },
        { "7.4.1 close 1005", "88 02 03 ed", "C1002 ProtocolError" },
        { "7.4.1 close 1006", "88 02 03 ee", "C1002 ProtocolError" },
        { "7.4.1 close 1011", "88 02 03 f3", "C1011 ClosedByPeer" },
        { "7.4.1 close 1014", "88 02 03 f6", "C1014 ClosedByPeer" },
        { "7.4.1 close 1015", "88 02 03 f7", "C1002 ProtocolError" },
        { "7.4.2 close 0", "88 02 00 00", "C1002 ProtocolError" },
        { "7.4.2 close 999", "88 02 03 e7", "C1002 ProtocolError" },
        { "7.4.2 close 2999", "88 02 0b b7", "C1002 ProtocolError" },
        { "7.4.2 close 3000", "88 02 0b b8", "C3000 ClosedByPeer" },
        { "7.4.2 close 4999", "88 02 13 87", "C4999 ClosedByPeer" },
        { "7.4.2 close 65535", "88 02 ff ff", "C1002 ProtocolError" },
        { "5.6 binary", "82 01 61", "C1003 ProtocolError" },
        { "8.1 two, three and four bytes a character", "81 09 c3 a9 e2 82 ac f0 9f 94 8c", "M9" },
        { "8.1 a character over three fragments", "01 01 e2 00 01 82 80 01 ac", "M3" },
        { "8.1 a lone continuation byte", "81 01 80", "C1007 ProtocolError" },
        { "8.1 an overlong slash", "81 02 c0 af", "C1007 ProtocolError" },
        { "8.1 an overlong of three bytes", "81 03 e0 80 af", "C1007 ProtocolError" },
        { "8.1 a surrogate", "81 03 ed a0 80", "C1007 ProtocolError" },
        { "8.1 the highest code point", "81 04 f4 8f bf bf", "M4" },
        { "8.1 above the highest", "81 04 f4 90 80 80", "C1007 ProtocolError" },
        { "8.1 cut short by the end", "81 02 e2 82", "C1007 ProtocolError" },
        { "8.1 wrong in a fragment that is not the last: at once", "01 02 c3 28", "C1007 ProtocolError" },
        { "8.1 five bytes", "81 05 f8 88 80 80 80", "C1007 ProtocolError" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Link_Case_EndsAsTheRfcSays(string section, string hex, string expected)
    {
        byte[] input = Bytes(hex);
        Assert.True(expected == Outcome([input]), $"{section}: {Outcome([input])}");
        int cuts = Math.Min(input.Length, 200);
        for (int cut = 1; cut < cuts; cut++)
        {
            string seen = Outcome([input[..cut], input[cut..]]);
            Assert.True(expected == seen, $"{section}, cut after {cut}: {seen}");
        }
        if (input.Length <= 200) Assert.Equal(expected, Outcome([.. input.Select(b => new[] { b })]));
    }

    private static string Outcome(IEnumerable<byte[]> pieces)
    {
        var stream = new ScriptedStream();
        var link = new WebSocketLink(stream, null, new SeededRandom(1), new SilentLog(), new LinkLimits { ReceiveBytes = Largest });
        stream.Establish(link, new LinkTarget { Host = "192.0.2.1", Port = 80, Identity = "c" });
        var seen = new List<string>();
        foreach (byte[] piece in pieces)
        {
            stream.ArriveRaw(piece);
            // A step reads a bounded number of chunks, and none behind a message that waits.
            for (int turn = 0; turn < 12; turn++)
            {
                stream.Written.Clear();
                link.Step(turn);
                foreach (var (opcode, payload) in ServerFrames.Parse(stream.Written)) seen.Add(opcode == 10 ? $"O{payload.Length}" : $"C{(payload[0] << 8) | payload[1]}");
                if (link.Received >= 0) seen.Add($"M{link.Received}");
                link.Release();
            }
        }
        if (link.State != LinkState.Open)
        {
            link.Step(60_000);
            seen.Add(link.LastEnd.ToString());
        }
        Assert.Equal(0, link.Statistics.UnlistedEvents);
        return string.Join(' ', seen);
    }

    private static byte[] Bytes(string hex)
    {
        var bytes = new List<byte>();
        foreach (string word in hex.Split(' '))
        {
            if (word[0] != '*') bytes.Add(Convert.ToByte(word, 16));
            else bytes.AddRange(Enumerable.Repeat(Convert.ToByte(word.Split(':')[1], 16), int.Parse(word[1..].Split(':')[0])));
        }
        return [.. bytes];
    }
}
