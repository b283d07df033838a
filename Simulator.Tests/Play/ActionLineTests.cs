using Simulator.Cli;
using Simulator.Play;

namespace Simulator.Tests.Play;

public sealed class ActionLineTests
{
    [Fact]
    public void All_EachAction_IsFoundByItsNameAndHasHelp() => Assert.All(PlayActions.All, action =>
    {
        Assert.Same(action, ActionLine.Find(action.Name, PlayActions.All.Where(a => a.Side == action.Side)));
        Assert.False(string.IsNullOrWhiteSpace(action.Help));
        Assert.StartsWith(action.Name, action.Usage, StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("plug", "plug")]
    [InlineData("plug max soc=20", "plug max 20")]
    [InlineData("PRESS STOP", "press stop")]
    [InlineData("hot module", "hot module 60")]
    [InlineData("hot module 80", "hot module 80")]
    [InlineData("hot module off", "hot module 60 off")]
    [InlineData("bus down 2 off", "bus down 2 off")]
    [InlineData("present RIDER 1", "present RIDER 1")]
    [InlineData("cut power", "cut power")]
    public void Read_LineOfTheWorld_IsTheActionWithItsValues(string line, string told) => Assert.Equal(told, ActionLine.Read(line, PlayActions.World)!.ToString());

    [Theory]
    [InlineData("status")]
    [InlineData("plugged")]
    [InlineData("cut")]
    public void Read_OtherLine_IsNoAction(string line) => Assert.Null(ActionLine.Read(line, PlayActions.World));

    [Theory]
    [InlineData("press", "press: button is missing; allowed: start, stop")]
    [InlineData("press bell", "press: button 'bell' is not allowed; allowed: start, stop")]
    [InlineData("plug max 20 A no more", "plug: 'more' is too much")]
    [InlineData("plug \"pro", "plug: \"pro is not allowed: its second quotation mark is missing")]
    [InlineData("present \"", "present: \" is not allowed: its second quotation mark is missing")]
    [InlineData("plug soc=101", "plug: soc '101' is not allowed; allowed: a number from 0 to 100")]
    [InlineData("hot module 0", "hot module: celsius '0' is not allowed")]
    public void Read_WrongValue_TellsWhatIsAllowed(string line, string told) =>
        Assert.StartsWith(told, Assert.Throws<UsageException>(() => ActionLine.Read(line, PlayActions.World)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_LineWithAnIdentity_NamesItsCharger()
    {
        ActionCall call = ActionLine.Read("@CP-2 change configuration HeartbeatInterval 30", PlayActions.Central)!;
        Assert.Equal(("CP-2", "HeartbeatInterval", "30"), (call.Charger, call.Text("key"), call.Text("value")));
    }
}
