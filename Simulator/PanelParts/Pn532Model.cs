using Charger.Runtime;

namespace Simulator.PanelParts;

/// <summary>A PN532 at the other end of a serial line, by its user manual: acknowledges each command and answers those that a card reader needs.</summary>
public sealed class Pn532Model : ISerialLine
{
    private static readonly byte[] s_acknowledgement = [0, 0, 0xFF, 0, 0xFF, 0];

    private readonly List<byte> _received = [];
    private readonly Queue<byte> _answers = new();

    /// <summary>UID of the card in the field; null for none.</summary>
    public byte[]? Card { get; set; }

    /// <summary>No supply, or a broken wire: nothing is answered.</summary>
    public bool Dead { get; set; }

    /// <summary>The next answer has a wrong check sum.</summary>
    public bool SpoilsNext { get; set; }

    /// <summary>Commands taken.</summary>
    public int Commands { get; private set; }

    private bool _configured;

    public int Read(byte[] buffer, int offset, int count)
    {
        int n = 0;
        while (n < count && _answers.TryDequeue(out byte value)) buffer[offset + n++] = value;
        return n;
    }

    public void Write(byte[] buffer, int offset, int count)
    {
        _received.AddRange(buffer.AsSpan(offset, count));
        while (TakeCommand() is byte[] command)
            if (!Dead) Answer(command);
    }

    /// <summary>Loses its settings, as a chip does without supply.</summary>
    public void PowerCycle()
    {
        _configured = false;
        _answers.Clear();
    }

    private byte[]? TakeCommand()
    {
        for (int at = 0; at + 6 < _received.Count; at++)
        {
            if (_received[at] != 0 || _received[at + 1] != 0 || _received[at + 2] != 0xFF) continue;
            int length = _received[at + 3];
            if (at + 5 + length + 2 > _received.Count) return null;
            byte[] frame = [.. _received.Skip(at + 5).Take(length + 1)];
            _received.RemoveRange(0, at + 7 + length);
            bool right = (byte)frame.Sum(b => b) == 0 && length > 1 && frame[0] == 0xD4;
            return right ? frame[1..^1] : TakeCommand();
        }
        return null;
    }

    private void Answer(byte[] command)
    {
        Commands++;
        Send(s_acknowledgement);
        switch (command[0])
        {
            case 0x14: _configured = true; Frame(0x15); break;
            case 0x32 when _configured: Frame(0x33); break;
            case 0x4A when _configured: Frame([0x4B, .. Found()]); break;
        }
    }

    /// <summary>Number of targets; target, ATQA, SAK, length of the UID, UID.</summary>
    private byte[] Found() => Card == null ? [0] : [1, 1, 0, 4, 8, (byte)Card.Length, .. Card];

    private void Frame(params byte[] data)
    {
        int length = data.Length + 1;
        byte sum = (byte)-(0xD5 + data.Sum(b => b));
        if (SpoilsNext) sum++;
        SpoilsNext = false;
        Send([0, 0, 0xFF, (byte)length, (byte)-length, 0xD5, .. data, sum, 0]);
    }

    private void Send(byte[] bytes)
    {
        foreach (byte value in bytes) _answers.Enqueue(value);
    }
}
