using System.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Simulator.Tests.House;

/// <summary>
/// An assembly of the device has one table of 65,535 bytes for names and texts and one as large for byte code (docs/adr/0012,
/// 0013, 0014). Above these sizes it cannot be built for the device, and no desktop build would show that. Measured on the desktop's
/// assemblies, cut by namespace where the device has two: their texts are the device's within 900 bytes (it leaves out names it
/// knows), their byte code is longer; tools/nfcheck measures it as the device has it.
/// </summary>
public class DeviceTableTests
{
    /// <summary>Bytes of one table on the device.</summary>
    private const int Table = 65_535;

    /// <summary>One twentieth is left for what the desktop's assembly does not show.</summary>
    private const int MostText = Table * 19 / 20;

    /// <summary>Of a desktop's Debug build, which is longer: of 104,476 the device could not make an assembly any more, of 93,000 it could.</summary>
    private const int MostByteCode = 92_900;

    [Theory]
    [InlineData("Charger.Runtime", "Charger.Runtime.dll", "")]
    [InlineData("Ocpp.Wire", "Ocpp.Client.dll", "Ocpp.Client.Queue Ocpp.Client.Transport Ocpp.Client.Wire")]
    [InlineData("Ocpp.Client", "Ocpp.Client.dll", "!Ocpp.Client.Queue Ocpp.Client.Transport Ocpp.Client.Wire Ocpp.Client.Ftp")]
    [InlineData("Ocpp.Ftp", "Ocpp.Client.dll", "Ocpp.Client.Ftp")]
    [InlineData("Ocpp.Security", "Ocpp.Security.dll", "")]
    [InlineData("Firmware", "Firmware.dll Charger.Can.dll", "!Firmware.Panel Firmware.Page Charger.Metering")]
    [InlineData("Firmware.Panel", "Firmware.dll", "Firmware.Panel")]
    [InlineData("Firmware.Page", "Firmware.dll", "Firmware.Page")]
    [InlineData("Charger.Metering", "Charger.Can.dll", "Charger.Metering")]
    [InlineData("Firmware.Tests", "NFUnitTest.dll", "!Firmware.Tests.Runtime Firmware.Tests.Ocpp Firmware.Tests.Transport Firmware.Tests.Security Firmware.Tests.Edges Firmware.Tests.Metering Firmware.Tests.Page Firmware.Tests.Desktop nanoFramework.TestFramework TestFrameworkShared")]
    [InlineData("Runtime.Tests", "NFUnitTest.dll", "Firmware.Tests.Runtime Firmware.Tests.Fakes")]
    [InlineData("Ocpp.Tests", "NFUnitTest.dll", "Firmware.Tests.Ocpp Firmware.Tests.Fakes")]
    [InlineData("Link.Tests", "NFUnitTest.dll", "Firmware.Tests.Transport Firmware.Tests.Fakes")]
    [InlineData("Security.Tests", "NFUnitTest.dll", "Firmware.Tests.Security Firmware.Tests.Page Firmware.Tests.Fakes")]
    [InlineData("Edge.Tests", "NFUnitTest.dll", "Firmware.Tests.Edges Firmware.Tests.Metering Firmware.Tests.Fakes")]
    public void DeviceAssembly_StaysBelowItsTables(string project, string assembly, string namespaces)
    {
        // The image's executable is the desktop's Firmware and Charger.Can in one (docs/adr/0016).
        ModuleDefinition[] modules = [.. assembly.Split(' ').Select(a => ModuleDefinition.ReadModule(PathOf(a)))];
        TypeDefinition[] types = [.. modules.SelectMany(m => AllTypes(m.Types)).Where(t => IsIn(NamespaceOf(t), namespaces))];
        Assert.True(types.Length > 1, $"{project}: no type in '{namespaces}'");
        int byteCode = types.SelectMany(t => t.Methods).Where(m => m.HasBody).Sum(m => m.Body.CodeSize);
        Assert.True(byteCode <= MostByteCode, $"{project}: {byteCode} bytes of byte code, {MostByteCode} at most: split it (docs/adr/0013)");
        int texts = Texts(types);
        Assert.True(texts <= MostText, $"{project}: {texts} bytes of names and texts, {MostText} at most: split it (docs/adr/0014)");
    }

    [Fact]
    public void StandInForAssert_TakesTheCallersExpression_AsTheDeviceDoes()
    {
        using var module = ModuleDefinition.ReadModule(PathOf("NFUnitTest.dll"));
        TypeDefinition tests = AllTypes(module.Types).Single(t => t.Name == "MailboxTests");
        Assert.Contains(tests.Methods.Where(m => m.HasBody).SelectMany(m => m.Body.Instructions), i => i.OpCode == OpCodes.Ldstr && ((string)i.Operand).Contains("box."));
    }

    // The unit tests' own assembly is not beside this one.
    private static string PathOf(string assembly)
    {
        string beside = Path.Combine(AppContext.BaseDirectory, assembly);
        return File.Exists(beside) ? beside : Directory.EnumerateFiles(Repository.PathOf("Firmware.Tests/bin"), assembly, SearchOption.AllDirectories).OrderByDescending(File.GetLastWriteTimeUtc).First();
    }

    private static IEnumerable<TypeDefinition> AllTypes(IEnumerable<TypeDefinition> types) => types.SelectMany(t => AllTypes(t.NestedTypes).Prepend(t));

    private static string NamespaceOf(TypeDefinition type) => type.DeclaringType == null ? type.Namespace : NamespaceOf(type.DeclaringType);

    /// <param name="namespaces">Separated by blanks; empty for all; a leading ! for all but these.</param>
    private static bool IsIn(string name, string namespaces)
    {
        if (namespaces.Length == 0) return true;
        bool isListed = namespaces.TrimStart('!').Split(' ').Contains(name);
        return isListed != namespaces.StartsWith('!');
    }

    /// <summary>Every text of the table once: literals, and the names of all that is defined or referred to; constants have no name there.</summary>
    private static int Texts(IEnumerable<TypeDefinition> types)
    {
        var all = new HashSet<string>();
        foreach (TypeDefinition type in types)
        {
            all.UnionWith([type.Name, type.Namespace]);
            all.UnionWith(type.Fields.Where(f => !f.HasConstant).Select(f => f.Name));
            foreach (MethodDefinition method in type.Methods)
            {
                all.Add(method.Name);
                if (!method.HasBody) continue;
                foreach (Instruction i in method.Body.Instructions)
                {
                    if (i.Operand is string text) all.Add(text);
                    else if (i.Operand is TypeReference t) all.UnionWith([t.Name, t.Namespace]);
                    else if (i.Operand is MemberReference m) all.UnionWith([m.Name, m.DeclaringType.Name, m.DeclaringType.Namespace]);
                }
            }
        }
        return all.Sum(s => Encoding.UTF8.GetByteCount(s) + 1);
    }
}
