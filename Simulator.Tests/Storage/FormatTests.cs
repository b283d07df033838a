using Charger.Can;
using Charger.Runtime;
using Firmware;
using Ocpp.Client.Authorization;
using Ocpp.Client.Configuration;
using Ocpp.Client.DataTransfer;
using Ocpp.Client.Queue;
using Ocpp.Client.Reservation;
using Ocpp.Client.SmartCharging;
using Simulator.Pages;
using Simulator.World;

namespace Simulator.Tests.Storage;

/// <summary>
/// Version 1, the first of every store, byte by byte as it lies on the flash of chargers in the field: whatever a store writes
/// one day, it goes on reading this. These bytes are not to be changed; a new version adds its own beside them.
/// </summary>
public sealed class FormatTests
{
    private static readonly Crc32 s_crc = new();

    [Fact]
    public void Boot_Version1_IsRead()
    {
        var boots = new BootRecord(new SlotStore(Flash("boot.b", "B9045C69", "000000020001001100000001017761746368646F673A205549"), "boot", s_crc, new byte[SlotStore.HeaderBytes + BootRecord.MostBytes]));
        boots.Begin();
        Assert.Equal((2, 1, "watchdog: UI"), (boots.Boots, boots.FailedBoots, boots.LastReason));
    }

    [Fact]
    public void Energy_Version1_IsRead()
    {
        var settings = ChargerSettings.Defaults();
        var store = new SlotStore(Flash("energy.a", "D22E3351", "00000001000100100000105EF39B20000000105FCA2EC400"), "energy", s_crc, new byte[SlotStore.HeaderBytes + EnergyRegister.PayloadBytes]);
        Assert.Equal(5001, new EnergyRegister(store, new EnergyMeter(settings), settings).Wh);
    }

    [Fact]
    public void Config_Version1_IsRead()
    {
        var storage = Flash("config.b", "D1B36AFC", "000000020001002E486561727462656174496E74657276616C3D37370A436861726765722E4964656E746974793D43502D303030310A");
        var store = new ConfigurationStore(storage, s_crc, SomeLog(), new OcppKeyTable(), new VendorKeys());
        Assert.Equal((77, "CP-0001"), (store.Whole(OcppKeys.HeartbeatInterval), store.Text(store.VendorBase + VendorKeys.Identity)));
    }

    [Fact]
    public void Profiles_Version1_AreRead()
    {
        var profiles = new ChargingProfileStore(Flash("profiles.a", "F755EB16", "000000010001006F0001010200000100000007000000000000000200000000000000007FFFFFFFFFFFFFFF0000000000000000FFFFFFFF0000000000003034" + new string('0', 112)), s_crc, 1, 5, 8, 10);
        Assert.True(profiles.Load());
        Assert.Equal(1, profiles.Count);
        var calculator = new ScheduleCalculator(profiles);
        calculator.Compute(1, 2000, 1000);
        Assert.Equal(1234, calculator.LimitW);
    }

    [Fact]
    public void Reservation_Version1_IsRead()
    {
        var store = new ReservationStore(Flash("reserved.a", "65932AFC", "000000010001001C010000002A0000019B8D2B8C000752494445522D3906504152454E54"), s_crc, true);
        Assert.True(store.Load());
        Assert.Equal((1, 42, "RIDER-9", "PARENT", 1_767_600_000_000), (store.ConnectorId, store.ReservationId, store.IdTag, store.ParentIdTag, store.ExpiryMs));
    }

    [Fact]
    public void Data_Version1_IsRead()
    {
        var queue = new DataQueue(Flash("data.a", "28084188", "000000010001001300130108424D53416C6572747B2261223A317D"), s_crc);
        byte[] file = queue.Head(out string messageId, out int data, out int count);
        Assert.Equal((1, "BMSAlert", "{\"a\":1}"), (queue.Waiting, messageId, System.Text.Encoding.UTF8.GetString(file, data, count)));
    }

