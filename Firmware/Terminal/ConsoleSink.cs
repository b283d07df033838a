using Charger.Runtime;

namespace Firmware.Terminal
{
    /// <summary>Log lines on the serial console (and its mirror): written above the line that the operator is typing, which stays whole.</summary>
    public sealed class ConsoleSink : ILogSink
    {
        private readonly byte[] _lineEnd = { 13, 10 };
        private readonly ISerialLine _console;
        private readonly ISerialLine _mirror;
        private readonly LineEditor _editor;

        /// <param name="mirror">Null for none.</param>
        public ConsoleSink(ISerialLine console, ISerialLine mirror, LineEditor editor)
        {
            _console = console;
            _mirror = mirror;
            _editor = editor;
        }

        /// <inheritdoc/>
        public void Write(byte[] line, int offset, int count)
        {
            bool typing = _editor.Length > 0;
            if (typing) _console.Write(_lineEnd, 0, _lineEnd.Length);
            WriteLine(_console, line, offset, count);
            if (typing) _editor.Redraw();
            if (_mirror != null) WriteLine(_mirror, line, offset, count);
        }

        private void WriteLine(ISerialLine to, byte[] line, int offset, int count)
        {
            to.Write(line, offset, count);
            to.Write(_lineEnd, 0, _lineEnd.Length);
        }
    }
}
