using Charger.Metering;

namespace Charger.Can
{
    public sealed partial class ChargerControl
    {
        /// <summary>The meter that energy is counted by; null: the module's readings count. Only in images of the flavour Meter=Modbus.</summary>
        internal MeterBilling Billing { get; private set; }

        /// <summary>Energy is counted by this meter from now on, and nothing is charged while it does not answer. Before the first step.</summary>
        public void BillBy(MeterBilling billing) => Billing = billing;

        /// <summary>Replaces what the module's readings have added since the last turn; gaps between them do not matter then.</summary>
        partial void ApplyMeter(long nowMs)
        {
            if (Billing == null) return;
            Meter.TotalMwMs = Billing.Bill(nowMs, _permit.TransactionRunning, Module.OutputOn, Meter.TotalMwMs);
            // A register that stands still is what missing samples are elsewhere: less is counted than flows.
            Meter.SessionGapMs = Billing.Still ? Meter.SessionMs : 0;
            Faults.Set(ChargerFaults.MeterSilent, Billing.Lost);
            if (Billing.Ends(nowMs, Facts.TransactionRunning, Settings[ChargerSettings.ModuleEndMs])) Rules.EndByFault(ChargerFaults.MeterSilent, EndReason.Other);
        }

        partial void KeepMeter(long nowMs)
        {
            if (Billing != null && !_permit.TransactionRunning) Billing.Keep(nowMs);
        }

        partial void HoldForMeter()
        {
            if (Billing != null && !Billing.Works) Facts.LockedUntilMs = long.MaxValue;
        }
    }
}
