using Simulator.Bench;
using Simulator.Tests.Terminal;

namespace Simulator.Tests.Storage;

/// <summary>Damage on flash, as the whole charger finds it at boot.</summary>
public sealed class FlashDamageTests : IDisposable
{
    private static readonly Lazy<SortedDictionary<string, byte[]>> s_image = new(FlashDamage.Image);

    private readonly FlashDamage _damage = new();
    private List<string> _last = [];

    public void Dispose() => _damage.Dispose();

    [Fact]
    public void Flash_Whole_TellsNothing() => Assert.Empty(_damage.Boot(s_image.Value));

    /// <summary>The bench takes every byte; here some of each file, its first and its last among them.</summary>
    [Fact]
    public void Flash_OneByteDamaged_IsTold()
    {
        var untold = new List<string>();
        foreach ((string file, byte[] content) in s_image.Value)
        {
            int bytes = FlashDamage.CheckedBytes(file, content);
            var offsets = Enumerable.Range(0, Math.Min(bytes, 14)).Append(bytes - 1).Concat(Enumerable.Range(0, 6).Select(i => bytes * i / 6)).Where(i => i >= 0).Distinct();
            foreach (int at in offsets)
            {
                byte[] damaged = [.. content];
                damaged[at] ^= (byte)(1 << at % 8);
                _last = _damage.Boot(With(file, damaged));
                if (!FlashDamage.IsTold(file, _last)) untold.Add($"{file}[{at}] {string.Join(" / ", _last)}");
            }
        }
        Assert.True(untold.Count == 0, string.Join(' ', untold));
    }

    [Fact]
    public void EnergySlots_BothDamaged_RegisterGoesOnFromTheTransactionsAndIsTold()
    {
        long before = Register(s_image.Value);
        Assert.True(before > 10);
        var files = new SortedDictionary<string, byte[]>(s_image.Value, StringComparer.Ordinal);
        foreach (string slot in new[] { "energy.a", "energy.b" }) files[slot] = [.. files[slot].Select((b, i) => i == 20 ? (byte)(b ^ 4) : b)];
        List<string> told = _damage.Boot(files);
        Assert.Contains(told, l => l.Contains("ERROR STORE energy: no value is left"));
        Assert.Contains(told, l => l.Contains("ERROR STORE energy register goes on from"));
        Assert.InRange(Register(files), before - 200, before);
        Assert.True(Register(files) > 10);
    }

    [Fact]
    public void Damage_Found_IsASecurityEventAndOnTheShowPage()
    {
        using ConsoleWorld world = Deployed("config.b", 5);
        world.Run(30);
        Assert.Contains("store: damaged at this boot config", world.Ask("show store"));
        Assert.Contains(world.Lines, l => l.Contains("security event StoredDataDamaged: config"));
    }

    /// <summary>A file that is written again before the log exists is reported like any other.</summary>
    [Fact]
    public void BootRecord_Damaged_IsAnErrorASecurityEventAndOnTheShowPage()
    {
        using ConsoleWorld world = Deployed("boot.b", 5);
        world.Run(30);
        Assert.Contains("store: damaged at this boot boot", world.Ask("show store"));
        Assert.Contains(world.Lines, l => l.Contains("security event StoredDataDamaged: boot"));
        Assert.Contains(world.Lines, l => l.Contains("ERROR STORE boot: one of two values is damaged"));
    }

    [Fact]
    public void Slot_CutShort_IsToldAsInfo()
    {
        var files = new SortedDictionary<string, byte[]>(s_image.Value, StringComparer.Ordinal);
        string newest = files.ContainsKey("config.b") ? "config.b" : "config.a";
        files[newest] = files[newest][..^3];
        Assert.Contains(_damage.Boot(files), l => l.Contains(" INFO STORE config: its newest value was cut short by a power cut"));
    }

    private static ConsoleWorld Deployed(string file, int flipAt)
    {
        var world = new ConsoleWorld();
        world.Charger.Storage.Replace(With(file, [.. s_image.Value[file].Select((b, i) => i == flipAt ? (byte)~b : b)]));
        world.Charger.PowerOn();
        return world;
    }

    private long Register(SortedDictionary<string, byte[]> files)
    {
        _damage.Boot(files);
        return _damage.RegisterWh;
    }

    private static SortedDictionary<string, byte[]> With(string file, byte[] damaged) => new(s_image.Value, StringComparer.Ordinal) { [file] = damaged };
}
