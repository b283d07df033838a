using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics;
using Simulator.StandIn;

namespace Simulator.Cli;

/// <summary>Plays power module and vehicle to a real board, over USB-CAN adapters.</summary>
public static class StandInCommand
{
    private const int TickMs = 5;
    private const int StatusEveryMs = 10_000;
    private const int MostWaiting = 100;

    public static Command Create()
    {
        var command = new Command("stand-in", "Plays power module (CAN1) and vehicle (CAN2) to a real board over USB-CAN adapters that speak slcan, without any real current. Type help.");
        var module = new Option<string?>("--can1") { Description = "Serial port of the adapter on the power module's bus (COM7, /dev/ttyACM0)." };
        var vehicle = new Option<string?>("--can2") { Description = "Serial port of the adapter on the vehicle's bus." };
        var plug = new Option<bool>("--plug") { Description = "A vehicle is plugged in from the start." };
        command.Options.Add(module);
        command.Options.Add(vehicle);
        command.Options.Add(plug);
        command.SetAction((parsed, end) => Task.FromResult(Play(parsed.GetValue(module), parsed.GetValue(vehicle), parsed.GetValue(plug), end)));
        return command;
    }

    private static int Play(string? modulePort, string? vehiclePort, bool plug, CancellationToken end)
    {
        if (modulePort == null && vehiclePort == null) throw new UsageException("--can1 or --can2 with the serial port of a USB-CAN adapter is needed");
        if (modulePort == vehiclePort) throw new UsageException($"--can1 and --can2 name the same port '{modulePort}': each bus needs an adapter of its own");
        using SlcanAdapter? module = Open("--can1", modulePort);
        using SlcanAdapter? vehicle = Open("--can2", vehiclePort);
        var session = new StandInSession { ModuleSends = f => module?.Send(f), VehicleSends = f => vehicle?.Send(f) };
        if (plug) Console.WriteLine(session.Command("plug"));
        Console.WriteLine(StandInSession.Help);
        var typed = new ConcurrentQueue<string>();
        new Thread(() => Read(typed)) { IsBackground = true, Name = "keys" }.Start();
        var clock = Stopwatch.StartNew();
        long statusMs = StatusEveryMs;
        while (!end.IsCancellationRequested)
        {
            long nowMs = clock.ElapsedMilliseconds;
            while (module != null && module.TryTake(out CanFrame frame)) session.FromModuleBus(frame, nowMs);
            while (vehicle != null && vehicle.TryTake(out CanFrame frame)) session.FromVehicleBus(frame, nowMs);
            session.Step(nowMs);
            while (typed.TryDequeue(out string? line))
            {
                if (line.Trim() == "quit") return 0;
                Console.WriteLine(session.Command(line));
            }
            if ((module?.Lost ?? vehicle?.Lost) is string lost)
            {
                Console.Error.WriteLine($"error: the adapter at {(module?.Lost != null ? modulePort : vehiclePort)} is gone: {lost}");
                return 1;
            }
            if (nowMs >= statusMs)
            {
                statusMs += StatusEveryMs;
                Console.WriteLine($"{session.Status()}; CAN1 {Counts(module)}; CAN2 {Counts(vehicle)}");
            }
            end.WaitHandle.WaitOne(TickMs);
        }
        return Ending.EndedByUser;
    }

    private static string Counts(SlcanAdapter? adapter) => adapter == null ? "none" : $"{adapter.Received} in, {adapter.Sent} out, {adapter.Dropped} dropped";

    private static void Read(ConcurrentQueue<string> typed)
    {
        var lines = new BoundedLines(Console.In, BoundedLines.MostTyped);
        while (lines.ReadLine() is string line)
        {
            // Who types faster than lines are carried out, a file in most cases, waits.
            while (typed.Count >= MostWaiting) Thread.Sleep(TickMs);
            if (lines.Characters <= BoundedLines.MostTyped) typed.Enqueue(line);
            else Console.Error.WriteLine($"error: a line of {lines.Characters} characters is not allowed: at most {BoundedLines.MostTyped}");
        }
    }

    private static SlcanAdapter? Open(string option, string? port)
    {
        if (port == null) return null;
        try
        {
            return new SlcanAdapter(port);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or PlatformNotSupportedException)
        {
            throw new UsageException($"{option} '{port}' cannot be opened: {e.Message}");
        }
    }
}
