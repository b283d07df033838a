using Simulator.Cli;

namespace Simulator.Tests.Cli;

public sealed class CommandListTests
{
    [Theory]
    [InlineData("", "run")]
    [InlineData("--seed 3", "run")]
    [InlineData("bench", "bench")]
    [InlineData("--help", "--help")]
    public void WithDefault_Arguments_FirstIs(string line, string first)
    {
        string[] args = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(first, CommandList.WithDefault(args)[0]);
    }

    [Fact]
    public void Create_EveryCommand_TellsWhatItDoes()
    {
        Assert.All(CommandList.Create().Subcommands, c => Assert.False(string.IsNullOrWhiteSpace(c.Description)));
    }
}
