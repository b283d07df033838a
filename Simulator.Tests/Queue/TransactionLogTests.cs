using Charger.Runtime;
using Ocpp.Client.Queue;

namespace Simulator.Tests.Queue;

/// <summary>The transaction log over a flash that is cut at every write: nothing is lost, nothing comes twice, order stays.</summary>
public class TransactionLogTests
{
    [Fact]
    public void Log_AppendedAndCompleted_ComesBackInOrderOverReboots()
    {
        var storage = new Flash();
        var log = Open(storage);
        Start(log, 1);
        Meter(log, 1, 5);
        Stop(log, 1, 9);
        log = Open(storage);
        Assert.Equal(3, log.Waiting);
        Assert.False(log.IsOpen);
        Assert.Equal(["Start 1", "Meter 1 5", "Stop 1 9"], Drain(log));
        Assert.Equal(0, Open(storage).Waiting);
        Assert.Equal(1, Open(storage).LastSerial);
    }

    [Fact]
    public void Log_TransactionOpenAtBoot_IsFoundWithItsEnd()
    {
        var storage = new Flash();
        var log = Open(storage);
        Start(log, 7);
        Meter(log, 7, 42);
        log = Open(storage);
        Assert.True(log.IsOpen);
        Assert.Equal(7, log.OpenEnd.Serial);
        Assert.Equal(42, log.OpenEnd.RegisterWh);
        Assert.Equal("TAG", log.OpenEnd.IdTag);
    }

    [Fact]
    public void Log_CopiedWhileATransactionRuns_StillKnowsItAtBoot()
    {
        var storage = new Flash();
        var log = Open(storage);
        Start(log, 7);
        for (var m = 1; m <= 400; m++)
        {
            Meter(log, 7, m);
            Drain(log);
        }
        Assert.True(storage.Bytes < 16_000, $"{storage.Bytes} bytes: it was never copied");
        log = Open(storage);
        Assert.True(log.IsOpen);
        Assert.Equal((7, 400L, "TAG", 1), (log.OpenEnd.Serial, log.OpenEnd.RegisterWh, log.OpenEnd.IdTag, log.Waiting));
    }

    [Fact]
    public void Sweep_FinishedTransactions_GoAndNothingElseDoes()
    {
        var storage = new Flash();
        var log = Open(storage);
        for (var t = 1; t <= 12; t++)
        {
            Start(log, t);
            Meter(log, t, t);
            Stop(log, t, t);
            Drain(log);
        }
        Start(log, 13);
        Assert.Equal(0, log.Sweep());
        Stop(log, 13, 14);
        var before = storage.Bytes;
        Assert.Equal(12, log.Sweep());
        Assert.True(storage.Bytes < before - 1000, $"{before} bytes, then {storage.Bytes}");
        Assert.Equal(0, log.Sweep());
        log = Open(storage);
        Assert.Equal((13, false, 2), (log.LastSerial, log.IsOpen, log.Waiting));
        Assert.Equal(["Start 13", "Stop 13 14"], Drain(log));
    }

    /// <param name="online">Each message is delivered before the next is there.</param>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Log_CutAtEveryWriteAndTornAnywhere_LosesNothingThatWasTaken(bool online)
    {
        for (var writes = 0; writes < 60; writes++)
        {
            foreach (var kept in new[] { 0, 1, 9, 15, 16, 33, 50 })
            {
                var storage = new Flash { CutAfter = writes, KeepBytes = kept };
                var expected = new List<string>();
                var delivered = new List<string>();
                Session(Open(storage), expected, delivered, online, () => storage.Cut);
                storage.Repair();
                delivered.AddRange(Drain(Open(storage)));
                // A message whose Done was cut is delivered again, once, and nothing else is.
                var once = delivered.Where((m, i) => i == 0 || delivered[i - 1] != m).ToList();
                var certain = expected.Count;
                Assert.True(once.Count == certain || once.Count == certain + 1, $"cut after {writes}, {kept} bytes kept: {string.Join(", ", once)} for {string.Join(", ", expected)}");
                Assert.Equal(expected, once.Take(certain));
                Assert.True(delivered.Count - once.Count <= 1);
            }
        }
    }

