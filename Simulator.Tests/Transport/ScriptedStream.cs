using System.Security.Cryptography;
using System.Text;
using Ocpp.Client.Transport;

namespace Simulator.Tests.Transport;

/// <summary>A stream without time: the test puts in what arrives, and what was written is kept.</summary>
internal sealed class ScriptedStream : ITransport, IOpenStage
{
    private byte[] _arrived = new byte[256];
    private int _at;
    private int _end;

    public OpenResult Result { get; set; } = OpenResult.Open;

    public OpenStage Stage { get; set; } = OpenStage.Connecting;

    public int TakesAtATime { get; set; } = int.MaxValue;

    public bool Forgets { get; set; }

    public bool Ended { get; set; }

    public List<byte> Written { get; } = [];

    public OpenResult Open(string host, int port, int timeoutMs)
    {
        return Result;
    }

    public OpenResult PollOpen() => Result;

    public int Read(byte[] buffer, int offset, int count)
    {
        if (_at == _end) return Ended ? -1 : 0;
        int read = Math.Min(count, _end - _at);
        Array.Copy(_arrived, _at, buffer, offset, read);
        _at += read;
        return read;
    }

    public int Write(byte[] buffer, int offset, int count)
    {
        int taken = Math.Min(count, TakesAtATime);
        if (!Forgets) Written.AddRange(buffer.AsSpan(offset, taken));
        return taken;
    }

    public int Closed { get; private set; }

    public void Close() => Closed++;

    public void Arrive(string hex) => ArriveRaw(Convert.FromHexString(hex.Replace(" ", "")));

    public void ArriveRaw(byte[] bytes)
    {
        if (_at == _end) _at = _end = 0;
        if (_end + bytes.Length > _arrived.Length) Array.Resize(ref _arrived, _end + bytes.Length);
        Array.Copy(bytes, 0, _arrived, _end, bytes.Length);
        _end += bytes.Length;
    }

    /// <summary>Opens the link and answers its upgrade.</summary>
    public void Establish(WebSocketLink link, LinkTarget target, long nowMs = 0)
    {
        Written.Clear();
        if (!link.Open(target, nowMs)) throw new InvalidOperationException("the link did not open");
        string request = Encoding.ASCII.GetString(Written.ToArray());
        int key = request.IndexOf("Sec-WebSocket-Key: ", StringComparison.Ordinal) + 19;
        string accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(string.Concat(request.AsSpan(key, 24), "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))));
        ArriveRaw(Encoding.ASCII.GetBytes("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
            $"Sec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Protocol: ocpp1.6\r\n\r\n"));
        link.Step(nowMs);
    }
}

/// <summary>The server's half of RFC 6455 5, as simple as possible.</summary>
internal static class ServerFrames
{
    public static byte[] Text(byte[] payload) => Frame(0x81, payload);

    public static byte[] Frame(int first, byte[] payload)
    {
        List<byte> frame = [(byte)first];
        if (payload.Length < 126) frame.Add((byte)payload.Length);
        else if (payload.Length < 65536) frame.AddRange([126, (byte)(payload.Length >> 8), (byte)payload.Length]);
        else frame.AddRange([127, 0, 0, 0, 0, (byte)(payload.Length >> 24), (byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length]);
        return [.. frame, .. payload];
    }

    /// <summary>A client's frames, each of which has to be whole and masked.</summary>
    public static List<(int Opcode, byte[] Payload)> Parse(List<byte> bytes)
    {
        var frames = new List<(int Opcode, byte[] Payload)>();
        for (int at = 0; at < bytes.Count;)
        {
            if ((bytes[at] & 0xF0) != 0x80 || (bytes[at + 1] & 0x80) == 0) throw new InvalidOperationException($"no masked final frame at {at}");
            int length = bytes[at + 1] & 0x7F;
            int mask = at + 2;
            if (length == 126)
            {
                length = (bytes[at + 2] << 8) | bytes[at + 3];
                mask = at + 4;
            }
            byte[] payload = [.. bytes.GetRange(mask + 4, length)];
            for (int i = 0; i < length; i++) payload[i] ^= bytes[mask + (i & 3)];
            frames.Add((bytes[at] & 0x0F, payload));
            at = mask + 4 + length;
        }
        return frames;
    }
}
