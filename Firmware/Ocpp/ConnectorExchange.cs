using Charger.Can;
using Charger.Runtime;
using Ocpp.Client;

namespace Firmware
{
    /// <summary>Joins Charger.Can and Ocpp.Client: converts the charger's snapshot to connector inputs, and the connector's outputs to the charge permit.</summary>
    public sealed class ConnectorExchange
    {
        /// <summary>The row of the fault that is reported, null for none.</summary>
        private Fault _fault;
        private int _faultNumber;

        /// <summary>Fills the connector's inputs from the snapshot; called in each turn of the OCPP thread, under the lock of the snapshot.</summary>
        public void ToInputs(ChargerSnapshot from, ConnectorInputs into)
        {
            into.Plugged = from.Plugged;
            into.Energy = EnergyOf(from.Suspended);
            into.RegisterWh = from.RegisterWh;
            into.PowerW = from.PowerW;
            into.VoltageMv = from.VoltageMv;
            into.CurrentMa = from.CurrentMa;
            into.OfferedMa = from.OfferedMa;
            into.SocDeciPercent = from.SocDeciPercent;
            into.TemperatureMilliC = from.TemperatureMilliC;
            into.EndedSerial = from.Ended == EndReason.None ? 0 : from.EndedSerial;
            into.EndedReason = SessionRules.NameOf(from.Ended);
            into.StallGranted = from.StallGranted;
            CopyFault(from, into);
            into.NotReadyBecause = NotReady(from, into);
        }

        /// <summary>Copies what the session allows; called under the lock of the permit.</summary>
        public static void ToPermit(ConnectorOutputs from, ChargePermit into)
        {
            into.TransactionRunning = from.TransactionRunning;
            into.TransactionSerial = from.TransactionSerial;
            into.EnergyPermitted = from.EnergyPermitted;
            into.LimitMa = from.LimitMa;
            into.LimitW = from.LimitW;
            into.InstallUnderWay = from.InstallUnderWay;
            into.StallRequested = from.StallRequested;
            into.PauseForStall = from.PauseForStall;
        }

        /// <summary>True for a change that the charger's side should get at once.</summary>
        public static bool Differ(ConnectorOutputs from, ChargePermit held)
        {
            return from.TransactionRunning != held.TransactionRunning || from.TransactionSerial != held.TransactionSerial
                || from.EnergyPermitted != held.EnergyPermitted || from.LimitMa != held.LimitMa || from.LimitW != held.LimitW
                || from.InstallUnderWay != held.InstallUnderWay || from.StallRequested != held.StallRequested || from.PauseForStall != held.PauseForStall;
        }

        private static EnergyState EnergyOf(Suspension suspended)
        {
            switch (suspended)
            {
                case Suspension.ByVehicle: return EnergyState.SuspendedByVehicle;
                case Suspension.ByCharger: return EnergyState.SuspendedByCharger;
                default: return EnergyState.Charging;
            }
        }

        /// <summary>Reports the worst fault. Its row is made only when the number changes, since that allocates.</summary>
        private void CopyFault(ChargerSnapshot from, ConnectorInputs into)
        {
            if (from.FaultNumber != _faultNumber)
            {
                _faultNumber = from.FaultNumber;
                _fault = new Fault();
                if (_faultNumber == 0 || !ChargerFaults.Describe(_faultNumber, _fault) || _fault.ErrorCode == null) _fault = null;
            }
            bool any = _fault != null;
            into.FaultErrorCode = any ? _fault.ErrorCode : null;
            into.FaultVendorCode = any ? _fault.VendorCode : null;
            into.FaultInfo = any ? _fault.Text : null;
            into.FaultStops = any && _fault.Effect == FaultEffect.Trips;
        }

        private static string NotReady(ChargerSnapshot from, ConnectorInputs into)
        {
            if (into.FaultStops) return into.FaultVendorCode;
            if (!from.ModuleHealthy) return "the power module is silent";
            if (from.BmsBus == CanBusState.Down || from.BmsBus == CanBusState.BusOff) return "CAN2 is down";
            return null;
        }
    }
}
