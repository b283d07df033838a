using System.Buffers.Binary;
using System.Text;

namespace Simulator.Net;

/// <summary>
/// Finds the text messages in one direction of a WebSocket (RFC 6455) as its bytes pass: the HTTP head first, then frames,
/// masked or not. It only reads along: at bytes that it cannot parse it stops, and the stream is not affected.
/// </summary>
internal sealed class FrameTap(Action<string> told)
{
    /// <summary>A head or a message above this is none of OCPP's.</summary>
    public const int MostBytes = 512 * 1024;

    private const int Text = 1;
    private const int FirstControl = 8;
    private static readonly byte[] s_headEnd = "\r\n\r\n"u8.ToArray();

    private readonly List<byte> _bytes = [];
    private readonly List<byte> _message = [];
    private bool _afterHead;
    private bool _lost;

    /// <summary>Takes what has passed.</summary>
    public void Take(ReadOnlySpan<byte> passed)
    {
        if (_lost) return;
        _bytes.AddRange(passed);
        if (!_afterHead && !SkipHead()) return;
        while (TakeFrame())
        {
        }
        if (_bytes.Count + _message.Count > MostBytes) Lose();
    }

    private bool SkipHead()
    {
        int end = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bytes).IndexOf(s_headEnd);
        if (end < 0)
        {
            if (_bytes.Count > MostBytes) Lose();
            return false;
        }
        _bytes.RemoveRange(0, end + s_headEnd.Length);
        _afterHead = true;
        return true;
    }

    private bool TakeFrame()
    {
        ReadOnlySpan<byte> b = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bytes);
        if (b.Length < 2) return false;
        int shortLength = b[1] & 0x7F;
        int lengthBytes = shortLength == 126 ? 2 : shortLength == 127 ? 8 : 0;
        bool masked = (b[1] & 0x80) != 0;
        int head = 2 + lengthBytes + (masked ? 4 : 0);
        if (b.Length < head) return false;
        ulong length = lengthBytes == 2 ? BinaryPrimitives.ReadUInt16BigEndian(b[2..]) : lengthBytes == 8 ? BinaryPrimitives.ReadUInt64BigEndian(b[2..]) : (ulong)shortLength;
        if (length > MostBytes)
        {
            Lose();
            return false;
        }
        int whole = head + (int)length;
        if (b.Length < whole) return false;
        byte[] payload = b[head..whole].ToArray();
        for (int i = 0; masked && i < payload.Length; i++) payload[i] ^= b[head - 4 + (i & 3)];
        int first = b[0];
        _bytes.RemoveRange(0, whole);
        if ((first & 0x0F) < FirstControl) TakeData(first, payload);
        return true;
    }

    private void TakeData(int first, byte[] payload)
    {
        if ((first & 0x0F) == Text) _message.Clear();
        _message.AddRange(payload);
        if ((first & 0x80) == 0) return;
        string text = Encoding.UTF8.GetString(_message.ToArray());
        _message.Clear();
        told(text);
    }

    private void Lose()
    {
        _lost = true;
        _bytes.Clear();
        _message.Clear();
    }
}