    [Fact]
    public void Session_Version1_IsRead()
    {
        SessionNote.Read(new SlotStore(Flash("session.a", "DA01AFA8", "00000001000100140000000700000000000004D20000019B8CBDAF00"), SessionNote.Name, s_crc, new byte[SlotStore.HeaderBytes + SessionNote.NoteBytes]), out int serial, out long startWh, out long startUtcMs);
        Assert.Equal((7, 1234, 1_767_592_800_000), (serial, startWh, startUtcMs));
    }

    [Fact]
    public void Ids_Version1_AreRead()
    {
        string zeros(int bytes) => new('0', 2 * bytes);
        string records = "00000001" + zeros(45) + "0800013A67418D"
            + "72696465722D39" + zeros(13) + "706172656E74" + zeros(14) + "0000019B8D2B8C00010100012AAEA5BA"
            + "00000005" + zeros(45) + "10000178A105CA"
            + "72696465722D38" + zeros(42) + "02000167346F34";
        var file = new IdTagFile(Flash("ids.a", "", records), s_crc);
        var info = new IdTagInfo();
        Assert.Equal((5, 1, 1), (file.Version, file.ListCount, file.CacheCount));
        Assert.Equal(IdTagRecord.Cached, file.Find("RIDER-8", IdTagRecord.Listed | IdTagRecord.Cached, info));
        Assert.Equal(IdTagRecord.Listed, file.Find("RIDER-9", IdTagRecord.Listed | IdTagRecord.Cached, info));
        Assert.Equal((AuthorizationStatus.Blocked, 1_767_600_000_000, "parent"), (info.Status, info.ExpiryMs, info.ParentIdTag));
    }

    [Theory]
    [InlineData("#lines 1 41\n[1.000] INFO old\n")]
    [InlineData("#lines 2 41 41\n[1.000] INFO old\n")]
    public void Lines_EveryVersion_AreRead(string text)
    {
        var storage = new MemoryStorage();
        storage.Deploy("log.a", System.Text.Encoding.UTF8.GetBytes("#lines 1 9\n[0.000] INFO older\n"));
        storage.Deploy("log.b", System.Text.Encoding.UTF8.GetBytes(text));
        var lines = new FlashLines(storage, "log", 4096);
        Assert.Equal((0, 30 + text.Length), (lines.Damaged, lines.Length));
        Assert.True(lines.Append("[2.000] INFO new\n"u8.ToArray(), 17));
        Assert.EndsWith("INFO old\n[2.000] INFO new\n", System.Text.Encoding.UTF8.GetString(Read(storage, "log.b")));
    }

    /// <summary>The second version: the Commit names the generation, a Done the place of its message.</summary>
    [Fact]
    public void TransactionLog_Version2_IsRead()
    {
        var storage = new MemoryStorage();
        var first = new TransactionLog(storage, s_crc, SomeLog());
        foreach (RecordKind kind in new[] { RecordKind.Start, RecordKind.Stop }) Assert.True(first.Append(new TransactionRecord { Kind = kind, Serial = 1, IdTag = "A", RegisterWh = 5 }));
        Assert.True(first.Complete(false));
        Assert.Equal(Version2, Convert.ToHexString(Read(storage, "txn.b")));
        var log = new TransactionLog(Flash("txn.b", "", Version2), s_crc, SomeLog());
        Assert.Equal((1, false, 1, 0, 5L), (log.LastSerial, log.IsOpen, log.Waiting, log.Damaged, log.HighestWh));
        var record = new TransactionRecord();
        Assert.True(log.TryHead(record));
        Assert.Equal((RecordKind.Stop, "A"), (record.Kind, record.IdTag));
    }

