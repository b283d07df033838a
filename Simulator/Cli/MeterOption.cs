using System.CommandLine;
using Charger.Metering;

namespace Simulator.Cli;

/// <summary>Whether the charger has a meter of its own (docs/meter.md).</summary>
public static class MeterOption
{
    private const string None = "none";

    public static Option<string> Create() => OptionOf.Word("--meter", "The meter on RS-485 that energy is billed by, as images with -p:Meter=Modbus have it.", None, None, "sdm120", "sdm630");

    /// <summary>Null for none.</summary>
    public static MeterKind? KindOf(string? word) => word is null or None ? null : word == "sdm630" ? MeterKind.Sdm630 : MeterKind.Sdm120;
}
