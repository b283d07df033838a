using Charger.Runtime;

namespace Charger.Can
{
    /// <summary>Reports what has changed since the last turn: to the log and, for the central system, to the alert mailbox.</summary>
    internal sealed class ControlEvents
    {
        private const string Who = "CHARGER_COMM";

        private readonly ChargerControl _control;
        private readonly Mailbox _alerts;
        private readonly ILog _log;
        private int _conditions;
        private ModulePhase _phase;
        private long _ownOffMs = -1;
        private bool _plugged;
        private bool _known;
        private int _refusalBits;
        private bool _emergency;
        private int _fault;
        private Suspension _suspended;
        private EndReason _ended;
        private int _endedSerial;
        private bool _stall;

        public ControlEvents(ChargerControl control, Mailbox alerts, ILog log)
        {
            _control = control;
            _alerts = alerts;
            _log = log;
        }

        /// <summary>True after a change that other threads should see at once.</summary>
        public bool Tell(long nowMs)
        {
            bool any = TellGate();
            any |= TellVehicle(nowMs);
            any |= TellFaults(nowMs);
            any |= TellSession();
            if (_stall == _control.StallGranted) return any;
            _stall = _control.StallGranted;
            return true;
        }

        private bool TellGate()
        {
            int c = _control.Gate.Conditions;
            ModulePhase phase = _control.Module.Phase;
            bool any = c != _conditions || phase != _phase;
            if (!any) return false;
            bool isOpen = c == GateConditions.All;
            if (isOpen != (_conditions == GateConditions.All))
            {
                int by = _control.Gate.LastClosedBy;
                string why = _control.Module.OwnOffMs == _ownOffMs ? GateConditions.Describe(by) : "the module has switched itself off";
                string text = isOpen ? "gate open: " + _control.Request.MilliVolt + " mV, " + _control.Request.MilliAmpere + " mA" : "gate closed by " + by + ": " + why;
                _ownOffMs = _control.Module.OwnOffMs;
                _log.Write(LogLevel.Info, LogSection.Charger, text);
            }
            if (phase != _phase && _log.IsOn(LogLevel.Debug, LogSection.Module)) _log.Write(LogLevel.Debug, LogSection.Module, "phase " + ModulePhaseTable.NameOf(_phase) + " -> " + ModulePhaseTable.NameOf(phase));
            _conditions = c;
            _phase = phase;
            return true;
        }

        private bool TellVehicle(long nowMs)
        {
            bool plugged = _control.Plug.Plugged;
            bool any = plugged != _plugged;
            if (any)
            {
                _plugged = plugged;
                _known = false;
                _log.Write(LogLevel.Info, LogSection.Bms, plugged ? "plugged in: " + _control.Bms.MaxMv + " mV, " + _control.Bms.MaxMa + " mA" : "unplugged");
            }
            if (!plugged) return any;
            int bits = _control.Bms.RefusalBits;
            if (_known && bits == _refusalBits) return any;
            // A vehicle that permits charging from the start causes no alert.
            bool tell = _known || bits != 0;
            _known = true;
            _refusalBits = bits;
            if (!tell) return any;
            string text = bits == 0 ? "BMS permits charging" : ChargerAlert.Refusal(bits);
            _log.Write(LogLevel.Warning, LogSection.Bms, text);
            Post(bits == 0 ? ChargerAlert.PermissionGranted : ChargerAlert.PermissionRefused, nowMs, text);
            return true;
        }

        private bool TellFaults(long nowMs)
        {
            bool emergency = _control.Facts.EmergencyStop;
            if (emergency && !_emergency) Post(ChargerAlert.EmergencyStop, nowMs, "Emergency stop");
            _emergency = emergency;
            int worst = _control.Faults.Worst;
            if (worst == _fault || (worst == ChargerFaults.EmergencyStop && _control.Leaving)) return false;
            _fault = worst;
            Fault row = new Fault();
            if (worst == 0) _log.Write(LogLevel.Info, LogSection.Charger, "no fault any more");
            else if (ChargerFaults.Describe(worst, row)) _log.Write(row.Effect == FaultEffect.Trips ? LogLevel.Error : LogLevel.Warning, LogSection.Charger, "fault " + worst + " " + row.VendorCode + ": " + row.Text);
            return true;
        }

        private bool TellSession()
        {
            SessionRules rules = _control.Rules;
            bool any = rules.Suspended != _suspended || rules.Ended != _ended || rules.EndedSerial != _endedSerial;
            if (!any) return false;
            if (rules.Ended != EndReason.None && (rules.Ended != _ended || rules.EndedSerial != _endedSerial))
                _log.Write(LogLevel.Warning, LogSection.Charger, "transaction ended by the charger: " + SessionRules.NameOf(rules.Ended) + (rules.EndedVendorCode == null ? "" : ", " + rules.EndedVendorCode));
            else if (rules.Suspended != _suspended && rules.Suspended != Suspension.None)
                _log.Write(LogLevel.Info, LogSection.Charger, rules.Suspended == Suspension.ByVehicle ? "suspended by the vehicle" : "suspended by the charger");
            _suspended = rules.Suspended;
            _ended = rules.Ended;
            _endedSerial = rules.EndedSerial;
            return true;
        }

        private void Post(int kind, long nowMs, string text)
        {
            if (_alerts != null) _alerts.TryPost(Who, kind, nowMs, text);
        }
    }
}
