using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;

namespace DeviceCheck;

/// <summary>
/// An assembly of the device has one table of 65,535 bytes for names and texts and one as large for byte code. Measured on nine
/// assemblies, texts come out 600 to 900 bytes below the sum made here (the metadata processor leaves out names it knows), byte
/// code at 0.72 to 0.77 of the desktop's (it shortens tokens).
/// </summary>
public static class AssemblyTables
{
    private const int MostBytes = 65535;

    /// <summary>Errors for a table that is too small, warnings above nine tenths of it.</summary>
    public static void Check(Report report, string project, int byteCode, int texts)
    {
        if (texts > MostBytes + 500) report.Error(project, "NF1010", $"{texts} bytes of names and texts, the table ends at {MostBytes}: split the assembly (arguments of Assert count as texts)");
        else if (texts > MostBytes * 9 / 10) report.Warn(project, "NF2010", $"{texts} bytes of names and texts of {MostBytes}");
        int onDevice = byteCode * 3 / 4;
        if (onDevice > MostBytes) report.Error(project, "NF1011", $"{byteCode} bytes of IL make more than {MostBytes} bytes of byte code: split the assembly");
        else if (onDevice > MostBytes * 9 / 10) report.Warn(project, "NF2011", $"about {onDevice} bytes of byte code of {MostBytes}");
    }

    /// <summary>Bytes of all texts that go into the table: literals and the names of all that is defined or referred to, constants' names aside.</summary>
    public static int Texts(string file)
    {
        using var assembly = new PEReader(File.OpenRead(file));
        MetadataReader reader = assembly.GetMetadataReader();
        var all = new HashSet<string>();
        for (UserStringHandle at = MetadataTokens.UserStringHandle(1); !at.IsNil; at = reader.GetNextHandle(at)) all.Add(reader.GetUserString(at));
        foreach (TypeDefinition t in reader.TypeDefinitions.Select(reader.GetTypeDefinition)) all.UnionWith([reader.GetString(t.Name), reader.GetString(t.Namespace)]);
        foreach (TypeReference t in reader.TypeReferences.Select(reader.GetTypeReference)) all.UnionWith([reader.GetString(t.Name), reader.GetString(t.Namespace)]);
        all.UnionWith(reader.MethodDefinitions.Select(m => reader.GetString(reader.GetMethodDefinition(m).Name)));
        all.UnionWith(reader.FieldDefinitions.Select(reader.GetFieldDefinition).Where(f => (f.Attributes & FieldAttributes.Literal) == 0).Select(f => reader.GetString(f.Name)));
        all.UnionWith(reader.MemberReferences.Select(m => reader.GetString(reader.GetMemberReference(m).Name)));
        all.UnionWith(reader.AssemblyReferences.Select(a => reader.GetString(reader.GetAssemblyReference(a).Name)));
        return all.Sum(s => Encoding.UTF8.GetByteCount(s) + 1);
    }
}
