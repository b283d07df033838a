using Simulator.Pages;
using Simulator.Tests.House;

namespace Simulator.Tests.Conversations;

public sealed class StrictnessPageTests
{
    [Fact]
    public void StrictnessPage_OnDisk_IsWrittenFromTheTable()
    {
        string path = Repository.PathOf("docs/strictness.md");
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") == "1") File.WriteAllText(path, StrictnessPage.Text);
        Assert.Equal(StrictnessPage.Text, File.ReadAllText(path));
    }

    [Fact]
    public void StrictnessPage_EachChoice_NamesATestThatIsThere()
    {
        foreach (var (input, _, test) in StrictnessPage.Choices)
        {
            string[] parts = test.Split('.');
            bool found = typeof(StrictnessPageTests).Assembly.GetTypes().Any(t => t.Name == parts[0] && t.GetMethod(parts[1]) is { } m && m.GetCustomAttributes(typeof(FactAttribute), true).Length > 0);
            Assert.True(found, $"{input}: there is no test {test}");
        }
    }
}
