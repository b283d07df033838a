using Charger.Runtime;
using Firmware;
using Simulator.Memory;

namespace Simulator.World;

/// <summary>
/// The heap of a classic ESP32 as it would be: 84 KB less the libraries' tables, less what the composition keeps alive by the
/// device's object sizes. Walking it takes a while, so it is done at most every ten minutes unless a collection is asked for.
/// </summary>
public sealed class DeviceHeapProbe(SimulatedClock clock, Func<Composition?> firmware) : IMemoryProbe
{
    public const int DeviceHeapBytes = 84 * 1024;

    /// <summary>Tables of 22 loaded libraries (platform.md, "The dialect, as seen on the real interpreter").</summary>
    public const int LibraryBytes = 24 * 1024;
    private const int ThreadBytes = 5 * 996;
    private const int SampleEveryMs = 600_000;

    private int _free = DeviceHeapBytes - LibraryBytes - ThreadBytes;
    private long _nextMs;

    public int ManagedFreeBytes(bool collect)
    {
        if ((!collect && clock.NowMs < _nextMs) || firmware() is not Composition root) return _free;
        _nextMs = clock.NowMs + SampleEveryMs;
        _free = DeviceHeapBytes - LibraryBytes - ThreadBytes - LongLived.Of(root).Sum(r => r.Bytes);
        return _free;
    }

    /// <summary>Not known on the desktop.</summary>
    public int NativeFreeBytes => -1;

    /// <summary>Not known on the desktop.</summary>
    public int NativeLargestBlockBytes => -1;
}

/// <summary>Records that the firmware wants to restart; the world then creates a new composition.</summary>
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

/// <summary>The network interface: up, unless the scenario switches it off.</summary>
public sealed class SimulatedNetworkPort : INetwork
{
    public bool IsUp { get; set; } = true;

    public string Address => IsUp ? "127.0.0.1" : "";

    public int Renewals { get; private set; }

    public string JoinedName { get; private set; } = "";

    /// <summary>The address is fixed: no request renews it.</summary>
    public bool IsFixed { get; set; }

    public bool RenewAddress()
    {
        if (IsFixed) return false;
        Renewals++;
        return true;
    }

    public bool Join(string name, string password)
    {
        JoinedName = name;
        return true;
    }
}
