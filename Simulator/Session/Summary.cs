using Firmware;
using Ocpp.Client.Configuration;
using Simulator.CentralModel;
using Simulator.Metering;
using Simulator.Scenarios;
using Simulator.World;

namespace Simulator.Session;

/// <summary>The end of a run in figures, and what must hold after every run.</summary>
public static class Summary
{
    private const double EnergyToleranceWh = 2;
    private const double EnergyToleranceShare = 0.002;

    /// <summary>A transaction cut by a power loss is billed up to its last record, a minute before at most: 7 kW for a minute.</summary>
    private const double LostByAPowerCutWh = 120;

    public static void Fill(SessionResult result, ChargerWorld world, ICentral? central)
    {
        double soc = world.Vehicle?.SocPercent ?? 0;
        double charged = world.Vehicle == null ? 0 : soc - world.Vehicle.StartSocPercent;
        result.Add("simulated time", $"{world.Clock.NowMs / 1000.0:F1} s");
        result.Add("energy", $"{world.Stage.DeliveredWh:F1} Wh at the terminals");
        if (world.Meter is SimulatedMeter meter) result.Add("meter", $"{meter.DrawnWh:F1} Wh drawn from the mains since the start, losses included");
        if (world.Vehicle != null) result.Add("state of charge", $"{soc - charged:F1} % -> {soc:F1} %");
        result.Add("boots", $"{world.Boots}");
        result.Add("flash writes", $"{world.Storage.Writes}, {world.Storage.BytesWritten} bytes");
        if (world.Firmware is Composition firmware) Inside(result, firmware);
        if (central != null) Records(result, world, central);
        foreach (string crash in world.Crashes) result.Failures.Add("an exception ended a thread: " + crash);
        result.Require(!world.Stage.On, "the power module is still on at the end");
    }

    private static void Inside(SessionResult result, Composition firmware)
    {
        result.Add("heap", $"{firmware.Heap.LowestFree} bytes free at the least, by the device's object sizes");
        result.Add("receive rings", $"CAN1 peak {firmware.ModuleBus.Ring.Peak}, dropped {firmware.ModuleBus.Ring.Dropped}; CAN2 peak {firmware.BmsBus.Ring.Peak}, dropped {firmware.BmsBus.Ring.Dropped}");
        result.Add("security", $"profile {firmware.Configuration.Whole(OcppKeys.SecurityProfile)}, {(firmware.CentralSystem.Target is { Secure: true } ? "wss" : "ws")}, {firmware.ChargePoint.Events.Waiting} events wait");
        result.Add("lock time-outs", $"{firmware.LockReport.Timeouts}");
        result.Require(firmware.LockReport.Timeouts == 0, $"{firmware.LockReport.Timeouts} lock time-outs");
    }

    private static void Records(SessionResult result, ChargerWorld world, ICentral central)
    {
        result.Add("OCPP messages", $"{central.Messages}");
        foreach (CentralTransaction transaction in central.Transactions.TakeLast(5)) result.Add("", $"{transaction}");
        foreach ((string name, byte[] file) in central.Files.Files.OrderBy(f => f.Key, StringComparer.Ordinal)) result.Add("file", $"{name}, {file.Length} bytes, {file.Count(b => b == (byte)'\n')} lines");
        foreach (string violation in central.Violations) result.Failures.Add("protocol: " + violation);
        if (WrongBill(world, central) is string wrong) result.Failures.Add(wrong);
    }

    /// <summary>The difference between the billed energy and the energy that flowed, once every transaction has stopped; null when they agree.</summary>
    /// <remarks>A meter of its own stands on the mains side: it bills the losses too, and what the charger itself draws meanwhile.</remarks>
    public static string? WrongBill(ChargerWorld world, ICentral central)
    {
        double flowedWh = world.Stage.DeliveredWh;
        if (world.Meter is not SimulatedMeter meter) return WrongBill(flowedWh, central.Transactions);
        double ownWh = meter.DrawnWh - flowedWh / SimulatedMeter.Efficiency;
        return WrongBill(flowedWh / SimulatedMeter.Efficiency, central.Transactions, ownWh);
    }

    /// <summary>The same for one charger of several.</summary>
    /// <param name="ownWh">What may be billed besides.</param>
    public static string? WrongBill(double deliveredWh, IReadOnlyList<CentralTransaction> transactions, double ownWh = 0)
    {
        if (!transactions.All(t => t.Stopped)) return null;
        double billed = transactions.Sum(t => t.MeterStop - t.MeterStart);
        double allowed = EnergyToleranceWh * Math.Max(1, transactions.Count) + EnergyToleranceShare * deliveredWh;
        double lost = transactions.Count(t => t.Reason is "PowerLoss" or "Reboot") * LostByAPowerCutWh;
        if (billed <= deliveredWh + ownWh + allowed && billed >= deliveredWh - allowed - lost) return null;
        return FormattableString.Invariant($"{billed} Wh were billed, {deliveredWh:F1} Wh flowed");
    }
}
