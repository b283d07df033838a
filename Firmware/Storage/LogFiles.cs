using System.Text;
using Charger.Runtime;
using Ocpp.Client.Configuration;
using Ocpp.Client.FirmwareManagement;
using Ocpp.Client.Messages;
using Ocpp.Client.Transport;

namespace Firmware
{
    /// <summary>
    /// The logs on flash as files to upload: the batches between two times. While a log is being read, its older file
    /// stays, so that positions and length do not change; between two attempts the log continues, and the next attempt selects the lines again.
    /// </summary>
    internal sealed class LogFiles : ILogFiles, IUploadSource
    {
        private readonly LogArchive _archive;
        private readonly FlashLines _security;
        private readonly IWallClock _clock;
        private readonly ConfigurationStore _configuration;
        private FlashLines _picked;
        private int _from;
        private int _to;
        private int _at;
        private long _fromMs;
        private long _toMs;

        public LogFiles(ConfigurationStore configuration, IWallClock clock, LogArchive archive, FlashLines security)
        {
            _configuration = configuration;
            _archive = archive;
            _security = security;
            _clock = clock;
        }

        public IUploadSource Picked => this;

        public void Bring() => _archive.Flush();

        public string Pick(LogKind kind, long fromMs, long toMs)
        {
            FlashLines before = _picked;
            int from = _from;
            int to = _to;
            bool diagnostics = kind == LogKind.DiagnosticsLog;
            if (diagnostics) _archive.Flush();
            _picked = diagnostics ? _archive.Lines : _security;
            Measure(fromMs, toMs);
            if (_from < _to)
            {
                if (before != null) before.Held = false;
                _fromMs = fromMs;
                _toMs = toMs;
                return NameOf(diagnostics ? "diagnostics" : "security");
            }
            _picked = before;
            _from = from;
            _to = to;
            return null;
        }

        public void Release()
        {
            if (_picked != null) _picked.Held = false;
        }

        public int Rewind()
        {
            if (_picked == null) return -1;
            // The upload may have waited until the output was off: lines logged meanwhile belong to it.
            if (_picked == _archive.Lines) _archive.Flush();
            _picked.Held = true;
            Measure(_fromMs, _toMs);
            _at = _from;
            return _to - _from;
        }

        public int Read(byte[] into, int offset, int count)
        {
            if (_picked == null) return -1;
            if (count > _to - _at) count = _to - _at;
            int read = _picked.Read(_at, into, offset, count);
            _at += read;
            return read > 0 || count == 0 ? read : -1;
        }

        private void Measure(long fromMs, long toMs)
        {
            _from = 0;
            _to = _picked.Length;
            if (fromMs > 0 || toMs != long.MaxValue) Narrow(fromMs, toMs);
        }

        /// <summary>From the first batch written at or after a time to the last one that can have lines from before the other.</summary>
        private void Narrow(long fromMs, long toMs)
        {
            byte[] line = new byte[LogTimes.MostBytes];
            byte[] block = new byte[256];
            int length = 0;
            int lineAt = 0;
            int end = _to;
            long before = 0;
            _from = end;
            for (int at = 0, count; at < end && (count = _picked.Read(at, block, 0, block.Length)) > 0; at += count)
            {
                for (int i = 0; i < count; i++)
                {
                    if (block[i] != '\n')
                    {
                        if (length < line.Length) line[length] = block[i];
                        length++;
                        continue;
                    }
                    int kept = length < line.Length ? length : line.Length;
                    if (LogTimes.TryRead(line, kept, out long utcMs))
                    {
                        if (utcMs == 0) utcMs = before;
                        if (before > toMs && _to == end) _to = lineAt;
                        if (_from == end && utcMs >= fromMs) _from = lineAt;
                        before = utcMs;
                    }
                    length = 0;
                    lineAt = at + i + 1;
                }
            }
        }

        private string NameOf(string kind)
        {
            string identity = _configuration.Text(_configuration.VendorBase + VendorKeys.Identity);
            string name = (identity.Length == 0 ? "charger" : Handshake.PercentEncode(identity)) + "_" + kind;
            if (!_clock.IsKnown) return name + ".log";
            byte[] time = new byte[LogTimes.MostBytes];
            LogTimes.Begin(time, _clock);
            // 20261121T080000250Z: file names without colons and points. With milliseconds, since two logs can be requested
            // within one second, and the second must not replace the first.
            string text = Encoding.UTF8.GetString(time, 0, time.Length);
            return name + "_" + text.Substring(2, 4) + text.Substring(7, 2) + text.Substring(10, 3) + text.Substring(13, 2) + text.Substring(16, 2) + text.Substring(19, 2) + text.Substring(22, 3) + "Z.log";
        }
    }
}
