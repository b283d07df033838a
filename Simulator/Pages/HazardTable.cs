using Charger.Can;

namespace Simulator.Pages;

/// <summary>One hazard and everything that stands against it.</summary>
/// <param name="Cause">What happens in the world.</param>
/// <param name="Gate">Number of the gate's condition that turns false, 0 where another way leads to off.</param>
/// <param name="Fault">Number of the fault that is told, 0 for none.</param>
/// <param name="Detected">How; {NAME} is a setting's default in its own unit.</param>
/// <param name="Then">What becomes of the transaction, and when the output may come on again.</param>
/// <param name="Required">From the cause's first sign at the controller to the STOP, as a formula of settings and ms.</param>
/// <param name="Figures">Measured worst cases, by the names in docs/figures.md.</param>
/// <param name="Tests">CLASS.METHOD.</param>
public sealed record Hazard(string Cause, int Gate, int Fault, string Detected, string Then, string Required, string[] Figures, string[] Tests);

/// <summary>The hazards that the firmware knows, in the order of the gate's conditions.</summary>
public static class HazardTable
{
    private const string StopFigure = "can.stop_latency_worst_ms";
    private const string EveryCondition = "GateTests.Condition_AloneFalse_ClosesTheGateAndIsTold";
    private const string EveryStop = "StopLatencyTests.Stop_AnyCondition_IsOutWithin100Ms";
    private const string EveryEnd = "SessionRulesTests.Condition_False_StopsSuspendsEnds";

