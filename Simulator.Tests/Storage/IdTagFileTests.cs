using Charger.Runtime;
using Ocpp.Client.Authorization;
using Simulator.World;

namespace Simulator.Tests.Storage;

/// <summary>List and cache on flash: power cuts at every write, which ids are dropped and which are kept.</summary>
public sealed class IdTagFileTests
{
    private const int Cached = IdTagRecord.Cached;
    private const int Listed = IdTagRecord.Listed;
    private static readonly Crc32 s_crc = new();

    [Theory]
    [InlineData(WriteFault.Lost, true)]
    [InlineData(WriteFault.Torn, true)]
    [InlineData(WriteFault.Lost, false)]
    [InlineData(WriteFault.Torn, false)]
    public void Update_CutAtEveryWrite_Rule39_LeavesTheOldListOrTheNew(WriteFault fault, bool full)
    {
        bool done = false;
        int olds = 0;
        for (int n = 1; !done; n++)
        {
            MemoryStorage flash = Old();
            flash.FailAfter(n, fault);
            done = new IdTagFile(flash, s_crc).Update(full, 8, Changes("N1", "N2", "-O3")) && !flash.Failed;
            flash.Restore();
            var after = new IdTagFile(flash, s_crc);
            string expected = after.Version == 7 ? "O0 O1 O2 O3 O4 O5 O6 O7 O8 O9" : full ? "N1 N2" : "N1 N2 O0 O1 O2 O4 O5 O6 O7 O8 O9";
            Assert.Equal(expected, All(after, Listed));
            Assert.Equal("C0 C1 C2", All(after, Cached));
            if (after.Version == 7) olds++;
            else Assert.Equal(8, after.Version);
            // The incomplete file that the power cut left does no harm.
            Assert.True(new IdTagFile(flash, s_crc).Update(true, 9, Changes("N9")));
            Assert.Equal("N9", All(new IdTagFile(flash, s_crc), Listed));
        }
        Assert.True(olds > 3, $"{olds} cuts left the old list");
    }

    [Theory]
    [InlineData(WriteFault.Lost)]
    [InlineData(WriteFault.Torn)]
    public void Put_CutAtEveryWrite_Rule35_LosesOneIdAtMostAndNeverTheList(WriteFault fault)
    {
        for (int n = 1; n < 60; n++)
        {
            MemoryStorage flash = Old();
            flash.FailAfter(n, fault);
            int put = 0;
            while (put < 40 && new IdTagFile(flash, s_crc).Put(Cached, $"P{put}", Info("Accepted"))) put++;
            flash.Restore();
            Assert.Equal((7, 10), (new IdTagFile(flash, s_crc).Version, new IdTagFile(flash, s_crc).ListCount));
            if (put > 0) Assert.Equal(Cached, new IdTagFile(flash, s_crc).Find($"p{put - 1}", Cached, new IdTagInfo()));
            Assert.True(new IdTagFile(flash, s_crc).Put(Cached, "Z", Info("Accepted")));
            Assert.Equal(Cached, new IdTagFile(flash, s_crc).Find("z", Cached, new IdTagInfo()));
        }
    }

    [Fact]
    public void Put_MoreThanFit_Rule35_LetsTheOldestGoAndStaysInOneBlock()
    {
        MemoryStorage flash = Old();
        for (int i = 0; i < 200; i++)
        {
            Assert.True(new IdTagFile(flash, s_crc).Put(Cached, $"P{i}", Info("Blocked")));
            Assert.True(new IdTagFile(flash, s_crc).CacheCount <= IdTagFile.MostCached);
        }
        Assert.Equal(0, new IdTagFile(flash, s_crc).Find("C0", Cached, new IdTagInfo()));
        var info = new IdTagInfo();
        for (int i = 185; i < 200; i++) Assert.Equal(Cached, new IdTagFile(flash, s_crc).Find($"P{i}", Cached, info));
        Assert.Equal(AuthorizationStatus.Blocked, info.Status);
        Assert.All(flash.MostOf.Values, most => Assert.True(most <= 4096, $"{most} bytes"));
        Assert.True(IdTagFile.MostFileBytes <= 4096);
    }

    [Fact]
    public void Record_Fields_Rule32_ComeBackWithoutRegardToCase()
    {
        MemoryStorage flash = new();
        var said = new IdTagInfo { Status = AuthorizationStatus.ConcurrentTx, ExpiryMs = 1_900_000_000_123, ParentIdTag = "Parent-of-20-letters" };
        Assert.True(new IdTagFile(flash, s_crc).Put(Cached, "ABCDEFGHIJ1234567890", said));
        var info = new IdTagInfo();
        Assert.Equal(Cached, new IdTagFile(flash, s_crc).Find("abcdefghij1234567890", Cached | Listed, info));
        Assert.Equal((AuthorizationStatus.ConcurrentTx, 1_900_000_000_123, "parent-of-20-letters"), (info.Status, info.ExpiryMs, info.ParentIdTag));
        Assert.Equal(0, new IdTagFile(flash, s_crc).Find("abcdefghij123456789", Cached | Listed, info));
        Assert.False(new IdTagFile(flash, s_crc).Put(Cached, "ÄÖÜÄÖÜÄÖÜÄÖÜ", said));
        Assert.True(new IdTagFile(flash, s_crc).ClearCache());
        Assert.Equal(0, new IdTagFile(flash, s_crc).CacheCount);
    }

    [Fact]
    public void Record_OneBitTurned_IsNoId()
    {
        MemoryStorage flash = Old();
        string file = flash.Length("ids.a") > 0 ? "ids.a" : "ids.b";
        byte[] bytes = new byte[flash.Length(file)];
        flash.Read(file, 0, bytes, 0, bytes.Length);
        bytes[IdTagRecord.Size * 3 + 48] ^= 1;
        flash.Deploy(file, bytes);
        Assert.Equal(0, new IdTagFile(flash, s_crc).Find("O2", Listed, new IdTagInfo()));
        Assert.Equal(Listed, new IdTagFile(flash, s_crc).Find("O3", Listed, new IdTagInfo()));
    }

    private static MemoryStorage Old()
    {
        var flash = new MemoryStorage();
        Assert.True(new IdTagFile(flash, s_crc).Update(true, 7, Changes([.. Enumerable.Range(0, 10).Select(i => $"O{i}")])));
        for (int i = 0; i < 3; i++) Assert.True(new IdTagFile(flash, s_crc).Put(Cached, $"C{i}", Info("Accepted")));
        return flash;
    }

    /// <summary>Entries by their ids; a dash before one deletes it, where the list is not the whole one.</summary>
    private static ListChanges Changes(params string[] ids)
    {
        var changes = new ListChanges(20);
        foreach (string id in ids) changes.Add(id.TrimStart('-'), id[0] == '-' ? null : Info("Accepted"));
        Assert.Null(changes.Wrong);
        return changes;
    }

    private static IdTagInfo Info(string status) => new() { Status = Enum.Parse<AuthorizationStatus>(status) };

    private static string All(IdTagFile file, int kind) =>
        string.Join(' ', new[] { "N", "O", "C" }.SelectMany(l => Enumerable.Range(0, 10).Select(i => $"{l}{i}")).Where(id => file.Find(id, kind, new IdTagInfo()) == kind));
}
