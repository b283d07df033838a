using System;
using System.Text;
using Charger.Runtime;

namespace Firmware.Terminal
{
    /// <summary>Result of one byte from the operator.</summary>
    public enum EditResult
    {
        /// <summary>The line goes on.</summary>
        Editing,
        /// <summary>A line is complete: <see cref="LineEditor.ConsumeLine"/> returns it.</summary>
        Line,
        /// <summary>Ctrl-C: the line was thrown away.</summary>
        Cancelled,
    }

    /// <summary>
    /// Line editing for a dumb terminal: echo, backspace, Ctrl-U, Ctrl-C, arrow up for the line before. All line ends
    /// (CR, LF, CR LF) count as one. A full line accepts no more characters and rings the bell.
    /// </summary>
    public sealed class LineEditor
    {
        /// <summary>Bytes of the longest line.</summary>
        public const int MaxLength = 200;
        private const byte Bell = 7;
        private const byte Backspace = 8;
        private const byte LineFeed = 10;
        private const byte CarriageReturn = 13;
        private const byte KillLine = 21;
        private const byte Escape = 27;
        private const byte Delete = 127;
        private const byte Cancel = 3;

        private readonly TextOutput _echo;

        /// <summary>Null between lines.</summary>
        private byte[] _line;
        private byte[] _before;
        private int _length;
        private int _escape;
        private bool _afterReturn;

        /// <summary><paramref name="echo"/>: where what is typed appears.</summary>
        public LineEditor(TextOutput echo)
        {
            _echo = echo;
        }

        /// <summary>Bytes typed of the present line.</summary>
        public int Length => _length;

        /// <summary>First byte of the line so far, 0 when it is empty.</summary>
        public byte First => _length == 0 ? (byte)0 : _line[0];

        /// <summary>Handles one byte from the terminal. Control characters that mean nothing here are ignored.</summary>
        public EditResult Accept(byte key)
        {
            bool second = _afterReturn && key == LineFeed;
            _afterReturn = key == CarriageReturn;
            if (second) return EditResult.Editing;
            if (_escape > 0)
            {
                AcceptEscape(key);
                return EditResult.Editing;
            }
            switch (key)
            {
                case CarriageReturn:
                case LineFeed:
                    _echo.Line();
                    return EditResult.Line;
                case Cancel:
                    Forget();
                    _echo.Line("^C");
                    return EditResult.Cancelled;
                case Escape:
                    _escape = 1;
                    break;
                case Backspace:
                case Delete:
                    Erase(1);
                    break;
                case KillLine:
                    Erase(_length);
                    break;
                default:
                    if (key >= 32) Insert(key);
                    break;
            }
            _echo.Flush();
            return EditResult.Editing;
        }

        /// <summary>Nothing has been typed of a next line, and no sequence of a special key has begun.</summary>
        public bool IsIdle => _length == 0 && _escape == 0;

        /// <summary>Throws away what was typed so far.</summary>
        public void Drop()
        {
            if (_length > 0) _echo.Line("^C");
            Forget();
            _escape = 0;
        }

        /// <summary>The line returned last held a secret (<see cref="SecretWords"/>).</summary>
        public bool HeldSecret { get; private set; }

        /// <summary>The finished line, which begins again; a line with a secret is erased here, and so is the one before.</summary>
        public string ConsumeLine()
        {
            HeldSecret = false;
            if (_length == 0) return "";
            string text = Encoding.UTF8.GetString(_line, 0, _length);
            HeldSecret = SecretWords.From(_line, _length) < _length;
            _before = HeldSecret ? null : new byte[_length];
            if (!HeldSecret) Array.Copy(_line, 0, _before, 0, _length);
            Forget();
            return text;
        }

        /// <summary>Shows what was typed so far again, after other output came between.</summary>
        public void Redraw()
        {
            int secret = SecretWords.From(_line, _length);
            for (int i = 0; i < _length; i++) _echo.Byte(i < secret ? _line[i] : (byte)'*');
            _echo.Flush();
        }

        private void Forget()
        {
            // It may hold a secret, and released memory keeps its content until it is used again.
            if (_line != null) Array.Clear(_line, 0, MaxLength);
            _line = null;
            _length = 0;
        }

        private void Insert(byte key)
        {
            if (_line == null) _line = new byte[MaxLength];
            if (_length == MaxLength)
            {
                _echo.Byte(Bell);
                return;
            }
            _line[_length++] = key;
            _echo.Byte(SecretWords.From(_line, _length) < _length ? (byte)'*' : key);
        }

        private void Erase(int count)
        {
            for (int i = 0; i < count && _length > 0; i++)
            {
                _length--;
                _echo.Byte(Backspace).Byte((byte)' ').Byte(Backspace);
            }
        }

        /// <summary>ESC [ A recalls the line before; every other sequence is ignored.</summary>
        private void AcceptEscape(byte key)
        {
            if (_escape == 1 && key == (byte)'[')
            {
                _escape = 2;
                return;
            }
            if (_escape == 2 && key < (byte)'@') return;
            if (_escape == 2 && key == (byte)'A')
            {
                Erase(_length);
                for (int i = 0; _before != null && i < _before.Length; i++) Insert(_before[i]);
                _echo.Flush();
            }
            _escape = 0;
        }
    }
}
