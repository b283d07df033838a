using System.Globalization;
using System.Text;

namespace Simulator.StandIn;

/// <summary>An extended CAN frame.</summary>
public readonly record struct CanFrame(uint Id, byte[] Data);

/// <summary>
/// The text protocol of serial CAN adapters (slcan): a frame with a 29-bit identifier is T, eight hex digits of the identifier, one of
/// the length, two for each byte, carriage return. Everything else that an adapter says is skipped.
/// </summary>
public sealed class SlcanText
{
    /// <summary>Closes the channel, sets 250 kbit/s and opens it.</summary>
    public const string Open = "C\rS5\rO\r";
    public const string Close = "C\r";

    private const int IdDigits = 8;
    private const int MostBytes = 8;

    /// <summary>T, identifier, length, data, and a time stamp that some adapters add.</summary>
    private const int LongestLine = 1 + IdDigits + 1 + 2 * MostBytes + 8;

    private readonly StringBuilder _line = new();
    private bool _tooLong;

    /// <summary>Lines that began as a frame and were none.</summary>
    public int Broken { get; private set; }

    public static string Of(CanFrame frame) =>
        string.Create(CultureInfo.InvariantCulture, $"T{frame.Id:X8}{frame.Data.Length}{Convert.ToHexString(frame.Data)}\r");

    /// <summary>One more character of the adapter; the frame when it ends one.</summary>
    public CanFrame? Take(char one)
    {
        // BEL is the adapter's "no": it ends a line as well.
        if (one is not ('\r' or '\a' or '\n'))
        {
            if (_line.Length < LongestLine) _line.Append(one);
            else _tooLong = true;
            return null;
        }
        string line = _line.ToString();
        _line.Clear();
        bool whole = !_tooLong;
        _tooLong = false;
        if (!line.StartsWith('T')) return null;
        CanFrame? frame = whole ? Read(line) : null;
        if (frame == null) Broken++;
        return frame;
    }

    private static CanFrame? Read(string line)
    {
        const int DataAt = 1 + IdDigits + 1;
        if (line.Length < DataAt || !uint.TryParse(line.AsSpan(1, IdDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint id) || id > 0x1FFF_FFFF) return null;
        int length = line[DataAt - 1] - '0';
        if (length is < 0 or > MostBytes || line.Length < DataAt + 2 * length) return null;
        byte[] data = new byte[length];
        return Convert.FromHexString(line.AsSpan(DataAt, 2 * length), data, out _, out _) == System.Buffers.OperationStatus.Done ? new CanFrame(id, data) : null;
    }
}
