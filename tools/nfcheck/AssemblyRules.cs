using Mono.Cecil;
using Mono.Cecil.Cil;

namespace DeviceCheck;

/// <summary>What the metadata processor rejects or the interpreter lacks, found in the compiled assembly.</summary>
public sealed class AssemblyRules(Report report)
{
    /// <summary>Checks one assembly and prints its size.</summary>
    public void Check(string project, string file)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(file, new ReaderParameters { ReadSymbols = true });
        TypeDefinition[] types = [.. AllTypes(module.Types).Where(t => t.Name != "<Module>")];
        foreach (TypeDefinition type in types) CheckType(project, type);
        int byteCode = types.SelectMany(t => t.Methods).Where(m => m.HasBody).Sum(m => m.Body.CodeSize);
        int texts = AssemblyTables.Texts(file);
        AssemblyTables.Check(report, project, byteCode, texts);
        report.Say($"{module.Name}: {types.Length} types, {types.Sum(t => t.Methods.Count)} methods, {byteCode} bytes of IL, {texts} of texts");
    }

    private void CheckType(string project, TypeDefinition type)
    {
        if (type.HasGenericParameters) report.Error(project, "NF1001", $"generic type {type.FullName}: the interpreter has no generics");
        foreach (FieldDefinition field in type.Fields) CheckUse(field.FieldType, $"{type.FullName}.{field.Name}");
        foreach (MethodDefinition method in type.Methods) CheckMethod(type, method);
    }

    private void CheckMethod(TypeDefinition type, MethodDefinition method)
    {
        string where = Where(method);
        if (method.HasGenericParameters) report.Error(where, "NF1002", $"generic method {method.FullName}");
        CheckUse(method.ReturnType, where);
        foreach (ParameterDefinition parameter in method.Parameters) CheckUse(parameter.ParameterType, where);
        if (method.IsPInvokeImpl) report.Error(where, "NF1003", $"P/Invoke {method.FullName}");
        if (!method.HasBody) return;
        if (type.IsInterface) report.Error(where, "NF1004", $"interface method with a body: {method.FullName}");
        foreach (VariableDefinition local in method.Body.Variables) CheckUse(local.VariableType, where);
        foreach (Instruction instruction in method.Body.Instructions) CheckInstruction(instruction, method, where);
    }

    private void CheckInstruction(Instruction instruction, MethodDefinition method, string where)
    {
        switch (instruction.OpCode.Code)
        {
            case Code.Calli or Code.Mkrefany or Code.Refanytype or Code.Refanyval or Code.Arglist or Code.Jmp or Code.Cpblk or Code.Initblk or Code.Localloc:
                report.Error(where, "NF1005", $"IL instruction {instruction.OpCode.Name} in {method.FullName}: not supported there");
                break;
            case Code.Ldelem_Ref when instruction.Next?.OpCode.Code == Code.Ldnull && instruction.Next.Next?.OpCode.Code is Code.Ceq or Code.Cgt_Un:
                report.Error(where, "NF1008", $"null comparison of an array element as a value in {method.FullName}: wrong there for a string element that was never assigned; copy it to a local after filling the array, or use string.IsNullOrEmpty");
                break;
            case var code when code.ToString().Contains("_Ovf", StringComparison.Ordinal):
                report.Error(where, "NF1009", $"checked arithmetic in {method.FullName}: the interpreter does not check; test the range yourself");
                break;
        }
        if (instruction.Operand is MethodReference called && DifferentMembers.WhyDifferent(called) is { } why) report.Warn(where, "NF2001", $"{called.DeclaringType.Name}.{called.Name} behaves differently there: {why}");
        if (instruction.Operand is GenericInstanceMethod generic) report.Error(where, "NF1002", $"generic call {generic.FullName}");
        else if (instruction.Operand is MethodReference member) CheckUse(member.DeclaringType, where);
        else if (instruction.Operand is TypeReference used) CheckUse(used, where);
    }

    private void CheckUse(TypeReference type, string where)
    {
        for (; ; )
        {
            (string Code, string Text)? wrong = type switch
            {
                GenericInstanceType or GenericParameter => ("NF1001", $"generic type {type.FullName}"),
                PointerType => ("NF1003", $"pointer type {type.FullName}"),
                ArrayType { Rank: > 1 } => ("NF1006", $"multi-dimensional array {type.FullName}: use an array of arrays"),
                _ when type.FullName is "System.Decimal" or "System.Int128" or "System.Half" => ("NF1007", $"{type.FullName} does not exist there"),
                _ => null,
            };
            if (wrong != null) report.Error(where, wrong.Value.Code, wrong.Value.Text);
            if (wrong != null || type is not TypeSpecification outer) return;
            type = outer.ElementType;
        }
    }

    private static string Where(MethodDefinition method)
    {
        SequencePoint? first = method.DebugInformation.SequencePoints.FirstOrDefault(s => !s.IsHidden);
        return first == null ? method.DeclaringType.FullName : $"{first.Document.Url}({first.StartLine},{first.StartColumn})";
    }

    private static IEnumerable<TypeDefinition> AllTypes(IEnumerable<TypeDefinition> types) => types.SelectMany(t => AllTypes(t.NestedTypes).Prepend(t));
}
