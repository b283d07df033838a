using System.Security.Cryptography;
using System.Text;
using Ocpp.Client.Transport;

namespace Simulator.Bench;

/// <summary>A server without a network: answers the upgrade, then delivers one frame as often as it is told to.</summary>
public sealed class EchoStream : ITransport
{
    private byte[] _toRead = [];
    private int _at;
    private bool _upgraded;

    public OpenResult Open(string host, int port, int timeoutMs) => OpenResult.Open;

    public OpenResult PollOpen() => OpenResult.Open;

    public int Read(byte[] buffer, int offset, int count)
    {
        int read = Math.Min(count, _toRead.Length - _at);
        Array.Copy(_toRead, _at, buffer, offset, read);
        _at += read;
        return read;
    }

    public int Write(byte[] buffer, int offset, int count)
    {
        if (!_upgraded) Upgrade(Encoding.ASCII.GetString(buffer, offset, count));
        return count;
    }

    public void Close()
    {
    }

    /// <summary>Sets the bytes that arrive next.</summary>
    public void Offer(byte[] frame) => (_toRead, _at) = (frame, 0);

    private void Upgrade(string request)
    {
        _upgraded = true;
        string key = request.Split("Sec-WebSocket-Key: ")[1][..24];
        string accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
        Offer(Encoding.ASCII.GetBytes($"HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Protocol: ocpp1.6\r\n\r\n"));
    }
}
