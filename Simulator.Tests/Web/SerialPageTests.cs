using System.Text.Json.Nodes;
using Simulator.Web;

namespace Simulator.Tests.Web;

public sealed class SerialPageTests
{
    private static readonly string[] s_block =
    [
        "[Status] Uptime: 610 s | Network: up | OCPP: connected | State: Charging",
        "[Metrics] V=77.5 V I=31.0 A SOC=48.5 % Range=78.5 km Temp=37.2 C Energy=392 Wh",
        "[Vehicle] Plugged=yes | Model=Pro | BMS limit=84.0 V 31.0 A | BMS permits=yes",
        "[Charger] Module=online | Output=on | Transaction=running | Current=flowing | OCPP=permits",
    ];

    private static JsonNode StateOf(SerialPage page) => JsonNode.Parse(page.Feed.State!.Value.Json)!;

    private static SerialPage Page(params string[] lines)
    {
        var page = new SerialPage("/dev/ttyUSB0", new StringWriter());
        foreach (string line in lines) page.Take(line);
        return page;
    }

    [Fact]
    public void Take_Block_IsStateAndPoint()
    {
        SerialPage page = Page(s_block);
        JsonNode state = StateOf(page);
        Assert.Equal(("Charging", 77.5, 31.0, 48.5, 392.0, 610.0), ((string)state["status"]!, (double)state["v"]!, (double)state["a"]!, (double)state["soc"]!, (double)state["wh"]!, (double)state["t"]!));
        Assert.True((bool)state["outputOn"]!);
        ChartPoint point = Assert.Single(page.Feed.Points.After(0).Points);
        Assert.Equal((610.0, 77.5, 2402.5), (point.T, point.V!.Value, point.W!.Value));
    }

    [Fact]
    public void Take_BlockWithoutValues_KnowsNoValue()
    {
        JsonNode state = StateOf(Page("[Metrics] V=- V I=- A SOC=- % Range=- km Temp=- C Energy=0 Wh"));
        Assert.Null(state["v"]);
        Assert.Null(state["soc"]);
        Assert.Null(state["gate"]![0]!["holds"]);
    }

    [Fact]
    public void Take_GateAfterStatus_TellsEachCondition()
    {
        JsonNode state = StateOf(Page("output off: no transaction is running (1), not plugged in (3)"));
        Assert.Equal([false, true, false, true, true, true, true, true, true, true, true], state["gate"]!.AsArray().Select(g => (bool)g!["holds"]!));
        Assert.Equal("not plugged in", (string)state["gate"]![2]!["reason"]!);
    }

    [Fact]
    public void Take_Watermarks_AreRows()
    {
        JsonNode state = StateOf(Page("ring t_s=10 name=CAN1 used=1 peak=5 size=64 written=238 dropped=2", "heap t_s=10 free=16680 low_sampled=16000 drift_24h=0", "locks t_s=10 timeouts=0 longest_hold_ms=3 made=15 asked_again=0"));
        JsonArray rows = state["watermarks"]!.AsArray();
        Assert.Equal(["heap", "ring", "lock"], rows.Select(r => (string)r!["kind"]!));
        Assert.Equal((5, 64, "2 dropped"), ((int)rows[1]!["extreme"]!, (int)rows[1]!["size"]!, (string)rows[1]!["trouble"]!));
    }

    [Theory]
    [InlineData("present", "RIDER-1", "start RIDER-1\r")]
    [InlineData("emergency stop", "", "stop\r")]
    [InlineData("restart", "soft", "reset soft\r")]
    [InlineData("figures", "", "status full\r")]
    public async Task DoAsync_ActionOfTheConsole_TypesItsCommand(string name, string value, string typed)
    {
        var typing = new StringWriter();
        var page = new SerialPage("COM5", typing);
        PageAction action = page.Actions.First(a => a.Name == name);
        Dictionary<string, string> fields = action.Fields.ToDictionary(f => f.Name, _ => value);
        Assert.True((await page.DoAsync(name, fields, true, null, default)).Ok);
        Assert.Equal(typed, typing.ToString());
    }

    [Theory]
    [InlineData("present", "")]
    [InlineData("present", "A\rreset factory yes")]
    [InlineData("present", "A B")]
    [InlineData("present", "123456789012345678901")]
    [InlineData("restart", "factory")]
    public async Task DoAsync_ValueThatIsNotAllowed_TypesNothing(string name, string value)
    {
        var typing = new StringWriter();
        var page = new SerialPage("COM5", typing);
        string field = page.Actions.First(a => a.Name == name).Fields[0].Name;
        PageAnswer answer = await page.DoAsync(name, new Dictionary<string, string> { [field] = value }, true, null, default);
        Assert.False(answer.Ok);
        Assert.Contains("allowed", answer.Said);
        Assert.Equal("", typing.ToString());
    }

    [Fact]
    public void Actions_WhatNoConsoleCanDo_IsGreyedOutWithTheReason()
    {
        SerialPage page = Page();
        Assert.Contains("at the bench", page.Actions.First(a => a.Name == "plug").Missing);
        Assert.Contains("central system", page.Actions.First(a => a.Name == "remote start").Missing);
        Assert.Null(page.Actions.First(a => a.Name == "present").Missing);
        Assert.All(new SerialPage("-", null).Actions, a => Assert.NotNull(a.Missing));
    }

    [Fact]
    public async Task TypeAsync_Secret_IsShownMasked()
    {
        SerialPage page = Page();
        Assert.NotEqual("", (await page.TypeAsync("ocpp key 000102030405060708090a0b0c0d0e0f", default)).Said);
        page.Take("> ocpp key 000102030405060708090a0b0c0d0e0f");
        Assert.All(page.Feed.Lines.After(0, 9).Items, line => Assert.DoesNotContain("000102", line.Text));
    }
}
