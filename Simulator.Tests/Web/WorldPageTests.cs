using System.Text.Json.Nodes;
using Simulator.CentralSystem;
using Simulator.PanelParts;
using Simulator.Play;
using Simulator.Session;
using Simulator.Web;

namespace Simulator.Tests.Web;

public sealed class WorldPageTests
{
    private static readonly SessionOptions s_options = new() { InMemory = true };

    private static (SessionWorld World, WorldPage Page) Booted()
    {
        SessionWorld world = SessionWorld.Create(s_options);
        var page = new WorldPage(s_options, world.Charger, null, new ActionRunner(world.Charger, null));
        world.Charger.PowerOn();
        Run(world, 15_000);
        return (world, page);
    }

    private static void Run(SessionWorld world, int ms) => world.Charger.Loop.RunUntil(() => false, world.Charger.Clock.NowMs + ms);

    private static JsonNode StateOf(WorldPage page)
    {
        page.Sample();
        return JsonNode.Parse(page.Feed.State!.Value.Json)!;
    }

    private static string Reason(JsonNode state, int number) => (string)state["gate"]![number - 1]!["reason"]!;

    [Fact]
    public void State_ChargerWithoutPower_KnowsNoCondition()
    {
        SessionWorld world = SessionWorld.Create(s_options);
        using (world)
        {
            var page = new WorldPage(s_options, world.Charger, null, new ActionRunner(world.Charger, null));
            JsonNode state = StateOf(page);
            Assert.Equal("no power", (string)state["status"]!);
            Assert.Equal(11, state["gate"]!.AsArray().Count);
            Assert.All(state["gate"]!.AsArray(), g => Assert.Null(g!["holds"]));
        }
    }

    [Fact]
    public async Task DoAsync_PlugAndPresent_AreSeenInGateAndValues()
    {
        (SessionWorld world, WorldPage page) = Booted();
        using (world)
        {
            Assert.Equal("not plugged in", Reason(StateOf(page), 3));
            Assert.Equal("the BMS has said nothing yet", Reason(StateOf(page), 4));
            Task<PageAnswer> plugged = page.DoAsync("plug", new Dictionary<string, string> { ["vehicle"] = "max" }, true, null, default);
            Run(world, 2000);
            Assert.True((await plugged).Ok);
            await page.TypeAsync("start RIDER-1", default);
            Run(world, 20_000);
            JsonNode state = StateOf(page);
            Assert.Equal("Charging", (string)state["status"]!);
            Assert.All(state["gate"]!.AsArray(), g => Assert.True((bool)g!["holds"]!));
            Assert.True((double)state["w"]! > 100);
            Assert.True((bool)state["outputOn"]!);
            Assert.Contains(page.Feed.Lines.After(0, 2000).Items, l => l.Source == "typed" && l.Text == "start RIDER-1");
            Assert.Contains(state["watermarks"]!.AsArray(), w => (string)w!["name"]! == "CAN1" && (int)w["size"]! == Charger.Runtime.FrameRing.DefaultCapacity);
        }
    }

    [Fact]
    public async Task State_CardPresented_ShowsLightBuzzerAndReader()
    {
        using SessionWorld world = SessionWorld.Create(s_options);
        var panel = new SimulatedPanel(world.Charger);
        WorldPage page = new WorldPage(s_options, world.Charger, null, new ActionRunner(world.Charger, null)).With(panel);
        Assert.Equal("no power", (string)StateOf(page)["panel"]!["pattern"]!);
        world.Charger.PowerOn();
        Run(world, 15_000);
        Assert.Equal(("Available", "green", "silent so far"), Panel("light", "colour", "buzzer"));
        Task<PageAnswer> presented = page.DoAsync("present", new Dictionary<string, string> { ["id"] = "04A1B2C3" }, true, null, default);
        Run(world, 100);
        Assert.True((await presented).Ok);
        Assert.Equal("card 04A1B2C3 at the reader", Panel("reader", "reader", "reader").Item1);
        Run(world, 5000);
        Assert.Equal(("one long tone: accepted", "no card at the reader", "Preparing"), Panel("buzzer", "reader", "light"));

        (string, string, string) Panel(string first, string second, string third)
        {
            JsonNode shown = StateOf(page)["panel"]!;
            return ((string)shown[first]!, (string)shown[second]!, (string)shown[third]!);
        }
    }

