using Charger.Runtime;
using Firmware;

namespace Simulator.World;

/// <summary>The desktop's memory as the firmware asks for it: what an 84 KB heap would have left, going by what the runtime holds.</summary>
public sealed class GcMemoryProbe : IMemoryProbe
{
    /// <summary>What a classic ESP32 without PSRAM has free at boot.</summary>
    public const int DeviceHeapBytes = 84 * 1024;

    private readonly long _baseBytes = GC.GetTotalMemory(true);

    /// <summary>Free of a device's heap, less what this process holds more than at the start. A desktop figure: objects are larger here.</summary>
    public int ManagedFreeBytes(bool collect)
    {
        long grown = GC.GetTotalMemory(collect) - _baseBytes;
        return (int)Math.Clamp(DeviceHeapBytes - grown, 0, DeviceHeapBytes);
    }

    /// <summary>Not known on the desktop.</summary>
    public int NativeFreeBytes => -1;

    /// <summary>Not known on the desktop.</summary>
    public int NativeLargestBlockBytes => -1;
}

/// <summary>A heap that never changes, where a run must be the same every time.</summary>
public sealed class FixedMemoryProbe(int freeBytes) : IMemoryProbe
{
    public int ManagedFreeBytes(bool collect) => freeBytes;

    public int NativeFreeBytes => -1;

    public int NativeLargestBlockBytes => -1;
}

/// <summary>Remembers that the firmware wants to restart; the world then builds a new composition.</summary>
public sealed class SimulatedRebooter : IRebooter
{
    public bool Wanted { get; private set; }

    public void Reboot() => Wanted = true;
}

/// <summary>Random bits from a seed: the same seed gives the same run.</summary>
public sealed class SeededRandom(int seed) : IRandomSource
{
    private readonly Random _random = new(seed);

    public int NextInt32() => unchecked((int)_random.NextInt64(0, 1L << 32));

    public void Fill(byte[] buffer, int offset, int count) => _random.NextBytes(buffer.AsSpan(offset, count));
}

/// <summary>The network interface: there, unless the scenario takes it away.</summary>
public sealed class SimulatedNetworkPort : INetwork
{
    public bool IsUp { get; set; } = true;

    public string Address => IsUp ? "127.0.0.1" : "";

    public int Restarts { get; private set; }

    public string JoinedName { get; private set; } = "";

    public bool Restart()
    {
        Restarts++;
        return true;
    }

    public bool Join(string name, string password)
    {
        JoinedName = name;
        return true;
    }
}
