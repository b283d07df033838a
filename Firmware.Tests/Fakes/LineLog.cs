using Charger.Runtime;

namespace Firmware.Tests.Fakes
{
    /// <summary>Records the lines it was given, joined by '|', with the level's first letter.</summary>
    public sealed class LineLog : ILog
    {
        public string Lines { get; private set; } = "";

        public bool IsOn(LogLevel level, LogSection section) => true;

        public void Write(LogLevel level, LogSection section, string text)
        {
            Lines += (Lines.Length == 0 ? "" : "|") + LogNames.Of(level).Substring(0, 1) + " " + text;
        }
    }

    /// <summary>A sink that records whole lines, joined by '|'.</summary>
    public sealed class LineSink : ILogSink
    {
        public string Lines { get; private set; } = "";

        public int Count { get; private set; }

        public void Write(byte[] line, int offset, int count)
        {
            Count++;
            Lines += (Lines.Length == 0 ? "" : "|") + System.Text.Encoding.UTF8.GetString(line, offset, count);
        }
    }
}
