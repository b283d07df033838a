using DeviceCheck;
using Firmware;
using Simulator.Stack;
using Simulator.Tests.House;

namespace Simulator.Tests.Stack;

/// <summary>
/// Switching the output off, in the assemblies for the device, adapters included: it allocates none of our objects and waits for none
/// of our locks, every call of the platform is known with its cost, and the reserve is as large as the deepest path.
/// </summary>
public sealed class CutWayTests(CutWayTests.Walked walked) : IClassFixture<CutWayTests.Walked>
{
    /// <summary>
    /// What the platform's own calls on the way make on the heap, read from its public sources: objects and frames, in bytes. All
    /// are below the allowance that `stack` adds to a call that leaves the firmware.
    /// </summary>
    private static readonly Dictionary<string, int> s_costs = new()
    {
        // A frame, the lock's entry and the value's copy.
        ["System.Device.Gpio.GpioPin.Write"] = 320,
        // Two frames, an array each way of at most 20 bytes, two spans.
        ["System.Device.Spi.SpiDevice.TransferFullDuplex"] = 600,
        ["System.SpanByte..ctor"] = 47,
        ["System.Array.Copy"] = 0,
        ["System.Environment.get_TickCount64"] = 0,
        ["System.Threading.Interlocked.Decrement"] = 0,
        ["System.Threading.Interlocked.Exchange"] = 0,
        ["System.Threading.Interlocked.Increment"] = 0,
        ["System.Threading.EventWaitHandle.Set"] = 0,
        ["System.Threading.AutoResetEvent.Set"] = 0,
        ["System.Threading.Thread.get_IsAlive"] = 0,
        ["nanoFramework.Runtime.Native.Power.RebootDevice"] = 204,
    };

    [Fact]
    public void Way_OfTheDevicesAssemblies_MakesNothingAndWaitsForNothing()
    {
        CutWay way = walked.Way;
        Assert.True(way.Methods > 25, $"only {way.Methods} methods were walked");
        Assert.Empty(way.Findings);
        Assert.All(way.PlatformCalls, c => Assert.True(s_costs.ContainsKey(c), c + " is called on the way to off: state its cost"));
        Assert.All(s_costs.Values, bytes => Assert.True(bytes <= StackDepth.LibraryAllowanceBytes));
        Assert.Contains("System.Device.Gpio.GpioPin.Write", way.PlatformCalls);
        Assert.Contains("System.Device.Spi.SpiDevice.TransferFullDuplex", way.PlatformCalls);
        Assert.Contains("nanoFramework.Runtime.Native.Power.RebootDevice", way.PlatformCalls);
    }

    [Fact]
    public void Reserve_OfTheCut_CoversTheDeepestWay()
    {
        DeepestPath deepest = walked.Way.Deepest();
        Assert.True(deepest.Bytes <= OutputCut.ReserveBytes, $"{deepest.Bytes} bytes: {string.Join(" -> ", deepest.Frames.Select(f => f.Method))}");
        Assert.True(deepest.Bytes > OutputCut.ReserveBytes - 400, $"the reserve of {OutputCut.ReserveBytes} is more than the {deepest.Bytes} bytes needed");
    }

    /// <summary>The device projects, compiled once for all tests here.</summary>
    public sealed class Walked : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("cutway-").FullName;

        public Walked()
        {
            var said = new StringWriter();
            var compiler = new DeviceCompiler(new Report(said), new ApiSet(Path.Combine(AppContext.BaseDirectory, "api")), _folder, []);
            Assert.True(compiler.Build(Path.Combine(Repository.Root, "Firmware", "Firmware.nfproj")) != null, said.ToString());
            Way = new CutWay(new CallGraph(Directory.GetFiles(_folder, "*.dll", SearchOption.AllDirectories)));
        }

        public CutWay Way { get; }

        public void Dispose() => Directory.Delete(_folder, true);
    }
}