    [Fact]
    public void Log_OneByteDamagedAnywhere_LosesThatRecordAloneAndTellsIt()
    {
        var storage = new Flash();
        var log = Open(storage);
        // One transaction is done, one waits whole, one runs.
        Start(log, 1);
        Stop(log, 1, 5);
        Drain(log);
        Start(log, 2);
        for (var m = 1; m <= 3; m++) Meter(log, 2, m);
        Stop(log, 2, 9);
        Start(log, 3);
        Meter(log, 3, 12);
        Assert.Equal(7, Open(storage).Waiting);
        string file = storage.Length("txn.a") > 0 ? "txn.a" : "txn.b";
        string[] all = ["Start 2", "Meter 2 1", "Meter 2 2", "Meter 2 3", "Stop 2 9", "Start 3", "Meter 3 12"];
        for (var at = 0; at < storage.Length(file); at++)
        {
            foreach (byte flipped in new byte[] { 0x01, 0x80, 0xFF })
            {
                Flash damaged = storage.Copy();
                damaged.Flip(file, at, flipped);
                var told = new LineList();
                log = new TransactionLog(damaged, new Crc32(), told);
                Assert.True(told.Lines.Count == 1, $"byte {at}: {string.Join('|', told.Lines)}");
                Assert.Equal(log.Damaged, told.Lines[0].StartsWith("Error", StringComparison.Ordinal) ? 1 : 0);
                Assert.Equal(3, log.LastSerial);
                List<string> kept = Drain(log);
                Assert.Equal(0, log.Waiting);
                // What was delivered before may come again where its Done was hit; nothing else comes, and one is missing at most.
                Assert.True(all.Except(kept).Count() <= 1, $"byte {at}: {string.Join(", ", kept)}");
                Assert.All(kept.Except(all), k => Assert.Contains(k, new[] { "Start 1", "Stop 1 5" }));
                Assert.Equal(kept.Count, kept.Distinct().Count());
                Assert.True(Start(log, 4));
                Assert.Equal(4, Open(damaged).LastSerial);
                Assert.Equal(["Start 4"], Drain(Open(damaged)));
            }
        }
    }

    [Fact]
    public void Log_DamagedWhileItRuns_GoesOnBehindTheDamage()
    {
        var storage = new Flash();
        var log = Open(storage);
        Start(log, 1);
        Meter(log, 1, 5);
        Stop(log, 1, 9);
        string file = storage.Length("txn.a") > 0 ? "txn.a" : "txn.b";
        int stop = storage.Length(file) - 24;
        storage.Flip(file, stop - 36, 0x10);
        Assert.Equal(["Start 1", "Stop 1 9"], Drain(log));
        Assert.Equal((0, 1), (log.Waiting, log.Damaged));
        Assert.True(Start(log, 2));
        Assert.Equal(["Start 2"], Drain(Open(storage)));
    }

    [Fact]
    public void Log_LastRecordTorn_IsToldAsInfoWithWhatIsLost()
    {
        var storage = new Flash();
        var log = Open(storage);
        Start(log, 1);
        string file = storage.Length("txn.a") > 0 ? "txn.a" : "txn.b";
        int before = storage.Length(file);
        Meter(log, 1, 5);
        int after = storage.Length(file);
        for (int length = before + 1; length < after; length++)
        {
            Flash torn = storage.Copy();
            torn.Truncate(file, length);
            var told = new LineList();
            log = new TransactionLog(torn, new Crc32(), told);
            string line = Assert.Single(told.Lines);
            Assert.StartsWith("Info transaction log: the last record was cut short by a power cut", line);
            if (length - before >= 10) Assert.Contains("a meter value of transaction 1", line);
            Assert.Equal((0, 1), (log.Damaged, log.Waiting));
        }
    }

    [Fact]
    public void Log_ManySessions_StaysSmallOnFlash()
    {
        var storage = new Flash();
        var log = Open(storage);
        for (var serial = 1; serial <= 300; serial++)
        {
            Start(log, serial);
            for (var m = 0; m < 10; m++) Meter(log, serial, m);
            Stop(log, serial, 10);
            Drain(log);
        }
        Assert.True(storage.Bytes < 20_000, $"{storage.Bytes} bytes");
        Assert.Equal(300, Open(storage).LastSerial);
    }

    [Fact]
    public void Log_LongOutage_KeepsStartAndStopAndDropsMeterValues()
    {
        var storage = new Flash();
        var log = Open(storage);
        Start(log, 1);
        for (var m = 0; m < 4000; m++) Meter(log, 1, m);
        Stop(log, 1, 4000);
        var all = Drain(Open(storage));
        Assert.Equal("Start 1", all[0]);
        Assert.Equal("Stop 1 4000", all[^1]);
        Assert.True(all.Count > 1442, $"{all.Count} messages: 24 h at 60 s are 1442");
        Assert.True(log.LeftOut > 0);
        Assert.True(storage.Bytes < 65_536);
    }

    /// <summary>Done and Id records are written together with other records: neither a delivered value nor an id takes a write of its own.</summary>
    [Fact]
    public void Log_EachDeliveredAtOnce_WritesOnceAMessage()
    {
        var log = Open(new Flash());
        Start(log, 1);
        log.SetId(1, 1001);
        Drain(log);
        int before = log.Writes;
        for (var m = 1; m <= 20; m++)
        {
            Meter(log, 1, m);
            Drain(log);
        }
        Assert.Equal(20, log.Writes - before);
        Stop(log, 1, 21);
        Drain(log);
        Assert.Equal(22, log.Writes - before);
    }

    /// <summary>After an outage each Done is written at once: after a power cut only the last message is sent again.</summary>
    [Fact]
    public void Log_BacklogDelivered_EachIsMarkedBeforeTheNextIsSent()
    {
        var storage = new Flash();
        var log = Open(storage);
        Start(log, 1);
        for (var m = 1; m <= 5; m++) Meter(log, 1, m);
        for (var left = 5; left >= 1; left--)
        {
            Assert.True(log.Complete(false));
            Assert.Equal(left, Open(storage.Copy()).Waiting);
        }
        Assert.True(log.Complete(false));
        Assert.Equal((0, 1), (log.Waiting, Open(storage.Copy()).Waiting));
        Stop(log, 1, 9);
        Assert.Equal(1, Open(storage.Copy()).Waiting);
    }

