using System.Text;

namespace Simulator.Play;

/// <summary>The result of a key.</summary>
public enum LineEditResult
{
    Editing,

    /// <summary>Enter: take <see cref="LineEdit.Finished"/>.</summary>
    Line,

    /// <summary>Ctrl-D on an empty line.</summary>
    End,
}

/// <summary>
/// The line being typed at a terminal: arrows, Home, End, Ctrl-A, Ctrl-E, Ctrl-W, Ctrl-U, Ctrl-K, history with up and down, Tab
/// for the next word. It turns keys into text and cursor; another class draws the screen.
/// </summary>
/// <param name="complete">The words that can stand where the text before the cursor ends.</param>
public sealed class LineEdit(Func<string, IReadOnlyList<string>> complete)
{
    private const int MostHistory = 200;
    private const int MostCharacters = 1000;

    private readonly StringBuilder _text = new();
    private readonly List<string> _history = [];
    private string _kept = "";
    private int _at;

    public string Text => _text.ToString();

    /// <summary>Characters before the cursor.</summary>
    public int Cursor { get; private set; }

    /// <summary>The line that Enter ended.</summary>
    public string Finished { get; private set; } = "";

    /// <summary>What Tab could not choose between; empty after any other key.</summary>
    public IReadOnlyList<string> Choices { get; private set; } = [];

    /// <summary>A line with a secret is not kept for the history.</summary>
    public Func<string, bool> IsKept { get; init; } = _ => true;

    public LineEditResult Accept(ConsoleKeyInfo key)
    {
        Choices = [];
        if (key.Modifiers.HasFlag(ConsoleModifiers.Control) && Control(key.Key) is LineEditResult ended) return ended;
        switch (key.Key)
        {
            case ConsoleKey.Enter:
                Finish();
                return LineEditResult.Line;
            case ConsoleKey.Tab:
                Complete();
                break;
            case ConsoleKey.LeftArrow:
                Cursor = key.Modifiers.HasFlag(ConsoleModifiers.Control) ? WordStart() : Math.Max(0, Cursor - 1);
                break;
            case ConsoleKey.RightArrow:
                Cursor = key.Modifiers.HasFlag(ConsoleModifiers.Control) ? WordEnd() : Math.Min(_text.Length, Cursor + 1);
                break;
            case ConsoleKey.Home:
                Cursor = 0;
                break;
            case ConsoleKey.End:
                Cursor = _text.Length;
                break;
            case ConsoleKey.UpArrow:
                Recall(_at - 1);
                break;
            case ConsoleKey.DownArrow:
                Recall(_at + 1);
                break;
            case ConsoleKey.Backspace:
                Remove(Cursor - 1, Cursor);
                break;
            case ConsoleKey.Delete:
                Remove(Cursor, Cursor + 1);
                break;
            case ConsoleKey.Escape:
                Remove(0, _text.Length);
                break;
            default:
                if (!char.IsControl(key.KeyChar) && _text.Length < MostCharacters) _text.Insert(Cursor++, key.KeyChar);
                break;
        }
        return LineEditResult.Editing;
    }

    /// <summary>Null where the key has no meaning with Ctrl.</summary>
    private LineEditResult? Control(ConsoleKey key)
    {
        switch (key)
        {
            case ConsoleKey.A:
                Cursor = 0;
                return LineEditResult.Editing;
            case ConsoleKey.E:
                Cursor = _text.Length;
                return LineEditResult.Editing;
            case ConsoleKey.W:
                Remove(WordStart(), Cursor);
                return LineEditResult.Editing;
            case ConsoleKey.U:
                Remove(0, Cursor);
                return LineEditResult.Editing;
            case ConsoleKey.K:
                Remove(Cursor, _text.Length);
                return LineEditResult.Editing;
            case ConsoleKey.D when _text.Length == 0:
                return LineEditResult.End;
            case ConsoleKey.D:
                Remove(Cursor, Cursor + 1);
                return LineEditResult.Editing;
            default:
                return null;
        }
    }

    private void Finish()
    {
        Finished = Text;
        if (Finished.Length > 0 && IsKept(Finished) && (_history.Count == 0 || _history[^1] != Finished)) _history.Add(Finished);
        if (_history.Count > MostHistory) _history.RemoveAt(0);
        _at = _history.Count;
        _text.Clear();
        _kept = "";
        Cursor = 0;
    }

    /// <summary>A line of the history, or behind the last one what was being typed.</summary>
    private void Recall(int at)
    {
        if (at < 0 || at > _history.Count) return;
        if (_at == _history.Count) _kept = Text;
        _at = at;
        _text.Clear().Append(at == _history.Count ? _kept : _history[at]);
        Cursor = _text.Length;
    }

    private void Complete()
    {
        string before = Text[..Cursor];
        string word = before[(before.LastIndexOf(' ') + 1)..];
        IReadOnlyList<string> words = complete(before);
        if (words.Count == 0) return;
        string common = words.Count == 1 ? words[0] + " " : words.Aggregate(Shared);
        if (common.Length > word.Length)
        {
            Remove(Cursor - word.Length, Cursor);
            _text.Insert(Cursor, common);
            Cursor += common.Length;
        }
        else Choices = words;
    }

    private static string Shared(string a, string b)
    {
        int same = 0;
        while (same < a.Length && same < b.Length && char.ToLowerInvariant(a[same]) == char.ToLowerInvariant(b[same])) same++;
        return a[..same];
    }

    private int WordStart()
    {
        int at = Cursor;
        while (at > 0 && _text[at - 1] == ' ') at--;
        while (at > 0 && _text[at - 1] != ' ') at--;
        return at;
    }

    private int WordEnd()
    {
        int at = Cursor;
        while (at < _text.Length && _text[at] == ' ') at++;
        while (at < _text.Length && _text[at] != ' ') at++;
        return at;
    }

    private void Remove(int from, int to)
    {
        from = Math.Max(0, from);
        to = Math.Min(_text.Length, to);
        if (to <= from) return;
        _text.Remove(from, to - from);
        Cursor = from;
    }
}
