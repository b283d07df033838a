using Simulator.Pages;
using Simulator.Tests.House;

namespace Simulator.Tests.Conversations;

public sealed class AuthorizationPageTests
{
    [Fact]
    public void AuthorizationPage_OnDisk_IsWrittenFromTheTable()
    {
        string path = Repository.PathOf("docs/authorization.md");
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") == "1") File.WriteAllText(path, AuthorizationPage.Text);
        Assert.Equal(AuthorizationPage.Text, File.ReadAllText(path));
    }
}
