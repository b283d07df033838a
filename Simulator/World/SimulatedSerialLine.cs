using System.Text;
using Charger.Runtime;

namespace Simulator.World;

/// <summary>The console's serial line: what the firmware writes comes out as lines, what is typed goes in as bytes.</summary>
public sealed class SimulatedSerialLine : ISerialLine
{
    private readonly Queue<byte> _typed = new();
    private readonly List<byte> _line = [];

    /// <summary>Each whole line the firmware has written, without its end.</summary>
    public Action<string>? LineWritten { get; set; }

    /// <summary>Bytes as they are written, for a terminal that shows editing.</summary>
    public Action<byte[]>? BytesWritten { get; set; }

    public long BytesOut { get; private set; }

    /// <summary>Types text; a line ends with carriage return, as a terminal sends it.</summary>
    public void Type(string text)
    {
        foreach (byte b in Encoding.UTF8.GetBytes(text)) _typed.Enqueue(b);
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        int read = 0;
        while (read < count && _typed.TryDequeue(out byte b)) buffer[offset + read++] = b;
        return read;
    }

    public void Write(byte[] buffer, int offset, int count)
    {
        BytesOut += count;
        BytesWritten?.Invoke(buffer.AsSpan(offset, count).ToArray());
        for (int i = offset; i < offset + count; i++)
        {
            if (buffer[i] == '\n') EndLine();
            else if (buffer[i] != '\r') _line.Add(buffer[i]);
        }
    }

    private void EndLine()
    {
        LineWritten?.Invoke(Encoding.UTF8.GetString(_line.ToArray()));
        _line.Clear();
    }
}
