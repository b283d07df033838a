using Charger.Runtime;

namespace Charger.Can
{
    /// <summary>
    /// The charger's fault table: number, effect, latch rule, OCPP error code (S 7.6), vendor code, text. Numbers 1 to 32 are
    /// bits 0 to 31 of the module's alarms (0x83), the charger's own begin at 40.
    /// </summary>
    public static partial class ChargerFaults
    {
        /// <summary>First number that is not an alarm bit of the module.</summary>
        public const int FirstOwn = 40;
        /// <summary>Gate condition 8 has tripped on the voltage.</summary>
        public const int OverVoltage = 40;
        /// <summary>Gate condition 8 has tripped on the current.</summary>
        public const int OverCurrent = 41;
        /// <summary>The button, or the console.</summary>
        public const int EmergencyStop = 42;
        /// <summary>One command was refused MostRefusals times in a row within a second or more.</summary>
        public const int ModuleRefuses = 43;
        /// <summary>A sensor of the module is at the limit or has not cooled below its hysteresis.</summary>
        public const int OverTemperature = 44;
        /// <summary>Fewer than two signs of life for 5 s.</summary>
        public const int ModuleOffline = 45;
        /// <summary>CAN1 has been down for 5 s.</summary>
        public const int ModuleBusDown = 46;
        /// <summary>CAN2 has been down for 5 s.</summary>
        public const int VehicleBusDown = 47;
        /// <summary>Plugged in, and no BMS request for longer than BmsSilentMs.</summary>
        public const int BmsSilent = 48;
        /// <summary>Plugged in, and d4 of the BMS request is not 0.</summary>
        public const int BmsRefuses = 49;
        /// <summary>Gaps between terminal frames exceed their share of the session.</summary>
        public const int MeterGaps = 50;
        /// <summary>The last write of the energy register failed.</summary>
        public const int RegisterNotStored = 51;
        /// <summary>Terminal frames and the module's own readings have disagreed for 10 s.</summary>
        public const int ReadingsDisagree = 52;
        /// <summary>The third counted start within 10 minutes has failed (<see cref="StartPolicy"/>).</summary>
        public const int RepeatedStarts = 53;
        /// <summary>The contactor does not follow its pin (<see cref="ContactorProof"/>).</summary>
        public const int ContactorFails = 54;

        /// <summary>In images of the flavour Meter=Modbus alone: in others it has no row.</summary>
        public const int MeterSilent = 55;
        /// <summary>Highest number there is.</summary>
        public const int LastOwn = 55;

        // Sets of own faults, bit 0 for FirstOwn. The only source: table rows, docs and the locks of the output derive from them.

        /// <summary>Own faults that lock the output for a time after their cause has gone (setting FaultLockMs).</summary>
        public const int LockForTime = 1 << (OverVoltage - FirstOwn) | 1 << (OverCurrent - FirstOwn) | 1 << (EmergencyStop - FirstOwn) | 1 << (ModuleRefuses - FirstOwn);

        /// <summary>Own faults that lock the output until they are cleared by hand, over restarts too.</summary>
        public const int LockUntilCleared = 1 << (RepeatedStarts - FirstOwn) | 1 << (ContactorFails - FirstOwn);

        /// <summary>Own faults that hold the output off while their cause lasts.</summary>
        public const int HoldOff = 1 << (OverTemperature - FirstOwn) | 1 << (ModuleOffline - FirstOwn) | 1 << (ModuleBusDown - FirstOwn) | 1 << (VehicleBusDown - FirstOwn) | 1 << (MeterSilent - FirstOwn);

        /// <summary>Fault number of an alarm bit.</summary>
        public static int OfAlarmBit(int bit) => bit + 1;

        /// <summary>Fills the row of a fault; false when there is no such number.</summary>
        public static bool Describe(int number, Fault into)
        {
            if (number >= 1 && number <= 32) return DescribeAlarm(number - 1, into);
            switch (number)
            {
                case OverVoltage: return Own(into, number, "OverVoltage", "OverVoltage", "Measured voltage above the ceiling: check the limits and the module.");
                case OverCurrent: return Own(into, number, "OverCurrentFailure", "OverCurrent", "Measured current above the ceiling: check the limits and the module.");
                case EmergencyStop: return Own(into, number, "OtherError", "EmergencyStop", "Emergency stop: release it when the cause is gone.");
                case ModuleRefuses: return Own(into, number, "PowerSwitchFailure", "ModuleRefuses", "The power module refuses commands: check its mode and address.");
                case OverTemperature: return Own(into, number, "HighTemperature", "OverTemperature", "Too hot: charging resumes when it has cooled; check fans and filters.");
                case ModuleOffline: return Own(into, number, "InternalError", "ModuleOffline", "The power module is silent: check its supply and the wires of CAN1.");
                case ModuleBusDown: return Own(into, number, "InternalError", "Can1Down", "CAN1 is down: check termination and wires.");
                case VehicleBusDown: return Own(into, number, "EVCommunicationError", "Can2Down", "CAN2 is down: check termination and wires.");
                case BmsSilent: return Own(into, number, "EVCommunicationError", "BmsSilent", "The vehicle's BMS is silent though the gun is locked: plug in again.");
                case BmsRefuses: return Own(into, number, "OtherError", "BmsRefuses", "The vehicle's BMS does not permit charging.");
                case MeterGaps: return Own(into, number, "PowerMeterFailure", "MeterGaps", "Energy samples are missing: the register counts less than what flowed.");
                case RegisterNotStored: return Own(into, number, "InternalError", "RegisterNotStored", "The energy register could not be stored: check the flash.");
                case RepeatedStarts: return Own(into, number, "PowerSwitchFailure", "RepeatedStarts", "Three starts in 10 minutes ended in a trip: check the module, then unplug or say 'faults clear'.");
                case ReadingsDisagree: return Own(into, number, "PowerMeterFailure", "ReadingsDisagree", "The module's terminal frames and its answers 0x84, 0x82 disagree: check the module's measuring.");
                case ContactorFails: return Own(into, number, "PowerSwitchFailure", "ContactorFails", "The contactor or its pin does not follow: keep away from the plug, repair it, then 'faults clear'.");
                default:
                    bool known = false;
                    DescribeMeter(number, into, ref known);
                    return known;
            }
        }

