using DeviceCheck;

namespace Simulator.Tests.House;

/// <summary>tools/nfcheck refuses code that the device cannot run and accepts code that it can (docs/nfcheck.md).</summary>
public class DeviceCheckTests
{
    [Theory]
    [InlineData("public class A { public int Add(int a, int b) => a + b; }", "")]
    [InlineData("public class A<T> { }", "NF1001")]
    [InlineData("public class A { public void B<T>() { } }", "NF1002")]
    [InlineData("public class A { public int[,] B; }", "NF1006")]
    [InlineData("public interface IA { void B() { } }", "NF1004")]
    [InlineData("public class A { public bool B(string[] c) { bool d = c[0] == null; return d; } }", "NF1008")]
    [InlineData("public class A { public int B(int c) { return checked(c + 1); } }", "NF1009")]
    [InlineData("public class A { public string B(string c) => c.Replace('a', 'b'); }", "CS1061")]
    [InlineData("public class A { public System.DateTime B() => System.DateTime.UtcNow; }", "NF2001")]
    public void Check_OfOneClass_FindsWhatTheDeviceCannotTake(string source, string expected)
    {
        string said = Check(source);
        if (expected.Length == 0) Assert.DoesNotContain(": error", said);
        else Assert.Contains(expected, said);
    }

    private static string Check(string source)
    {
        string folder = Directory.CreateTempSubdirectory("nfcheck-test-").FullName;
        var said = new StringWriter();
        try
        {
            File.WriteAllText(Path.Combine(folder, "A.cs"), source);
            File.WriteAllText(Path.Combine(folder, "packages.config"), """<packages><package id="nanoFramework.CoreLibrary" version="1.17.11" /></packages>""");
            File.WriteAllText(Path.Combine(folder, "A.nfproj"), $"""
                <Project DefaultTargets="Build" xmlns="http://schemas.microsoft.com/developer/msbuild/2003">
                  <Import Project="{Repository.PathOf("nf.proj.props")}" />
                  <ItemGroup><Compile Include="A.cs" /></ItemGroup>
                  <ItemGroup><Reference Include="mscorlib"><HintPath>..\packages\nanoFramework.CoreLibrary.1.17.11\lib\mscorlib.dll</HintPath></Reference></ItemGroup>
                </Project>
                """);
            var api = new ApiSet(Repository.PathOf("tools/nfcheck/api"));
            new DeviceCompiler(new Report(said), api, Path.Combine(folder, "out"), []).Build(Path.Combine(folder, "A.nfproj"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        return said.ToString();
    }
}