    public static readonly IReadOnlyList<Hazard> All =
    [
        new("Power without anybody who pays or wants it", 1, 0, "no transaction runs: ended by card, console, central system or STOP button", "ended", "100 ms", [StopFigure], [EveryCondition, EveryStop, "StopButtonTests.*"]),
        new("The central system withdraws its permission: unavailable, limit 0", 2, 0, "the permit of the OCPP thread, looked at every 20 ms", "a limit of 0 suspends; back when it rises", "100 ms", [StopFigure], [EveryCondition, EveryEnd]),
        new("The cable is pulled under load, or the vehicle leaves", 3, 0, "no plausible frame of the BMS for {PlugLostMs} ms, or the gun switch", "ended as EVDisconnected", "{PlugLostMs} ms + 100 ms", [StopFigure], ["BmsTests.Plug_TwoFramesAndASecond_LostAfterThree", "OldDefectsTests.Unplug_WhileTheTerminalVoltageDecays_IsSeen"]),
        new("The battery refuses: its cell, temperature or current is out of bounds", 4, ChargerFaults.BmsRefuses, "byte 4 of the request is not 0", "suspended, ended after {RefusalEndMs} ms; at once for the emergency bit", "100 ms", [StopFigure], [EveryCondition, EveryEnd, "OldDefectsTests.BmsRefusalAtStart_IsNotIgnored"]),
        new("The BMS falls silent: nobody protects the battery", 4, ChargerFaults.BmsSilent, "no request for {BmsFreshMs} ms", "ended after {BmsSilentMs} ms", "{BmsFreshMs} ms + 100 ms", [StopFigure], [EveryCondition, "BmsTests.Feedback_EachFlag_ComesAlone"]),
        new("The BMS asks for more than the charger or the battery may take", 5, 0, "the request is the least of BMS, module, ceiling ({CeilingMv} mV, {CeilingMa} mA) and OCPP limit; an implausible one counts for nothing", "goes on with the lower limits", "100 ms", [StopFigure], ["PowerModuleTests.Request_AboveTheCeiling_IsClamped", "PowerModuleTests.Request_IsTheLeastOfAll", "BmsTests.Request_Implausible_KeepsTheVehicleAndTheLastValue"]),
        new("The module does not take a limit", 5, ChargerFaults.ModuleRefuses, "no echo of the changed limit for {AckMs} ms, or {MostRefusals} refusals", "suspended; refused for good is a fault", "{AckMs} ms + 100 ms", [StopFigure], ["PowerModuleTests.Limits_NoEchoOfAChange_StopAfterThreeSeconds", "PowerModuleTests.Refused_ForGood_IsAFaultAndTheOutputOff"]),
        new("The module falls silent or loses its mains", 6, ChargerFaults.ModuleOffline, "fewer than two of terminal power, terminal status and heartbeat within {ModuleFreshMs} ms", "suspended, ended after {ModuleEndMs} ms", "{ModuleFreshMs} ms + 100 ms", [StopFigure], [EveryCondition, "OldDefectsTests.ModuleSilentAtBoot_IsOffline"]),
        new("The module reports a defect or protects itself", 6, 0, "a tripping bit of 0x83, asked every 900 ms at least; OFF read back twice while ON is wanted", "ended; locked for {FaultLockMs} ms; no START before the alarms were answered and are clear", "1000 ms", [StopFigure, "safety.starts_before_clear_alarms"], ["GateTests.EveryTrippingAlarmBit_AndNoOther_ClosesTheGate", "PowerModuleTests.OffReadBack_WhileOn_CountsWhenItComesTwice"]),
        new("Over-temperature of the module", 7, ChargerFaults.OverTemperature, "a sensor above {CeilingMilliC} (0.001 degC) for {OverMs} ms and in two readings in a row, any value above the plausible range too", "suspended until {HysteresisMilliC} (0.001 degC) below, ended after {HeatEndMs} ms", "1500 ms", ["safety.trip_temperature_worst_ms"], ["MeasuredLimitsTests.Temperature_AboveTheCeiling_StopsWithinOneAndAHalfSeconds", "OldDefectsTests.OverTemperatureAbove64_IsReached"]),
        new("A temperature sensor breaks or is not answered", 7, 0, "a value below the plausible range or none for {ReadingFreshMs} ms; each fitted sensor by itself", "suspended; back with a reading", "{ReadingFreshMs} ms + 100 ms", [StopFigure], ["MeasuredLimitsTests.Value_Unknown_StopsAfterItsAge", "MeasuredLimitsTests.TemperatureSensor_NotFitted_CountsForNothing"]),
        new("Over-voltage at the terminals", 8, ChargerFaults.OverVoltage, "more than {OverMv} mV above {CeilingMv} mV for {OverMs} ms and in two readings in a row, any value above the plausible range too", "ended; locked for {FaultLockMs} ms; three in 10 minutes latch", "500 ms", ["safety.trip_over_voltage_worst_ms"], ["MeasuredLimitsTests.Terminals_AboveTheCeiling_StopWithinHalfASecond", "MeasuredLimitsTests.StandIns_AboveTheCeiling_StopWithinOneAndAHalfSeconds"]),
        new("Over-current", 8, ChargerFaults.OverCurrent, "more than {OverMa} mA above {CeilingMa} mA, as with the voltage", "ended; locked for {FaultLockMs} ms; three in 10 minutes latch", "500 ms", ["safety.trip_over_current_worst_ms"], ["MeasuredLimitsTests.Terminals_AboveTheCeiling_StopWithinHalfASecond"]),
        new("Voltage or current is not measured any more", 8, 0, "neither terminal frames nor the module's answers 0x84, 0x82 within {ModuleFreshMs} ms, NaN and infinity included", "suspended; back with a reading", "{ModuleFreshMs} ms + 100 ms", [StopFigure], ["MeasuredLimitsTests.Value_Unknown_StopsAfterItsAge", "OldDefectsTests.NotANumber_IsDroppedAndCounted"]),
        new("One corrupted frame shows a value that is not there", 8, 0, "one reading above its limit is asked for again at once", "goes on", "none", ["safety.false_trips"], ["MeasuredLimitsTests.OneReading_AboveTheCeiling_TripsNothing"]),
        new("A CAN bus fails: short, broken wire, dead chip", 9, ChargerFaults.ModuleBusDown, "bus-off, or the controller lost its settings", "suspended, ended after {BusEndMs} ms; the bus is tried again after 1 s, doubling to 30 s", "100 ms", [StopFigure], [EveryCondition, EveryStop]),
        new("Emergency stop", 10, ChargerFaults.EmergencyStop, "the input, looked at every 20 ms; `stop` on the console", "ended; locked for {FaultLockMs} ms", "100 ms", [StopFigure], [EveryCondition, EveryStop]),
        new("A defect that comes back with every start", 10, ChargerFaults.RepeatedStarts, "three starts in 10 minutes after a trip of condition 8 or the module's own OFF", "latched on flash until `faults clear`, a Hard Reset or unplugging", "no fourth start", [], ["FaultsClearTests.*"]),
        new("The contactor welds or sticks", 10, ChargerFaults.ContactorFails, "the auxiliary contact contradicts the pin for 200 ms; on boards without one, two readings above 2 A from 500 ms after the pin opened on: a welded contactor of a module that obeys is then not noticed, and Health says so", "ended; latched on flash until `faults clear` or a Hard Reset", "200 ms + 100 ms", [], ["ContactorProofTests.Control_ContactorFails_EndsLocksAndOutlivesARestartUntilCleared", "ContactorTests.*"]),
        new("New firmware is installed", 11, 0, "an install begins only without a transaction", "none", "100 ms", [StopFigure], [EveryCondition]),
        new("STOP is not obeyed, or lost on the bus", 0, 0, "OFF is not read back", "STOP three times at once, then repeated until OFF is read back; the contactor opens {ContactorOpenMs} ms later at the latest", "{ContactorOpenMs} ms + 100 ms", ["can.stop_latency_pin_worst_ms"], ["OldDefectsTests.Stop_NotObeyedOrNotTaken_IsRepeatedUntilOffIsReadBack"]),
        new("A thread hangs", 0, 0, "no progress for 10 s (OCPP: a lease of 30 s at most, honoured only while the output is off)", "output off, reason stored, restart", "10000 ms + 100 ms", [], ["SupervisorTests.Supervisor_OneStandsStill_CutsFirstStoresThenReboots", "SupervisionTests.Thread_StandsStillWhileCharging_OutputOffThenRestartWithItsName"]),
        new("A thread ends by an exception", 0, 0, "the thread's own handler", "output off at once, by the supervisor where CAN_RX has died; restart", "100 ms", [], ["SupervisionTests.Thread_EndedByAnException_OutputOffAtOnceAndRestartWithTheReason", "SupervisorTests.Supervisor_CanReceiveFailed_SendsStopItself"]),
        new("The heap is exhausted", 0, 0, "OutOfMemoryException anywhere", "the way to off makes no object; a reserve is given back first; restart", "100 ms", ["safety.cut_objects_of_ours", "safety.oom_output_left_on"], ["SupervisorTests.Supervisor_NoMemoryForWords_CutsStoresWithoutWordsAndRestarts"]),
        new("The processor or the whole firmware hangs", 0, 0, "the external watchdog gets no edge; the output pin falls with the reset", "restart; after three boots that did not last, safe mode without output", "by the watchdog chip", [], ["SupervisionTests.Boots_ThreeThatDidNotLast_EnterSafeModeWithConsoleAndNetwork"]),
        new("Energy is billed that did not flow", 0, ChargerFaults.MeterGaps, "implausible values, gaps above {EnergyGapMs} ms and intervals with a closed gate count nothing", "the register only grows", "none", ["energy.error_8h_percent"], ["EnergyTests.Meter_Gap_CountsNothing", "EnergyTests.Register_CutAtAnyWriteAndAnyByte_NeverGoesBack"]),
    ];
}
