using System.Xml.Linq;

namespace Simulator.Tests.House;

/// <summary>Device and desktop compile the same files: both lists are compared with the disk.</summary>
public class FileListTests
{
    public static TheoryData<string> Rooms => new(Repository.DeviceProjects);

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Nfproj_CompileItems_AreTheFilesOnDisk(string room)
    {
        var expected = Repository.SourcesOf(room).Where(f => room != "Firmware.Tests" || !f.StartsWith("Desktop/"));
        Assert.Equal(expected, Repository.CompiledByDevice(room));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Csproj_CompileItems_AreThePortableFilesOnDisk(string room)
    {
        var expected = Repository.SourcesOf(room).Where(f => room != "Firmware" || (f != "Program.cs" && !f.StartsWith("Adapters/")));
        Assert.Equal(expected, Repository.CompiledByDesktop(room));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Nfproj_IsAClassicProject_ThatImportsTheSharedProperties(string room)
    {
        var text = File.ReadAllText(Repository.PathOf($"{room}/{room}.nfproj"));
        Assert.Contains(@"<Import Project=""..\nf.proj.props"" />", text);
        Assert.Contains("{11A8DD76-328B-46DF-9F39-F559912D0360};{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}", text);
        Assert.DoesNotContain("PackageReference", text);
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void PackagesConfig_Versions_AreThoseOfTheSharedProperties(string room)
    {
        var shared = XDocument.Load(Repository.PathOf("nf.proj.props")).Descendants().Where(e => e.Name.LocalName.EndsWith("Version")).Select(e => e.Value).ToHashSet();
        var listed = XDocument.Load(Repository.PathOf($"{room}/packages.config")).Descendants("package").ToDictionary(p => p.Attribute("id")!.Value, p => p.Attribute("version")!.Value);
        Assert.All(listed, p => Assert.True(shared.Contains(p.Value), $"{p.Key} {p.Value} is not a version of nf.proj.props"));

        var hints = XDocument.Load(Repository.PathOf($"{room}/{room}.nfproj")).Descendants().Where(e => e.Name.LocalName == "HintPath").Select(e => e.Value.Split('\\')[2]);
        Assert.All(hints, h => Assert.Contains(listed.Keys, id => h.StartsWith(id + ".$(")));
    }
}
