using Charger.Can;
using Simulator.Pages;
using Simulator.Rules;
using Simulator.Tests.House;

namespace Simulator.Tests.Pages;

public sealed class SafetyPageTests
{
    [Fact]
    public void SafetyPage_OnDisk_IsWrittenFromTheTables()
    {
        string path = Path.Combine(Repository.Root, SafetyPage.UsualPath);
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") == "1") File.WriteAllText(path, SafetyPage.Text);
        Assert.Equal(SafetyPage.WithoutFigures(SafetyPage.Text), SafetyPage.WithoutFigures(File.ReadAllText(path)));
    }

    [Fact]
    public void SafetyPage_EveryConditionOfTheGate_HasAHazard()
    {
        Assert.Equal(Enumerable.Range(1, GateConditions.Count), HazardTable.All.Select(h => h.Gate).Where(g => g > 0).Distinct().Order());
    }

    [Fact]
    public void SafetyPage_EveryOwnFaultThatTrips_HasAHazard()
    {
        var fault = new Charger.Runtime.Fault();
        int[] trips = [.. Enumerable.Range(ChargerFaults.FirstOwn, ChargerFaults.LastOwn - ChargerFaults.FirstOwn + 1)
            .Where(n => ChargerFaults.Describe(n, fault) && fault.Effect == Charger.Runtime.FaultEffect.Trips)
            // Both buses are one hazard.
            .Where(n => n != ChargerFaults.VehicleBusDown)];
        Assert.Empty(trips.Except(HazardTable.All.Select(h => h.Fault)));
    }

    [Fact]
    public void SafetyPage_EveryTestThatIsNamed_IsThere()
    {
        string[] sources = [.. new[] { "Firmware.Tests", "Simulator.Tests" }.SelectMany(Checkout.Sources).Select(f => File.ReadAllText(Path.Combine(Checkout.Root, f)))];
        foreach (string test in HazardTable.All.SelectMany(h => h.Tests))
        {
            string[] name = test.Split('.');
            Assert.True(sources.Any(s => s.Contains("class " + name[0], StringComparison.Ordinal) && (name[1] == "*" || s.Contains($" {name[1]}(", StringComparison.Ordinal))), $"the page of hazards names the test {test}, which there is not");
        }
    }
}
