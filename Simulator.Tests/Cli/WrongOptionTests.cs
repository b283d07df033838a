using System.CommandLine;
using Simulator.Cli;

namespace Simulator.Tests.Cli;

public sealed class WrongOptionTests
{
    [Theory]
    [InlineData("run --speed 0", "--speed '0'", "0.1 to 2000")]
    [InlineData("run --seconds x", "--seconds 'x'", "1 to 86400")]
    [InlineData("run --csms http://x", "--csms 'http://x'", "ws://")]
    [InlineData("run --vehicle tank", "--vehicle 'tank'", "classic, pro, max")]
    [InlineData("run --scenario /no/such", "--scenario '/no/such'", "a file that is there")]
    [InlineData("run --id 123456789012345678901", "--id '123456789012345678901'", "1 to 20 characters")]
    [InlineData("run --what", "--what", "")]
    [InlineData("run --profile 2 --csms ws://127.0.0.1:9", "--profile '2'", "wss://")]
    [InlineData("run --speed 60 --csms ws://127.0.0.1:9", "--speed '60'", "0.1 to 1")]
    [InlineData("run --in-memory --csms ws://127.0.0.1:9", "--in-memory", "over a socket")]
    [InlineData("run --log /no/such/folder/x.log", "--log '/no/such/folder/x.log'", "there is no folder /no/such/folder")]
    [InlineData("rules --only 999", "--only '999'", "1 to 74")]
    public void Parse_WrongValue_NamesOptionValueAndWhatIsAllowed(string line, string named, string allowed)
    {
        ParseResult parsed = CommandList.Create().Parse(line.Split(' '));
        string errors = string.Join(" ", parsed.Errors.Select(e => e.Message));
        Assert.Contains(named, errors);
        Assert.Contains(allowed, errors);
    }

    [Fact]
    public void Parse_MissingFile_IsNamedByItsFullPath()
    {
        ParseResult parsed = CommandList.Create().Parse(["run", "--scenario", "no-such.json"]);
        Assert.Contains(Path.GetFullPath("no-such.json"), Assert.Single(parsed.Errors).Message);
    }

    [Fact]
    public void Parse_LogThatCanBeWritten_IsTakenAndNotMade()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        Assert.Empty(CommandList.Create().Parse(["run", "--log", path]).Errors);
        Assert.False(File.Exists(path));
    }

    [Theory]
    [InlineData("rnu", "no command 'rnu', nearest is 'run'")]
    [InlineData("centrla", "no command 'centrla', nearest is 'central'")]
    [InlineData("run", null)]
    public void Unknown_FirstWord_GetsTheNearestCommand(string word, string? told) => Assert.Equal(told, CommandList.Unknown(CommandList.Create(), [word]));
}
