using System.Globalization;
using Simulator.CentralModel;

namespace Simulator.Play;

/// <summary>
/// Lines that come by themselves above, the line being typed and a status line below. Without a terminal the lines alone. Safe
/// from any thread.
/// </summary>
/// <param name="live">A terminal that takes escape sequences and gives keys.</param>
/// <param name="size">Its columns now.</param>
public sealed class PlayScreen(TextWriter output, bool live, Func<int> size)
{
    private const string Prompt = "> ";
    private const string Dim = "\u001b[2m";
    private const string Inverse = "\u001b[7m";
    private const string Plain = "\u001b[0m";
    private const string EraseBelow = "\r\u001b[J";

    private readonly Lock _guard = new();
    private string _text = "";
    private string _status = "";
    private int _cursor;
    private bool _shown;

    /// <summary>Told of each line shown, plain.</summary>
    public Action<string>? Told { get; set; }

    /// <summary>One line with its source, above what is typed; control characters are escaped.</summary>
    public void Line(double seconds, string source, string text) => Line(string.Create(CultureInfo.InvariantCulture, $"{seconds,9:F3}"), source, text);

    /// <summary>The same at a time of day, UTC.</summary>
    public void Line(DateTime utc, string source, string text) => Line(utc.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture), source, text);

    private void Line(string time, string source, string text)
    {
        text = Secrets.Shown(text);
        Told?.Invoke(text);
        Write(live ? $"{Dim}{time}{Plain} {Colour(source)}{source,-7}{Plain} {text}" : $"{time} {source,-7} {text}");
    }

    /// <summary>A line without time: an answer to what was typed, help.</summary>
    public void Answer(string text)
    {
        Told?.Invoke(text);
        Write(text);
    }

    /// <summary>The line being typed, drawn again.</summary>
    public void Typed(string text, int cursor)
    {
        lock (_guard)
        {
            (_text, _cursor) = (Secrets.Shown(text), cursor);
            if (!live) return;
            Erase();
            Draw();
            output.Flush();
        }
    }

    public void Status(string text)
    {
        lock (_guard)
        {
            if (!live || text == _status) return;
            _status = text;
            Erase();
            Draw();
            output.Flush();
        }
    }

    /// <summary>Removes the lower lines, so that the user can use the terminal again.</summary>
    public void Close()
    {
        lock (_guard)
        {
            Erase();
            _shown = false;
            live = false;
            output.Flush();
        }
    }

    private void Write(string line)
    {
        lock (_guard)
        {
            Erase();
            output.WriteLine(line);
            if (live) Draw();
            output.Flush();
        }
    }

    private void Erase()
    {
        if (_shown) output.Write(EraseBelow);
        _shown = false;
    }

    // The cursor stands in the typed line; the status is the row below it. A line that is too long is shown around the cursor.
    private void Draw()
    {
        int columns = Math.Max(20, size()) - 1;
        int room = columns - Prompt.Length;
        int from = Math.Max(0, _cursor - room + 1);
        string part = _text.Length - from > room ? _text.Substring(from, room) : _text[from..];
        string status = (_status.Length > columns ? _status[..columns] : _status).PadRight(columns);
        output.Write($"{Prompt}{part}\n{Inverse}{status}{Plain}\u001b[1A\r\u001b[{Prompt.Length + _cursor - from}C");
        _shown = true;
    }

    private static string Colour(string source) => source switch
    {
        "ocpp ->" => "\u001b[36m",
        "ocpp <-" => "\u001b[32m",
        "world" or "central" => "\u001b[33m",
        "error" => "\u001b[31m",
        _ => "",
    };
}
