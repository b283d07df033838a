using System.Xml.Linq;

namespace Simulator.Tests.House;

/// <summary>Device and desktop compile the same files: both lists are compared with the disk.</summary>
public class FileListTests
{
    public static TheoryData<string> Rooms => new(Repository.DeviceProjects);

    public static TheoryData<string> Projects => new(Repository.DeviceProjects.SelectMany(Repository.ProjectsOf));

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Nfproj_CompileItems_AreTheFilesOnDisk(string room)
    {
        var expected = Repository.SourcesOf(room).Where(f => room != "Firmware.Tests" || !f.StartsWith("Desktop/"));
        // The unit tests' doubles are in several of their assemblies, portable files of Firmware and the meter's of Charger.Can in the image and in the tests' library.
        bool IsTwice(string f) => room is "Firmware" or "Charger.Can" || room == "Firmware.Tests" && !f.EndsWith("Tests.cs", StringComparison.Ordinal);
        Assert.Equal(expected, Repository.CompiledByDevice(room).Where(IsTwice).Distinct().Concat(Repository.CompiledByDevice(room).Where(f => !IsTwice(f))).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Csproj_CompileItems_AreThePortableFilesOnDisk(string room)
    {
        var expected = Repository.SourcesOf(room).Where(f => room != "Firmware" || (f != "Program.cs" && !f.StartsWith("Adapters/")));
        Assert.Equal(expected, Repository.CompiledByDesktop(room));
    }

    [Fact]
    public void FirmwareCore_CompileItems_AreTheDesktops()
    {
        Assert.Equal(Repository.CompiledByDesktop("Firmware"), Repository.Items("Firmware/Firmware.Core.nfproj", "Compile").Select(i => i.Replace('\\', '/')).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Image_CompileItems_AreAllOfFirmwareAndOfChargerCan()
    {
        const string link = "../Charger.Can/";
        string[] image = [.. Repository.Items("Firmware/Firmware.nfproj", "Compile").Select(i => i.Replace('\\', '/'))];
        Assert.Equal(image.Length, image.Distinct().Count());
        // The panel is an assembly of its own, in images that have one (docs/adr/0060).
        string[] panel = [.. Repository.Items("Firmware/Firmware.Panel.nfproj", "Compile").Select(i => i.Replace('\\', '/'))];
        // So is the status page with its sockets (docs/adr/0064).
        string[] page = [.. Repository.Items("Firmware/Firmware.Page.nfproj", "Compile").Select(i => i.Replace('\\', '/'))];
        Assert.Equal(Repository.SourcesOf("Firmware"), image.Where(i => !i.StartsWith(link)).Concat(panel).Concat(page).Order(StringComparer.Ordinal));
        // So is the meter (docs/adr/0063).
        string[] meter = [.. Repository.Items("Charger.Can/Charger.Metering.nfproj", "Compile").Select(i => i.Replace('\\', '/'))];
        Assert.Equal(Repository.SourcesOf("Charger.Can"), image.Where(i => i.StartsWith(link)).Select(i => i[link.Length..]).Concat(meter).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Nfproj_IsAClassicProject_ThatImportsTheSharedProperties(string project)
    {
        var text = File.ReadAllText(Repository.PathOf(project));
        Assert.Contains(@"<Import Project=""..\nf.proj.props"" />", text);
        Assert.Contains(@"<Import Project=""..\nf.proj.targets"" />", text);
        Assert.Contains("{11A8DD76-328B-46DF-9F39-F559912D0360};{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}", text);
        Assert.DoesNotContain("PackageReference", text);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Nfproj_InTheDeviceSolution_IsBuiltAndDeployed(string project)
    {
        string solution = File.ReadAllText(Repository.PathOf("Firmware/Firmware.sln"));
        string guid = XDocument.Load(Repository.PathOf(project)).Descendants().Single(e => e.Name.LocalName == "ProjectGuid").Value;
        Assert.Contains($"{Path.GetFileName(project)}\", \"{guid}\"", solution);
        foreach (string kind in (string[])["Debug", "Release"])
            foreach (string step in (string[])["ActiveCfg", "Build.0", "Deploy.0"])
                Assert.Contains($"{guid}.{kind}|Any CPU.{step} = {kind}|Any CPU", solution);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void PackagesConfig_Versions_AreThoseOfTheSharedProperties(string project)
    {
        var shared = XDocument.Load(Repository.PathOf("nf.proj.props")).Descendants().Where(e => e.Name.LocalName.EndsWith("Version")).Select(e => e.Value).ToHashSet();
        var listed = XDocument.Load(Repository.PathOf(project[..project.IndexOf('/')] + "/packages.config")).Descendants("package").ToDictionary(p => p.Attribute("id")!.Value, p => p.Attribute("version")!.Value);
        Assert.All(listed, p => Assert.True(shared.Contains(p.Value), $"{p.Key} {p.Value} is not a version of nf.proj.props"));

        var hints = XDocument.Load(Repository.PathOf(project)).Descendants().Where(e => e.Name.LocalName == "HintPath").Select(e => e.Value.Split('\\')[2]);
        Assert.All(hints, h => Assert.Contains(listed.Keys, id => h.StartsWith(id + ".$(")));
    }
}
