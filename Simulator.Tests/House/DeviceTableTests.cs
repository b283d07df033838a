using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;

namespace Simulator.Tests.House;

/// <summary>
/// An assembly of the device ends at 65,535 bytes of byte code and as many of names and texts (docs/adr/0012, 0013); past them it
/// cannot be made, and nothing on the desktop would tell. Measured on the desktop's assemblies, whose byte code is longer.
/// </summary>
public class DeviceTableTests
{
    /// <summary>Of 104,476 here the device could not make one any more, of 93,000 it could.</summary>
    private const int MostByteCode = 92_000;

    private const int MostText = 62_000;

    private static readonly string[] s_lowerClient = ["Ocpp.Client.Transport", "Ocpp.Client.Wire"];

    [Theory]
    [InlineData("Charger.Runtime", "Charger.Runtime.dll", null)]
    [InlineData("Charger.Can", "Charger.Can.dll", null)]
    [InlineData("Ocpp.Wire", "Ocpp.Client.dll", true)]
    [InlineData("Ocpp.Client", "Ocpp.Client.dll", false)]
    [InlineData("Firmware.Core", "Firmware.dll", null)]
    [InlineData("NFUnitTest", "NFUnitTest.dll", null)]
    public void DeviceAssembly_StaysBelowItsEnd(string project, string assembly, bool? lower)
    {
        using var pe = new PEReader(File.OpenRead(PathOf(assembly)));
        MetadataReader reader = pe.GetMetadataReader();
        int byteCode = reader.TypeDefinitions.Select(reader.GetTypeDefinition)
            .Where(t => lower == null || s_lowerClient.Contains(reader.GetString(t.Namespace)) == lower)
            .Sum(t => ByteCode(pe, reader, t));
        Assert.True(byteCode <= MostByteCode, $"{project}: {byteCode} bytes of byte code, {MostByteCode} at most: split it (docs/adr/0013)");
        int texts = Texts(reader);
        Assert.True(texts <= MostText, $"{project}: {texts} bytes of names and texts, {MostText} at most: long texts of tests belong into Simulator.Tests");
    }

    // The unit tests' own assembly is not beside this one.
    private static string PathOf(string assembly)
    {
        string beside = Path.Combine(AppContext.BaseDirectory, assembly);
        return File.Exists(beside) ? beside : Directory.EnumerateFiles(Repository.PathOf("Firmware.Tests/bin"), assembly, SearchOption.AllDirectories).OrderByDescending(File.GetLastWriteTimeUtc).First();
    }

    private static int ByteCode(PEReader pe, MetadataReader reader, TypeDefinition type) =>
        type.GetMethods().Select(m => reader.GetMethodDefinition(m).RelativeVirtualAddress).Where(at => at != 0).Sum(at => pe.GetMethodBody(at).GetILBytes()!.Length);

    private static int Texts(MetadataReader reader)
    {
        var all = new HashSet<string>();
        for (UserStringHandle at = MetadataTokens.UserStringHandle(1); !at.IsNil; at = reader.GetNextHandle(at)) all.Add(reader.GetUserString(at));
        foreach (MethodDefinitionHandle m in reader.MethodDefinitions) all.Add(reader.GetString(reader.GetMethodDefinition(m).Name));
        foreach (FieldDefinitionHandle f in reader.FieldDefinitions) all.Add(reader.GetString(reader.GetFieldDefinition(f).Name));
        foreach (TypeDefinitionHandle t in reader.TypeDefinitions) all.Add(reader.GetString(reader.GetTypeDefinition(t).Name));
        foreach (MemberReferenceHandle m in reader.MemberReferences) all.Add(reader.GetString(reader.GetMemberReference(m).Name));
        foreach (TypeReferenceHandle t in reader.TypeReferences) all.Add(reader.GetString(reader.GetTypeReference(t).Name));
        return all.Sum(s => Encoding.UTF8.GetByteCount(s) + 1);
    }
}
