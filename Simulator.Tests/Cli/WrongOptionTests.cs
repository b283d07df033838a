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
    public void Parse_WrongValue_NamesOptionValueAndWhatIsAllowed(string line, string named, string allowed)
    {
        ParseResult parsed = CommandList.Create().Parse(line.Split(' '));
        string errors = string.Join(" ", parsed.Errors.Select(e => e.Message));
        Assert.Contains(named, errors);
        Assert.Contains(allowed, errors);
    }
}
