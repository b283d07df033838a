using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Simulator.World;

namespace Simulator.CentralModel;

/// <summary>The server's end of RFC 6455 over a connection in memory: just enough for one OCPP peer, strict where it matters.</summary>
/// <param name="mayEnter">Told the Authorization header (null without one) and the identity; false answers 401.</param>
public sealed class WebSocketPeer(MemoryConnection connection, Func<string?, string, bool>? mayEnter = null)
{
    private const string Guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const int MostHeaderBytes = 8192;

    private readonly List<byte> _in = [];
    private readonly List<byte> _message = [];
    private bool _upgraded;

    public MemoryConnection Connection { get; } = connection;

    /// <summary>Last path segment, decoded: the charger's identity. Empty before the upgrade.</summary>
    public string Identity { get; private set; } = "";

    public bool Upgraded => _upgraded;

    public bool Closed { get; private set; }

    /// <summary>The peer's close code, 0 while open or when it just went.</summary>
    public int CloseCode { get; private set; }

    /// <summary>Answers pings; switched off, it behaves like a server that hangs.</summary>
    public bool AnswersPings { get; set; } = true;

    public int Pings { get; private set; }

    /// <summary>Status line of a refusal, as "404 Not Found"; null to accept.</summary>
    public string? Refusal { get; init; }

    /// <summary>What it selects of the subprotocols offered; another one plays a service of another kind.</summary>
    public string Subprotocol { get; init; } = "ocpp1.6";

    /// <summary>Reads what has arrived; whole text messages go to <paramref name="received"/>.</summary>
    public void Poll(Action<string> received)
    {
        Span<byte> chunk = stackalloc byte[1024];
        int read;
        while ((read = Connection.ServerRead(chunk)) > 0) _in.AddRange(chunk[..read]);
        if (!_upgraded && !Closed) TryUpgrade();
        while (_upgraded && !Closed && TryFrame(received)) { }
        if (read < 0) Closed = true;
        if (Closed) Connection.CloseByServer();
    }

    public bool Send(string text) => SendFrame(1, Encoding.UTF8.GetBytes(text));

    public void Close(int code)
    {
        if (Closed) return;
        byte[] payload = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)code);
        SendFrame(8, payload);
        Closed = true;
        CloseCode = code;
        Connection.CloseByServer();
    }

    private void TryUpgrade()
    {
        string text = Encoding.ASCII.GetString(_in.ToArray());
        int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            if (_in.Count > MostHeaderBytes) Closed = true;
            return;
        }
        _in.RemoveRange(0, end + 4);
        string[] lines = text[..end].Split("\r\n");
        string? key = Header(lines, "Sec-WebSocket-Key");
        string? protocol = Header(lines, "Sec-WebSocket-Protocol");
        string[] request = lines[0].Split(' ');
        if (request.Length != 3 || key == null || protocol == null || !protocol.Contains("ocpp1.6"))
        {
            Connection.ServerWrite("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"u8);
            Closed = true;
            return;
        }
        if (Refusal != null)
        {
            Connection.ServerWrite(Encoding.ASCII.GetBytes($"HTTP/1.1 {Refusal}\r\nConnection: close\r\n\r\n"));
            Closed = true;
            return;
        }
        Identity = Uri.UnescapeDataString(request[1][(request[1].LastIndexOf('/') + 1)..]);
        if (mayEnter != null && !mayEnter(Header(lines, "Authorization"), Identity))
        {
            Connection.ServerWrite("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"ocpp\"\r\nConnection: close\r\n\r\n"u8);
            Closed = true;
            return;
        }
        string accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Guid)));
        Connection.ServerWrite(Encoding.ASCII.GetBytes("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
            $"Sec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Protocol: {Subprotocol}\r\n\r\n"));
        _upgraded = true;
    }

    private static string? Header(string[] lines, string name) =>
        lines.FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    private bool TryFrame(Action<string> received)
    {
        if (_in.Count < 2) return false;
        bool masked = (_in[1] & 0x80) != 0;
        int length = _in[1] & 0x7F;
        int header = 2;
        if (!masked || length == 127)
        {
            Close(1002);
            return false;
        }
        if (length == 126)
        {
            if (_in.Count < 4) return false;
            length = (_in[2] << 8) | _in[3];
            header = 4;
        }
        if (_in.Count < header + 4 + length) return false;
        byte[] mask = [.. _in.GetRange(header, 4)];
        byte[] payload = [.. _in.GetRange(header + 4, length)];
        for (int i = 0; i < length; i++) payload[i] ^= mask[i & 3];
        int first = _in[0];
        _in.RemoveRange(0, header + 4 + length);
        Take(first, payload, received);
        return true;
    }

    private void Take(int first, byte[] payload, Action<string> received)
    {
        bool final = (first & 0x80) != 0;
        switch (first & 0x0F)
        {
            case 0 or 1:
                _message.AddRange(payload);
                if (!final) return;
                string text = Encoding.UTF8.GetString(_message.ToArray());
                _message.Clear();
                received(text);
                break;
            case 8:
                CloseCode = payload.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(payload) : 1005;
                SendFrame(8, payload);
                Closed = true;
                break;
            case 9:
                Pings++;
                if (AnswersPings) SendFrame(10, payload);
                break;
        }
    }

    private bool SendFrame(int opcode, byte[] payload)
    {
        if (Closed) return false;
        List<byte> frame = [(byte)(0x80 | opcode)];
        if (payload.Length < 126) frame.Add((byte)payload.Length);
        else if (payload.Length < 65_536) frame.AddRange([126, (byte)(payload.Length >> 8), (byte)payload.Length]);
        else frame.AddRange([127, 0, 0, 0, 0, (byte)(payload.Length >> 24), (byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length]);
        frame.AddRange(payload);
        return Connection.ServerWrite(frame.ToArray());
    }
}