        // Elsewhere than in images of the flavour Meter=Modbus the call is not compiled.
        static partial void DescribeMeter(int number, Fault into, ref bool known);

        private static bool DescribeAlarm(int bit, Fault into)
        {
            switch (bit)
            {
                case 0: return Alarm(into, bit, "OverVoltage", "OutputOverVoltageLockout", "Output over-voltage lockout: switch the module off and on.");
                case 1: return Alarm(into, bit, "HighTemperature", "AmbientOverTemperature", "The module's surroundings are too hot.");
                case 2: return Alarm(into, bit, "PowerSwitchFailure", "FaultedOff", "The module has switched off on a fault.");
                case 3: return Alarm(into, bit, "PowerSwitchFailure", "ProtectionOff", "The module has switched off to protect itself.");
                case 4: return Alarm(into, bit, "OtherError", "Fan", "A fan of the module does not turn.");
                case 6: return Alarm(into, bit, "OverCurrentFailure", "OutputOverCurrent", "Output over-current at the module.");
                case 7: return Alarm(into, bit, "UnderVoltage", "OutputUnderVoltage", "Output under-voltage at the module.");
                case 8: return Alarm(into, bit, "OtherError", "LowTemperature", "The module is too cold.");
                case 9: return Alarm(into, bit, "NoError", "ModuleOff", "The module is off (a state).");
                case 12: return Alarm(into, bit, "HighTemperature", "InternalOverTemperature", "The module is too hot inside.");
                case 15: return Alarm(into, bit, "OtherError", "CanQuality", "The module sees errors on CAN1.");
                case 17: return Alarm(into, bit, "UnderVoltage", "AcUnderVoltage", "Mains under-voltage.");
                case 18: return Alarm(into, bit, "OtherError", "AcUnbalance", "Mains phases are unbalanced.");
                case 19: return Alarm(into, bit, "OtherError", "PhaseLoss", "A mains phase is missing.");
                case 22: return Alarm(into, bit, "OverVoltage", "AcOverVoltage", "Mains over-voltage.");
                case 23: return Alarm(into, bit, "InternalError", "Pfc", "Power factor correction of the module has failed.");
                case 26: return Alarm(into, bit, "InternalError", "InternalCommunication", "Communication inside the module has failed.");
                case 27: return Alarm(into, bit, "OverCurrentFailure", "ShortCircuitLimiting", "The module limits a short circuit.");
                case 28: return Alarm(into, bit, "NoError", "CurrentLimit", "Current limit, else constant voltage (a state).");
                case 29: return Alarm(into, bit, "UnderVoltage", "AcLost", "The mains is gone.");
                default: return Alarm(into, bit, "OtherError", "AlarmBit" + bit, "An alarm of the module that its protocol does not name.");
            }
        }

        private static bool Own(Fault into, int number, string errorCode, string vendorCode, string text)
        {
            int bit = 1 << (number - FirstOwn);
            bool latches = ((LockForTime | LockUntilCleared) & bit) != 0;
            return Row(into, number, latches || (HoldOff & bit) != 0, latches, errorCode, vendorCode, text);
        }

        private static bool Alarm(Fault into, int bit, string errorCode, string vendorCode, string text)
        {
            bool trips = (ModuleProtocol.TrippingAlarms & (1 << bit)) != 0;
            return Row(into, OfAlarmBit(bit), trips, trips, errorCode, vendorCode, text);
        }

        private static bool Row(Fault into, int number, bool trips, bool latches, string errorCode, string vendorCode, string text)
        {
            into.Number = number;
            into.Effect = trips ? FaultEffect.Trips : FaultEffect.Warns;
            into.Latches = latches;
            into.ErrorCode = errorCode;
            into.VendorCode = vendorCode;
            into.Text = text;
            return true;
        }
    }
}
