using System.Text.RegularExpressions;
using Firmware;
using Simulator.Pages;
using Simulator.Tests.House;

namespace Simulator.Tests.Storage;

public sealed class StoragePageTests
{
    [Fact]
    public void StoragePage_OnDisk_IsWrittenFromTheTable()
    {
        string path = Repository.PathOf("docs/storage.md");
        string page = StoragePage.Of(StoragePage.Measured);
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") == "1") File.WriteAllText(path, page);
        Assert.Equal(WithoutWear(page), WithoutWear(File.ReadAllText(path)));
    }

    [Fact]
    public void StoreTable_AfterADay_HasARowForEveryFileAndBoundsThatHold()
    {
        var rows = new Dictionary<string, int>();
        var row = new StoreRow();
        for (int i = 0; StoreTable.Describe(i, row); i++)
            for (int f = 0; f < row.Files; f++) rows.Add(row.File(f), StoreUses.Of(row).MostBytes);
        foreach (var (name, most) in StoragePage.Measured.MostOf)
        {
            Assert.True(rows.TryGetValue(name, out int allowed), $"file '{name}' has no row in Firmware/Storage/StoreTable.cs: a factory reset would leave it");
            Assert.True(most <= allowed, $"file '{name}' had {most} bytes, its row allows {allowed}");
        }
    }

    [Fact]
    public void StoreTable_EveryRow_HasItsUseInTheSameOrderAndNoMore()
    {
        var names = new List<string>();
        var row = new StoreRow();
        for (int i = 0; StoreTable.Describe(i, row); i++) names.Add(row.Name);
        Assert.Equal(names, StoreUses.All.Select(u => u.Name));
    }

    [Fact]
    public void StoreTable_EverySlotStoreInTheSources_HasItsRow()
    {
        var names = new HashSet<string>();
        var row = new StoreRow();
        for (int i = 0; StoreTable.Describe(i, row); i++) names.Add(row.Name);
        foreach (string path in new[] { "Charger.Runtime", "Charger.Can", "Ocpp.Client", "Firmware" }.SelectMany(r => Repository.SourcesOf(r).Select(f => r + "/" + f)))
        {
            string text = File.ReadAllText(Repository.PathOf(path));
            foreach (Match made in Regex.Matches(text, @"new SlotStore\([\w.]+, (?:""(\w+)""|(\w+)),|[ (]Slot\(""(\w+)""|_storage\.(?:Write|Append)\(""?(\w+)"))
            {
                string name = made.Groups.Values.Skip(1).First(g => g.Success).Value;
                Match constant = Regex.Match(text, $@"const string {name} = ""([^""]+)""");
                if (constant.Success) name = constant.Groups[1].Value;
                bool parameter = name is "name" or "file" or "other" or "toB" || name.StartsWith('_') || name.Contains("slot");
                Assert.True(parameter || names.Contains(name), $"store '{name}' in {path} has no row in Firmware/Storage/StoreTable.cs: a factory reset would leave it");
            }
        }
    }

    [Fact]
    public void StoreTable_AllStoresAtTheirMost_LeaveRoomForThePlatform()
    {
        // Network settings and certificates of the platform have the rest.
        int blocks = StoragePage.AllBlocks();
        Assert.True(blocks <= StoreTable.PartitionBytes / StoreTable.BlockBytes - 4, $"{blocks} blocks");
    }

    /// <summary>Counts of writes move with every change of the firmware; the rest of the page must be exact.</summary>
    private static string WithoutWear(string page) => string.Join('\n', page.Split('\n').Where(l => !l.StartsWith("About ", StringComparison.Ordinal)).Select(l =>
    {
        string[] cells = l.Split('|');
        return cells.Length == 10 ? string.Join('|', cells.Where((_, i) => i != 7)) : l;
    }));
}