    private static void Session(TransactionLog log, List<string> expected, List<string> delivered, bool online, Func<bool> cut)
    {
        for (var serial = 1; serial <= 2 && !cut(); serial++)
        {
            if (!Start(log, serial)) return;
            expected.Add($"Start {serial}");
            if (online && !Deliver(log, delivered)) return;
            for (var m = 1; m <= 3; m++)
            {
                if (!Meter(log, serial, m)) return;
                expected.Add($"Meter {serial} {m}");
                if ((online || m == 2) && !Deliver(log, delivered)) return;
            }
            if (!Stop(log, serial, 9)) return;
            expected.Add($"Stop {serial} 9");
            if (!Deliver(log, delivered)) return;
        }
    }

    private static bool Deliver(TransactionLog log, List<string> delivered)
    {
        var record = new TransactionRecord();
        if (!log.TryHead(record)) return false;
        delivered.Add(Name(record));
        if (record.Kind == RecordKind.Start) log.SetId(record.Serial, 1000 + record.Serial);
        return log.Complete(false);
    }

    private static List<string> Drain(TransactionLog log)
    {
        var all = new List<string>();
        var record = new TransactionRecord();
        while (log.TryHead(record))
        {
            all.Add(Name(record));
            Assert.True(log.Complete(false));
        }
        return all;
    }

    private static string Name(TransactionRecord r) => r.Kind == RecordKind.Start ? $"Start {r.Serial}" : $"{r.Kind} {r.Serial} {r.RegisterWh}";

    private static bool Start(TransactionLog log, int serial) => log.Append(new TransactionRecord { Kind = RecordKind.Start, Serial = serial, IdTag = "TAG", TimeMs = 1_795_234_445_123, TimeIsUtc = true });

    private static bool Meter(TransactionLog log, int serial, int wh) => log.Append(new TransactionRecord { Kind = RecordKind.Meter, Serial = serial, RegisterWh = wh, TimeMs = 1_795_234_445_123, TimeIsUtc = true });

    private static bool Stop(TransactionLog log, int serial, int wh) => log.Append(new TransactionRecord { Kind = RecordKind.Stop, Serial = serial, RegisterWh = wh, TimeMs = 1_795_234_445_123, TimeIsUtc = true });

    private static TransactionLog Open(IStorage storage) => new(storage, new Crc32(), new NoLog());

    private sealed class NoLog : ILog
    {
        public bool IsOn(LogLevel level, LogSection section) => false;

        public void Write(LogLevel level, LogSection section, string text)
        {
        }
    }

    private sealed class LineList : ILog
    {
        public List<string> Lines { get; } = [];

        public bool IsOn(LogLevel level, LogSection section) => true;

        public void Write(LogLevel level, LogSection section, string text) => Lines.Add($"{level} {text}");
    }

    /// <summary>Files in memory; after a number of writes the next one keeps only some of its bytes and the power is gone.</summary>
    private sealed class Flash : IStorage
    {
        private readonly Dictionary<string, byte[]> _files = [];
        private int _writes;

        public int CutAfter { get; set; } = int.MaxValue;

        public int KeepBytes { get; set; }

        public bool Cut { get; private set; }

        public int Bytes => _files.Values.Sum(f => f.Length);

        public Flash Copy()
        {
            var copy = new Flash();
            foreach (var (name, bytes) in _files) copy._files[name] = [.. bytes];
            return copy;
        }

        public void Flip(string name, int at, byte bits) => _files[name][at] ^= bits;

        public void Truncate(string name, int length) => _files[name] = _files[name][..length];

        public void Repair() => (CutAfter, Cut) = (int.MaxValue, false);

        public int Length(string name) => _files.TryGetValue(name, out var f) ? f.Length : -1;

        public int Read(string name, int position, byte[] buffer, int offset, int count)
        {
            if (!_files.TryGetValue(name, out var f)) return -1;
            var n = Math.Max(0, Math.Min(count, f.Length - position));
            Array.Copy(f, position, buffer, offset, n);
            return n;
        }

        public bool Write(string name, byte[] buffer, int offset, int count)
        {
            _files[name] = [];
            return Append(name, buffer, offset, count);
        }

        public bool Append(string name, byte[] buffer, int offset, int count)
        {
            if (Cut) return false;
            Cut = _writes++ >= CutAfter;
            var kept = Cut ? Math.Min(KeepBytes, count) : count;
            _files[name] = [.. _files.GetValueOrDefault(name, []), .. buffer.AsSpan(offset, kept)];
            return !Cut;
        }

        public bool Delete(string name)
        {
            if (Cut) return false;
            Cut = _writes++ >= CutAfter;
            if (!Cut) _files.Remove(name);
            return !Cut;
        }
    }
}