    [Fact]
    public async Task DoAsync_LastingAction_IsShownUntilItIsTakenBack()
    {
        (SessionWorld world, WorldPage page) = Booted();
        using (world)
        {
            Task<PageAnswer> pressed = page.DoAsync("emergency stop", new Dictionary<string, string>(), true, null, default);
            Run(world, 1000);
            Assert.True((await pressed).Ok);
            JsonNode state = StateOf(page);
            Assert.Equal("the emergency stop is pressed", Reason(state, 10));
            Assert.Equal(["emergency stop"], state["lasting"]!.AsArray().Select(n => (string)n!));
            Task<PageAnswer> released = page.DoAsync("emergency stop", new Dictionary<string, string>(), false, null, default);
            Run(world, 1000);
            Assert.True((await released).Ok);
            Assert.Contains("the emergency stop was pressed and locks the output for another", Reason(StateOf(page), 10));
            Assert.Empty(StateOf(page)["lasting"]!.AsArray());
        }
    }

    [Theory]
    [InlineData("plug", "vehicle", "tank")]
    [InlineData("plug", "colour", "red")]
    [InlineData("press", "button", "")]
    public async Task DoAsync_ValueThatIsNotAllowed_TellsWhatIs(string name, string field, string value)
    {
        (SessionWorld world, WorldPage page) = Booted();
        using (world)
        {
            PageAnswer answer = await page.DoAsync(name, new Dictionary<string, string> { [field] = value }, true, null, default);
            Assert.False(answer.Ok);
            Assert.NotEqual("", answer.Said);
        }
    }

    [Fact]
    public void Actions_WithoutACentralSystemOfOurs_AreGreyedOut()
    {
        (SessionWorld world, WorldPage page) = Booted();
        using (world)
        {
            Assert.Contains("--csms", page.Actions.First(a => a.Name == "remote start").Missing);
        }
    }

    [Fact]
    public async Task Step_TypedFasterThanRead_IsBounded()
    {
        (SessionWorld world, WorldPage page) = Booted();
        using (world)
        {
            PageAnswer last = new(true, "");
            for (int i = 0; i < 1000 && last.Ok; i++) last = await page.TypeAsync("status", default);
            Assert.False(last.Ok);
        }
    }
}

public sealed class CentralPageTests
{
    [Fact]
    public async Task Root_OfTheCentralSystem_AnswersWithThePage()
    {
        await using EmbeddedCentralSystem central = await EmbeddedCentralSystem.StartAsync();
        using CentralPages pages = CentralPages.Join(central, new ActionRunner(null, central), (null, new PageSettings()));
        using var http = new HttpClient();
        Assert.Contains("page-token", await http.GetStringAsync(central.PageUrl));
        Assert.Contains("remote start", await http.GetStringAsync(central.PageUrl + "web/actions"));
    }

    [Fact]
    public async Task Root_BeyondLoopbackWithoutPassword_TellsWhatToDo()
    {
        await using EmbeddedCentralSystem central = await EmbeddedCentralSystem.StartAsync();
        using CentralPages pages = CentralPages.Join(central, new ActionRunner(null, central), (null, null));
        using var http = new HttpClient();
        using HttpResponseMessage response = await http.GetAsync(central.PageUrl);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("--password-file", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task TypeAsync_CommandOfTheCentralSystem_IsAnsweredOnThePage()
    {
        await using EmbeddedCentralSystem central = await EmbeddedCentralSystem.StartAsync();
        using var page = new CentralPage(central, new ActionRunner(null, central));
        await page.TypeAsync("reset soft", default);
        await page.TypeAsync("resett", default);
        string[] lines = [.. page.Feed.Lines.After(0, 9).Items.Select(l => l.Text)];
        Assert.Contains("no charger is connected", lines[1]);
        Assert.StartsWith("error: no such command", lines[3], StringComparison.Ordinal);
    }
}

public sealed class WebOptionsTests
{
    [Theory]
    [InlineData("run --web --listen 0.0.0.0")]
    [InlineData("run --web 0 --listen 192.168.1.1")]
    [InlineData("run --listen 127.0.0.1")]
    [InlineData("run --web 70000")]
    [InlineData("run --web --listen here")]
    [InlineData("run --web --in-memory")]
    [InlineData("run --web --password-file /no/such/file")]
    [InlineData("central --web 70000")]
    public async Task Main_WebThatIsNotAllowed_IsRefusedAtOnce(string line) => Assert.Equal(Program.WrongUsage, await Program.Main(line.Split(' ')));

    [Theory]
    [InlineData("short\n", false)]
    [InlineData("\n", false)]
    [InlineData("", false)]
    [InlineData("long enough\nsecond line", true)]
    public void Password_File_CountsByItsFirstLine(string text, bool good)
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, text);
        if (good) Assert.Equal("long enough", WebOptions.Password(new FileInfo(path)));
        else Assert.Contains("8 to", Assert.Throws<Simulator.Cli.UsageException>(() => WebOptions.Password(new FileInfo(path))).Message);
        File.Delete(path);
    }
}
