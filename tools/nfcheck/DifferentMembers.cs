using Mono.Cecil;

namespace DeviceCheck;

/// <summary>Members that exist on the device and run, but not as on the desktop (platform.md).</summary>
public static class DifferentMembers
{
    /// <summary>What differs and what to do instead; null for a member that behaves as on the desktop.</summary>
    public static string? WhyDifferent(MethodReference member) => (member.DeclaringType.FullName, member.Name, member.Parameters.Count) switch
    {
        ("System.Device.Gpio.PinValue", "get_High" or "get_Low" or "op_Implicit", _) => "a struct is an object on the heap there: make two values at boot and keep them",
        ("System.Double" or "System.Single", "ToString", 0) => "shortest round trip is not kept (100.1 prints 100.09999999999999); format fixed-point integers",
        ("System.DateTime", "Parse" or "TryParse", _) => "fraction digits are read as ticks and the offset is ignored; parse ISO 8601 yourself",
        ("System.DateTime", "get_UtcNow", _) => "it steps with the network clock; deadlines use the monotonic clock port",
        ("System.Threading.Thread", "get_ManagedThreadId", _) => "it can be 0; use an owner token",
        ("System.Threading.Thread", "Suspend" or "Resume" or "Abort", _) => "it stops a thread wherever it stands, locks held",
        ("System.Enum", "ToString", _) => "it prints the number; use a table",
        _ => null,
    };
}
