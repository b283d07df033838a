namespace Simulator.Tests.Boards;

public sealed class BoardsCommandTests
{
    [Theory]
    [InlineData(0, "boards")]
    [InlineData(0, "boards", "s3")]
    [InlineData(0, "boards", "default", "--pin", "gun switch=34")]
    [InlineData(1, "boards", "default", "--pin", "START button=12")]
    [InlineData(1, "boards", "default", "--pin", "external watchdog=36")]
    [InlineData(1, "boards", "default", "--pin", "gun switch=25")]
    [InlineData(2, "boards", "nonsense")]
    [InlineData(2, "boards", "default", "--pin", "nonsense=4")]
    [InlineData(2, "boards", "default", "--pin", "START button=many")]
    [InlineData(2, "boards", "--pin", "START button=4")]
    public async Task Boards_PinsAndNames_EndAsTheyShould(int code, params string[] args)
    {
        Assert.Equal(code, await Program.Main(args));
    }
}
