using System.Diagnostics;
using System.Xml.Linq;

namespace Simulator.Tests.House;

/// <summary>The checkout on disk, as the tests of the sources read it.</summary>
internal static class Repository
{
    public static readonly string[] PortableRooms = ["Charger.Runtime", "Charger.Can", "Ocpp.Client", "Ocpp.Security"];

    public static readonly string[] DeviceProjects = [.. PortableRooms, "Firmware", "Firmware.Tests"];

    public static string Root { get; } = FindRoot();

    public static string PathOf(string relative) => Path.Combine(Root, relative.Replace('\\', '/'));

    /// <summary>All C# files of a room, relative to it, with forward slashes; build output left out.</summary>
    public static IEnumerable<string> SourcesOf(string room)
    {
        var folder = PathOf(room);
        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
            .Where(f => !f.StartsWith("bin/") && !f.StartsWith("obj/") && !f.Contains("node_modules/"))
            .Order(StringComparer.Ordinal);
    }

    /// <summary>The files an .nfproj names itself (links into other rooms left out), flavour files of every flavour included.</summary>
    public static IEnumerable<string> CompiledByDevice(string room) =>
        ProjectsOf(room).SelectMany(p => Items(p, "Compile")).Select(i => i.Replace('\\', '/')).Where(i => !i.StartsWith("../")).Order(StringComparer.Ordinal);

    /// <summary>A room's projects for the device: one, and for Firmware the executable and the library of its portable files.</summary>
    public static IEnumerable<string> ProjectsOf(string room) =>
        Directory.EnumerateFiles(PathOf(room), "*.nfproj").Order(StringComparer.Ordinal).Select(p => Path.GetRelativePath(Root, p).Replace('\\', '/'));

    public static IEnumerable<string> Items(string project, string item) =>
        XDocument.Load(PathOf(project)).Descendants().Where(e => e.Name.LocalName == item && e.Attribute("Include") != null).Select(e => e.Attribute("Include")!.Value);

    /// <summary>The files MSBuild gives to the desktop's compiler for a room, relative to it.</summary>
    public static IEnumerable<string> CompiledByDesktop(string room)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", PathOf($"{room}/{room}.csproj"), "-nologo", "-getItem:Compile"]) { RedirectStandardOutput = true, WorkingDirectory = Root };
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        using var json = System.Text.Json.JsonDocument.Parse(text);
        return json.RootElement.GetProperty("Items").GetProperty("Compile").EnumerateArray()
            .Select(e => e.GetProperty("Identity").GetString()!.Replace('\\', '/'))
            .Where(f => !f.Contains("obj/"))
            .Order(StringComparer.Ordinal).ToArray();
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder != null && !File.Exists(Path.Combine(folder.FullName, "nf.proj.props"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"no nf.proj.props in or above {AppContext.BaseDirectory}: the tests run inside a checkout");
    }
}
