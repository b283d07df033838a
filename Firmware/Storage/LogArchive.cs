using System.Text;
using System.Threading;
using Charger.Runtime;
using Ocpp.Client.Wire;

namespace Firmware
{
    /// <summary>
    /// Writes the log's lines to flash, several in one write, so that they survive a reboot: when half of the ring waits, or the
    /// oldest has waited five minutes, but never more often than every ten seconds; lines above that rate are dropped and counted. Each batch
    /// begins with a line "# TIME boot N" that says when it was written. Stepped by the thread that pumps the log.
    /// </summary>
    public sealed class LogArchive
    {
        /// <summary>Size of each of the two files.</summary>
        public const int FileBytes = 4096;
        /// <summary>Name of its two files on flash (docs/storage.md).</summary>
        public const string Name = "log";
        private const int LongestWaitMs = 300_000;
        private const int LeastPauseMs = 10_000;
        private const int PauseAfterRefusalMs = 60_000;
        private const int BatchBytes = 800;

        /// <summary>Most batches of one step: two hold more than the log's ring.</summary>
        private const int MostBatches = 2;
        private const int MostLinesWaiting = 8;

        /// <summary>Bytes of the line that a batch begins with, at most.</summary>
        private const int MostHeadBytes = 80;

        private readonly Log _log;
        private readonly IWallClock _clock;
        private readonly int _boot;
        private int _next;
        private int _busy;
        private long _sinceMs;
        private long _notBeforeMs;

        /// <summary>Writes nothing yet. The number of the boot stands in the first line of each batch.</summary>
        public LogArchive(Log log, IStorage storage, IWallClock clock, int boot)
        {
            _log = log;
            _clock = clock;
            _boot = boot;
            Lines = new FlashLines(storage, Name, FileBytes);
        }

        /// <summary>The files; read by an upload and by the console.</summary>
        public FlashLines Lines { get; }

        /// <summary>Number of the first line that is not on flash yet.</summary>
        public int Next => _next;

        /// <summary>Lines that are not on flash: more came than may be written, or the flash refused.</summary>
        public int Missed { get; private set; }

        /// <summary>Writes what is due; all of it when a restart is under way.</summary>
        public void Step(long nowMs, bool restarting)
        {
            if (_next == _log.NextLine)
            {
                _sinceMs = nowMs;
                return;
            }
            bool due = _log.NextLine - _next >= MostLinesWaiting || nowMs - _sinceMs >= LongestWaitMs;
            if (!restarting && (!due || nowMs < _notBeforeMs)) return;
            // A restart ends an upload too.
            if (restarting) Lines.Held = false;
            _notBeforeMs = nowMs + LeastPauseMs;
            _sinceMs = nowMs;
            if (!Flush()) _notBeforeMs = nowMs + PauseAfterRefusalMs;
        }

        /// <summary>Writes the waiting lines at once, on the calling thread: an upload needs the newest lines too. False when flash refused.</summary>
        public bool Flush()
        {
            if (Interlocked.Exchange(ref _busy, 1) != 0) return true;
            bool written = true;
            for (int i = 0; i < MostBatches && written && _next != _log.NextLine; i++) written = Write();
            Interlocked.Exchange(ref _busy, 0);
            return written;
        }

        private bool Write()
        {
            int missed = _log.FirstHeld - _next;
            if (missed > 0)
            {
                Missed += missed;
                _next = _log.FirstHeld;
            }
            int first = _next;
            int last = _log.NextLine;
            // Only as large as the waiting lines: an upload calls this from a deep stack, with its own objects allocated.
            int room = _log.HeldFrom(first) + MostHeadBytes;
            byte[] batch = new byte[room < BatchBytes ? room : BatchBytes];
            int filled = WriteHead(batch, missed);
            for (; _next != last; _next++)
            {
                // A line that does not fit is read as long as the rest of the batch, and is left for the next batch.
                int count = _log.TryRead(_next, batch, filled);
                if (count < 0) continue;
                if (filled + count >= batch.Length) break;
                filled += count;
                batch[filled++] = (byte)'\n';
            }
            if (Lines.Append(batch, filled)) return true;
            // While an upload holds the files, lines wait in the ring; lines that flash refuses are lost.
            if (Lines.Held) _next = first;
            else Missed += _next - first;
            return Lines.Held;
        }

        private int WriteHead(byte[] batch, int missed)
        {
            string rest = " boot " + _boot + (missed > 0 ? ", " + missed + " lines missed" : "") + "\n";
            int at = LogTimes.Begin(batch, _clock);
            return at + Encoding.UTF8.GetBytes(rest, 0, rest.Length, batch, at);
        }
    }

    /// <summary>The beginning of a line with the time at which the following lines were written: "# 2026-11-21T08:00:00.000Z", or "# unknown".</summary>
    internal static class LogTimes
    {
        private const string Unknown = "# unknown";
        private const int At = 2;

        /// <summary>Bytes of the longer form.</summary>
        public const int MostBytes = At + Iso8601.Length;

        /// <summary>Writes it; its length.</summary>
        public static int Begin(byte[] into, IWallClock clock)
        {
            if (!clock.IsKnown) return Encoding.UTF8.GetBytes(Unknown, 0, Unknown.Length, into, 0);
            into[0] = (byte)'#';
            into[1] = (byte)' ';
            Iso8601.Format(clock.UtcNowMs, into, At);
            return MostBytes;
        }

        /// <summary>True for a line that begins so, or with a time alone; the time in ms since 1970, or 0 where it was unknown.</summary>
        public static bool TryRead(byte[] line, int count, out long utcMs)
        {
            utcMs = 0;
            int at = count >= At && line[0] == '#' && line[1] == ' ' ? At : 0;
            if (count >= at + Iso8601.Length && !Iso8601.TryParse(line, at, Iso8601.Length, out utcMs)) utcMs = 0;
            return at > 0 || utcMs > 0;
        }
    }
}
