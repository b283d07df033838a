using System.Text;
using System.Text.Json.Nodes;
using Simulator.Play;
using Simulator.Tests.CentralSystem;
using Simulator.Web;

namespace Simulator.Tests.Web;

public sealed class PageServerTests
{
    private static object Plug() => new { name = "plug", fields = new { vehicle = "max" }, begins = true };

    [Fact]
    public async Task Get_Page_HasItsTokenAndLetsNothingElseIn()
    {
        await using PageBrowser browser = await PageBrowser.OpenAsync();
        using HttpResponseMessage response = await browser.Http.GetAsync("/");
        Assert.Contains($"content=\"{browser.Settings.Token}\"", await response.Content.ReadAsStringAsync());
        string policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("script-src 'self'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Get_EachFile_IsServedAndNamesNoOtherServer()
    {
        await using PageBrowser browser = await PageBrowser.OpenAsync();
        Assert.NotEmpty(PageHandler.Files());
        foreach ((string name, byte[] bytes) in PageHandler.Files())
        {
            Assert.DoesNotContain("//", Encoding.UTF8.GetString(bytes).Replace("http://www.w3.org/2000/svg", "").Replace("\n//", "\n").TrimStart('/').Replace("  //", ""));
            if (name != "index.html") Assert.Equal(bytes, await browser.Http.GetByteArrayAsync("/web/" + name));
        }
    }

    [Fact]
    public async Task Files_Scripts_NeverMakeMarkupOfText() => await Task.Run(() =>
        Assert.All(PageHandler.Files(), file => Assert.DoesNotMatch("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|new Function", Encoding.UTF8.GetString(file.Bytes))));

    [Theory]
    [InlineData("/web/none.js")]
    [InlineData("/web/../index.html")]
    [InlineData("/web/index.html/")]
    [InlineData("/stats")]
    public async Task Get_OtherPath_IsNotFound(string path)
    {
        await using PageBrowser browser = await PageBrowser.OpenAsync();
        Assert.Equal(404, (await browser.SendAsync(new HttpRequestMessage(HttpMethod.Get, path))).Status);
    }

    [Fact]
    public async Task Post_FromThePage_ReachesItsSource()
    {
        await using PageBrowser browser = await PageBrowser.OpenAsync();
        Assert.Equal((200, """{"ok":true,"said":"done"}"""), await browser.SendAsync(browser.Post("/web/do", Plug())));
        Assert.Equal(200, (await browser.SendAsync(browser.Post("/web/type", new { line = "status" }))).Status);
        Assert.Equal(["plug vehicle=max on", "type status"], browser.Source.Asked);
    }

    [Theory]
    [InlineData("X-Page-Token", null, 403)]
    [InlineData("X-Page-Token", "0000", 403)]
    [InlineData("Origin", null, 403)]
    [InlineData("Origin", "http://evil.test", 403)]
    [InlineData("Origin", "http://127.0.0.1:1", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Host", "evil.test", 421)]
    [InlineData("Host", "localhost.evil.test:8080", 421)]
    public async Task Post_FromElsewhere_IsRefusedAndDoesNothing(string header, string? value, int status)
    {
        await using PageBrowser browser = await PageBrowser.OpenAsync();
        foreach (string path in new[] { "/web/do", "/web/type" })
        {
            HttpRequestMessage request = browser.Post(path, Plug());
            request.Headers.Remove(header);
            if (value != null) request.Headers.TryAddWithoutValidation(header, value);
            Assert.Equal(status, (await browser.SendAsync(request)).Status);
        }
        Assert.Empty(browser.Source.Asked);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/web/events")]
    [InlineData("/web/actions")]
    public async Task Get_ForAnotherSite_IsRefused(string path)
    {
        await using PageBrowser browser = await PageBrowser.OpenAsync();
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Origin", "http://evil.test");
        Assert.Equal(403, (await browser.SendAsync(request)).Status);
    }

    [Fact]
    public async Task Post_NoJson_IsRefused()
    {
        await using PageBrowser browser = await PageBrowser.OpenAsync();
        HttpRequestMessage form = browser.Post("/web/do", Plug());
        form.Content = new StringContent("""{"name":"plug"}""", Encoding.UTF8, "text/plain");
        Assert.Equal(415, (await browser.SendAsync(form)).Status);
        Assert.Equal(400, (await browser.SendAsync(browser.Post("/web/do", new[] { 1 }))).Status);
        HttpRequestMessage put = browser.Post("/web/do", Plug());
        put.Method = HttpMethod.Put;
        Assert.Equal(405, (await browser.SendAsync(put)).Status);
        Assert.Empty(browser.Source.Asked);
    }

    [Fact]
    public async Task Post_LongBody_IsRefused()
    {
        await using PageBrowser browser = await PageBrowser.OpenAsync();
        (int status, _) = await browser.SendAsync(browser.Post("/web/do", new { name = new string('x', PageHandler.LongestBody) }));
        Assert.True(status is 400 or 413, $"{status}");
        Assert.Empty(browser.Source.Asked);
    }

    [Theory]
    [InlineData("a\rb")]
    [InlineData("a\u001b[2J")]
    public async Task Post_LineWithControlCharacters_IsRefused(string line)
    {
        await using PageBrowser browser = await PageBrowser.OpenAsync();
        Assert.Equal(422, (await browser.SendAsync(browser.Post("/web/type", new { line }))).Status);
        Assert.Empty(browser.Source.Asked);
    }

    [Fact]
    public async Task Post_EachAction_ReachesItsSourceByItsName()
    {
        await using PageBrowser browser = await PageBrowser.OpenAsync();
        var listed = (JsonArray)JsonNode.Parse(await browser.Http.GetStringAsync("/web/actions"))!;
        Assert.Equal(PlayActions.All.Select(a => a.Name), listed.Select(a => (string)a!["name"]!));
        foreach (JsonNode? action in listed) Assert.Equal(200, (await browser.SendAsync(browser.Post("/web/do", new { name = (string)action!["name"]!, begins = false }))).Status);
        Assert.Equal(PlayActions.All.Select(a => a.Name + "  off"), browser.Source.Asked);
    }

    [Fact]
    public async Task Post_ActionThatIsGreyedOut_TellsWhy()
    {
        var source = new RecordingSource { Actions = [ActionPage.Button(PlayActions.World[0], "there is no simulated charger here")] };
        await using PageBrowser browser = await PageBrowser.OpenAsync(source: source);
        (int status, string text) = await browser.SendAsync(browser.Post("/web/do", Plug()));
        Assert.Equal(422, status);
        Assert.Contains("there is no simulated charger here", text);
        Assert.Empty(source.Asked);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1:1234")]
    [InlineData("[::1]:80")]
    [InlineData("192.168.1.7:8080")]
    public async Task Get_HostThatNobodyElseCanOwn_IsServed(string host)
    {
        await using PageBrowser browser = await PageBrowser.OpenAsync();
        var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = host } };
        Assert.Equal(200, (await browser.SendAsync(request)).Status);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/web/events")]
    [InlineData("/web/actions")]
    public async Task Get_NameMadeToPointHere_ReadsNothing(string path)
    {
        await using PageBrowser browser = await PageBrowser.OpenAsync();
        (int status, string text) = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = "rebound.evil.test:8080" } });
        Assert.Equal(421, status);
        Assert.DoesNotContain(browser.Settings.Token, text);
    }

    [Theory]
    [InlineData("/", "navigate", 200)]
    [InlineData("/", "no-cors", 403)]
    [InlineData("/web/app.js", "no-cors", 403)]
    [InlineData("/web/events", "cors", 403)]
    public async Task Get_FromAnotherSite_IsALinkToThePageOrNothing(string path, string mode, int status)
    {
        await using PageBrowser browser = await PageBrowser.OpenAsync();
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Sec-Fetch-Mode", mode);
        Assert.Equal(status, (await browser.SendAsync(request)).Status);
    }
}

public sealed class PagePasswordTests
{
    private const string Password = "correct horse";

    private static HttpRequestMessage Page(string? password)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/");
        if (password != null) request.Headers.Add("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("me:" + password)));
        return request;
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("", 401)]
    [InlineData("correct hors", 401)]
    [InlineData("correct horse ", 401)]
    [InlineData(Password, 200)]
    public async Task Get_WithPassword_IsServedOnlyWhenItIsRight(string? shown, int status)
    {
        await using PageBrowser browser = await PageBrowser.OpenAsync(new PageSettings { Password = Password });
        (int answered, string text) = await browser.SendAsync(Page(shown));
        Assert.Equal(status, answered);
        Assert.Equal(status == 200, text.Contains(browser.Settings.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Post_WithTokenAlone_IsRefused()
    {
        await using PageBrowser browser = await PageBrowser.OpenAsync(new PageSettings { Password = Password });
        Assert.Equal(401, (await browser.SendAsync(browser.Post("/web/type", new { line = "stop" }))).Status);
        Assert.Empty(browser.Source.Asked);
    }

    [Fact]
    public async Task Get_ManyWrongPasswords_AreSlowedDownForAMinute()
    {
        var time = new ManualTime();
        await using PageBrowser browser = await PageBrowser.OpenAsync(new PageSettings { Password = Password, Time = time });
        for (int i = 0; i < WrongPasswords.MostInAMinute; i++) Assert.Equal(401, (await browser.SendAsync(Page("wrong" + i))).Status);
        Assert.Equal(429, (await browser.SendAsync(Page("wrong"))).Status);
        Assert.Equal(429, (await browser.SendAsync(Page(Password))).Status);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await browser.SendAsync(Page(Password))).Status);
    }

    [Fact]
    public async Task Get_WithoutPassword_IsNoAttempt()
    {
        await using PageBrowser browser = await PageBrowser.OpenAsync(new PageSettings { Password = Password });
        for (int i = 0; i <= WrongPasswords.MostInAMinute; i++) Assert.Equal(401, (await browser.SendAsync(Page(null))).Status);
        Assert.Equal(200, (await browser.SendAsync(Page(Password))).Status);
    }
}