    /// <summary>Sizes as the layout in TransactionLog's head has them.</summary>
    [Theory]
    [InlineData(RecordKind.Header, 14)]
    [InlineData(RecordKind.Commit, 14)]
    [InlineData(RecordKind.Id, 14)]
    [InlineData(RecordKind.Done, 15)]
    [InlineData(RecordKind.Meter, 36)]
    [InlineData(RecordKind.Kept, 36)]
    [InlineData(RecordKind.Open, 44)]
    [InlineData(RecordKind.Start, 44)]
    [InlineData(RecordKind.Stop, 44)]
    public void TransactionRecord_Sizes_AreThoseOfTheLayout(RecordKind kind, int bytes)
    {
        Assert.Equal(bytes, new TransactionRecord { Kind = kind, IdTag = "A-RIDER-OF-20-SIGNS." }.Write(new byte[TransactionRecord.MostBytes], 0, s_crc));
        Assert.Equal((84, 12, 56), (TransactionRecord.MostBytes, SlotStore.HeaderBytes, IdTagRecord.Size));
    }

    /// <summary>Of the first firmware, whose header named no format, and of the next.</summary>
    [Theory]
    [InlineData("B33908FF0E060000000100000000")]
    [InlineData("C43E38690E060000000100000001")]
    public void TransactionLog_Version1_IsRead(string header)
    {
        var log = new TransactionLog(Flash("txn.b", "", header + "A2795ED50A070000000091BF13331F810000000300000000019B8CBDAF7B0000126752494445522D311B149C140E040000000300002329D8ECD72F24820000000300000000019B8CBE99DB000012C009C41F400C1CFFFF01F9FFC9FA3B5D2C0B850000000300"), s_crc, SomeLog());
        Assert.Equal((3, true, 3, 9001, 1), (log.LastSerial, log.IsOpen, log.IdSerial, log.TransactionId, log.Waiting));
        var record = new TransactionRecord();
        Assert.True(log.TryHead(record));
        Assert.Equal((RecordKind.Meter, 2500, 8000, 3100, -1, 505, -55, 4800), (record.Kind, record.PowerW, record.VoltageCentiV, record.CurrentCentiA, record.OfferedCentiA, record.SocDeciPercent, record.TemperatureDeciC, (int)record.RegisterWh));
    }

    [Fact]
    public void TransactionLog_OfANewerFirmware_IsPassedOverAndTold()
    {
        var header = new TransactionRecord { Kind = RecordKind.Header, Serial = 1, Detail = TransactionRecord.Format + 1 };
        byte[] bytes = new byte[TransactionRecord.MostBytes];
        int length = header.Write(bytes, 0, s_crc);
        var storage = new MemoryStorage();
        storage.Deploy("txn.a", bytes[..length]);
        Log told = SomeLog();
        Assert.Equal(0, new TransactionLog(storage, s_crc, told).LastSerial);
        Assert.True(told.NextLine > told.FirstHeld);
    }

    [Fact]
    public void StoreTable_EveryFormat_HasItsRecordsHere()
    {
        foreach (StoreUse use in StoreUses.All)
            Assert.True(use.Format <= (use.Name is "txn" or "held0" or "held1" or "log" or "seclog" ? 2 : 1), $"{use.Name} has version {use.Format}: keep a record of each version here and read it");
    }

    private static MemoryStorage Flash(string file, string crc, string hex)
    {
        var storage = new MemoryStorage();
        storage.Deploy(file, Convert.FromHexString(crc.PadLeft(crc.Length == 0 ? 0 : 8, '0') + hex));
        return storage;
    }

    private const string Version2 = "5D3769D30E060000000100000002EE25059A0E070000000000000001076B721B190100000001000000000000000000000000000541CDA50497190300000001000000000000000000000000000541C10B01840F0500000001000000001C";

    private static byte[] Read(MemoryStorage storage, string file)
    {
        byte[] bytes = new byte[storage.Length(file)];
        storage.Read(file, 0, bytes, 0, bytes.Length);
        return bytes;
    }

    private static Log SomeLog()
    {
        var clock = new SimulatedClock();
        return new Log(clock, new TimedLock("log", clock, null), new WakeSignal());
    }
}
