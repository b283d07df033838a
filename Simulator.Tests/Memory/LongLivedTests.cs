using System.Collections;
using System.Text.RegularExpressions;
using Simulator.Memory;
using Simulator.Tests.House;

namespace Simulator.Tests.Memory;

public sealed class LongLivedTests
{
    private sealed class OneInt
    {
        public int A = 1;
    }

    private sealed class FourIntsAndText
    {
        public int A = 1;
        public int B = 2;
        public int C = 3;
        public int D = 4;
        public string E = "e";
    }

    public static TheoryData<object, int> Measured => new()
    {
        { new OneInt(), 24 },
        { new FourIntsAndText(), 72 },
        { "ten chars.", 24 },
        { new byte[1024], 1044 },
        { new ArrayList(), 120 },
        { new Hashtable { ["a"] = 1 }, 274 },
    };

    [Theory]
    [MemberData(nameof(Measured))]
    public void DeviceHeap_Object_TakesWhatTheInterpreterMeasured(object o, int bytes) => Assert.Equal(bytes, DeviceHeap.BytesOf(o));

    [Fact]
    public void Composition_Booted_StaysWithinTheBudget()
    {
        IReadOnlyList<HeapRow> rows = MemoryPage.Measure();
        Assert.True(rows.Sum(r => r.Bytes) <= MemoryPage.BudgetBytes, MemoryPage.Of(rows));
        Assert.Contains(rows, r => r.What == "FrameRing" && r.Objects == 2);
    }

    [Fact]
    public void MemoryPage_Committed_IsWithinATenthOfTheTruth()
    {
        string page = File.ReadAllText(Repository.PathOf("docs/memory.md"));
        int told = int.Parse(Regex.Match(page, @"\*\*(\d+) bytes\*\*").Groups[1].Value);
        int now = MemoryPage.Measure().Sum(r => r.Bytes);
        Assert.True(Math.Abs(told - now) <= now / 10, $"docs/memory.md tells {told} bytes, a composition keeps {now}: dotnet run --project Simulator -- memory --write-docs docs/memory.md");
    }
}
