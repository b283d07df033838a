using System.CommandLine;
using System.Globalization;
using Simulator.Cli;

namespace Simulator.Cpu;

/// <summary>Prints what the firmware makes the processor do, by thread and by method.</summary>
public static class CpuCommand
{
    private const int Methods = 20;
    private const int FloodSeconds = 10;

    public static Command Create()
    {
        var command = new Command("cpu", "Counts managed calls and IL instructions a second of the firmware's own assemblies, and tells their share of a chip.");
        var minutes = OptionOf.Whole("--minutes", "Simulated minutes of each situation", 3, 1, 1440);
        var instruction = OptionOf.Number("--instruction-ns", "What one IL instruction takes on the chip", CpuPrice.Esp32.InstructionNs, 1, 100_000);
        var call = OptionOf.Number("--call-ns", "What one call takes on the chip, its instructions apart", CpuPrice.Esp32.CallNs, 1, 1_000_000);
        var only = OptionOf.Word("--situation", "Only this one", "all", ["all", .. Enum.GetNames<CpuSituation>().Select(n => n.ToLowerInvariant())]);
        var pieces = new Option<bool>("--pieces") { Description = "Instead: the calls of single pieces of work, by method." };
        foreach (Option option in new Option[] { minutes, instruction, call, only, pieces }) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(pieces)) Pieces(Console.Out);
            else Print(Console.Out, parsed.GetValue(minutes), new CpuPrice(parsed.GetValue(instruction), parsed.GetValue(call)), parsed.GetValue(only)!);
        });
        return command;
    }

    private static void Print(TextWriter output, int minutes, CpuPrice price, string only)
    {
        var context = new CountingContext();
        foreach (CpuSituation situation in Enum.GetValues<CpuSituation>())
        {
            if (only != "all" && !situation.ToString().Equals(only, StringComparison.OrdinalIgnoreCase)) continue;
            int seconds = situation == CpuSituation.Flood ? FloodSeconds : minutes * 60;
            Tell(output, CpuRun.Of(context, situation, seconds), situation, seconds, price);
        }
    }

    private static void Pieces(TextWriter output)
    {
        var pieces = new CpuPieces(new CountingContext());
        foreach ((string name, Func<long> count) in new (string, Func<long>)[] { ("metervalues", pieces.MeterValuesCalls), ("setchargingprofile", pieces.SetChargingProfileCalls) })
        {
            output.WriteLine($"cpu.{name}_calls={count()}");
            foreach ((string method, long calls) in pieces.Last) output.WriteLine($"  {calls,6}  {method}");
        }
    }

    private static void Tell(TextWriter output, CpuRun run, CpuSituation situation, int seconds, CpuPrice price)
    {
        string name = situation.ToString().ToLowerInvariant();
        output.WriteLine($"{name}, {seconds} s:");
        output.WriteLine("  thread                turns/s    calls/s       IL/s  chip %");
        foreach (CpuRate thread in run.Threads.Append(run.Total)) Row(output, thread, run.TurnsOf(thread.Name), price, 20);
        output.WriteLine("  dearest methods                                         calls/s       IL/s  chip %");
        foreach (CpuRate method in run.Dearest(price).Take(Methods)) Row(output, method, null, price, 52);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cpu.{name}_calls_per_s={run.Total.Calls:F0}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cpu.{name}_il_per_s={run.Total.Instructions:F0}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cpu.{name}_chip_percent={price.Percent(run.Total):F1}"));
    }

    private static void Row(TextWriter output, CpuRate rate, double? turns, CpuPrice price, int width)
    {
        string turn = turns == null ? "" : turns.Value.ToString("F1", CultureInfo.InvariantCulture).PadLeft(9);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {rate.Name.PadRight(width)}{turn}{rate.Calls,11:F0}{rate.Instructions,11:F0}{price.Percent(rate),8:F2}"));
    }
}
