using Charger.Can;
using Charger.Runtime;
using Ocpp.Client;

namespace Firmware
{
    /// <summary>Between the two languages: the charger's snapshot as connector inputs, the connector's outputs as a charge permit.</summary>
    public static class ConnectorMapping
    {
        /// <summary>Fills the inputs; <paramref name="row"/> is room for a fault's row.</summary>
        public static void ToInputs(ChargerSnapshot from, ConnectorInputs into, Fault row)
        {
            into.Plugged = from.Plugged;
            into.Energy = from.Suspended == Suspension.ByCharger ? EnergyState.SuspendedByCharger
                : from.Suspended == Suspension.ByVehicle ? EnergyState.SuspendedByVehicle : EnergyState.Charging;
            into.RegisterWh = from.EnergyWh;
            into.PowerW = from.PowerW;
            into.VoltageMv = from.VoltageMv;
            into.CurrentMa = from.CurrentMa;
            into.OfferedMa = from.OfferedMa;
            into.SocDeciPercent = from.SocDeciPercent;
            into.TemperatureMilliC = from.TemperatureMilliC;
            into.EndedSerial = from.EndedSerial;
            into.EndedReason = Word(from.Ended);
            into.EndedVendorCode = from.EndedVendorCode;
            into.StallGranted = from.StallGranted;
            bool fault = from.FaultNumber != 0 && ChargerFaults.Describe(from.FaultNumber, row);
            into.FaultStops = fault && row.Effect == FaultEffect.Trips;
            into.FaultErrorCode = fault ? row.ErrorCode : null;
            into.FaultVendorCode = fault ? row.VendorCode : null;
            into.FaultInfo = fault ? row.Text : null;
            into.NotReadyBecause = into.FaultStops ? row.Text : !from.ModuleHealthy ? "the power module does not answer" : null;
        }

        public static void ToPermit(ConnectorOutputs from, ChargePermit into)
        {
            into.TransactionRunning = from.TransactionRunning;
            into.TransactionSerial = from.TransactionSerial;
            into.OcppPermits = from.EnergyPermitted;
            into.LimitMa = from.LimitMa;
            into.LimitW = from.LimitW;
            into.InstallUnderWay = from.InstallUnderWay;
            into.StallRequested = from.StallRequested;
            into.PauseForStall = from.PauseForStall;
        }

        private static string Word(EndReason reason)
        {
            switch (reason)
            {
                case EndReason.EvDisconnected: return "EVDisconnected";
                case EndReason.EmergencyStop: return "EmergencyStop";
                case EndReason.Other: return "Other";
                default: return null;
            }
        }
    }
}
