using System.CommandLine;

namespace Simulator.Cli;

/// <summary>The status page that the charger itself serves (docs/status-page.md).</summary>
public static class DevicePageOption
{
    public static Option<int> Create() => OptionOf.Whole("--device-page", "The charger's own status page at this port of 127.0.0.1, as images with -p:Page=Status have it; 0 for none.", 0, 0, 65535);
}
