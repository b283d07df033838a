using System.Threading;

namespace Charger.Can
{
    /// <summary>What a turn reads and watches: the permit, the pins, time-outs that close the gate, the faults.</summary>
    public sealed partial class ChargerControl
    {
        private void ReadPermit(long nowMs)
        {
            int version = _permits.Version;
            if (version == _permitVersion && !_permits.IsHeld)
            {
                _permitMs = nowMs;
                return;
            }
            if (_permits.TryRead(Who, _permit))
            {
                _permitVersion = version;
                _permitMs = nowMs;
            }
            else if (nowMs - _permitMs > PermitLostMs)
            {
                _permit.EnergyPermitted = false;
                // The local copy differs from the published permit: read it again as soon as possible.
                _permitVersion = -1;
            }
            if (_permit.TransactionRunning && _permit.TransactionSerial != _meteredSerial)
            {
                _meteredSerial = _permit.TransactionSerial;
                Meter.StartSession();
            }
        }

        private void ReadInputs(long nowMs)
        {
            bool asked = _emergencyAsked != 0 && Interlocked.Exchange(ref _emergencyAsked, 0) != 0;
            if (asked) Faults.Trip(ChargerFaults.EmergencyStop, nowMs);
            // Reading a pin allocates objects on the device: not for every frame, but at once when a new transaction ends the resting state.
            if (_rests && !_permit.TransactionRunning ? nowMs >= _nextPinsMs : _rests || nowMs >= _nextMs) ReadPins(nowMs);
            // The fault closes the gate in this step, so the port may send urgent frames again after the cut.
            if (asked) _modulePort.Release();
            Facts.EmergencyStop = Faults.IsActive(ChargerFaults.EmergencyStop);
            // Only while the output is or may come on: otherwise the UI thread reads the button.
            Facts.StopPressed = StopButton != null && Facts.TransactionRunning && StopButton.ConsumePress(nowMs);
            _state.ApplyBuses(nowMs, _modulePort.State, _bmsPort.State);
        }

        private void ReadPins(long nowMs)
        {
            _nextPinsMs = nowMs + IdlePinsMs;
            if (_emergency != null && _emergency.Read() == (Settings[ChargerSettings.EmergencyHigh] != 0)) Faults.Trip(ChargerFaults.EmergencyStop, nowMs);
            Facts.GunFitted = _gun != null;
            if (_gun != null) Facts.GunOpen = _gun.Read() != (Settings[ChargerSettings.GunClosedHigh] != 0);
        }

        private void ApplyTerminals(long nowMs)
        {
            ModuleReadings r = Module.Readings;
            if (r.TerminalTimeMs == r.PowerMs) Meter.Sample(r.TerminalTimeMs, r.TerminalMv, r.TerminalMa, Module.OutputOn);
            Measured.ApplyTerminals(nowMs);
        }

        // A meter of its own, in images of the flavour Meter=Modbus; in others there is not even a call (docs/adr/0063).
        partial void ApplyMeter(long nowMs);

        partial void KeepMeter(long nowMs);

        partial void HoldForMeter();

        // Time-outs that can close the gate; with `whole` also what changes rarely.
        private void Watch(long nowMs, bool whole)
        {
            bool plugged = Plug.Plugged;
            if (whole) Plug.Step(nowMs, Bms, Facts.GunFitted, !Facts.GunOpen, _state.BmsBusUpSinceMs);
            if (_clearAsked != 0 || plugged && !Plug.Plugged) Unlatch();
            if (whole) Measured.Watch(nowMs, Module.Phase == ModulePhase.On);
            else Measured.WatchTrips(nowMs);
            // A limit in W moves with the measured voltage.
            if (whole || _permit.LimitW > 0)
            {
                Request.Choose(Bms, _permit, Module.OutputOn, Measured.Voltage.Value);
                Module.Want(Request.MilliVolt, Request.MilliAmpere, nowMs);
            }
            if (Gate.OverTripped) Faults.Trip(Measured.Over == OverLimit.Voltage ? ChargerFaults.OverVoltage : ChargerFaults.OverCurrent, nowMs);
            if (Proof != null && Proof.Step(nowMs, Contactor.Closed, Measured.Voltage, Measured.Current)) Faults.Latch(ChargerFaults.ContactorFails);
            if (whole) WatchFaults(nowMs);
        }

        private void WatchFaults(long nowMs)
        {
            ModuleReadings r = Module.Readings;
            ApplyMeter(nowMs);
            if (Module.Refuses)
            {
                Faults.Trip(ChargerFaults.ModuleRefuses, nowMs);
                Module.ForgiveRefusals();
            }
            _state.ApplyModule(nowMs, Gate.ModuleHealthy, r);
            Faults.Set(ChargerFaults.OverTemperature, Measured.Hot);
            Faults.Set(ChargerFaults.ModuleOffline, _state.ModuleOffline);
            Faults.Set(ChargerFaults.ModuleBusDown, _state.ModuleBusDown);
            Faults.Set(ChargerFaults.VehicleBusDown, _state.BmsBusDown);
            Faults.Set(ChargerFaults.BmsRefuses, Plug.Plugged && Bms.RefusalBits != 0);
            Faults.Set(ChargerFaults.BmsSilent, Plug.Plugged && nowMs - Bms.RequestMs > Settings[ChargerSettings.BmsSilentMs]);
            Faults.Set(ChargerFaults.ReadingsDisagree, Measured.Disagree);
            Faults.Set(ChargerFaults.RegisterNotStored, Register.Failing);
            if (Meter.ConsumeGapWarning()) Faults.Set(ChargerFaults.MeterGaps, true);
            else if (Meter.SessionGapMs == 0) Faults.Set(ChargerFaults.MeterGaps, false);
            Faults.ApplyAlarms(_state.Alarms, _state.EndingAlarms, nowMs);
            Faults.Step(nowMs, _state.Alarms);
            Facts.EndingAlarms = _state.EndingAlarms;
            int over = Faults.IsActive(ChargerFaults.OverVoltage) ? ChargerFaults.OverVoltage : Faults.IsActive(ChargerFaults.OverCurrent) ? ChargerFaults.OverCurrent : 0;
            if (over == 0 && Faults.IsActive(ChargerFaults.RepeatedStarts)) over = ChargerFaults.RepeatedStarts;
            if (Faults.IsActive(ChargerFaults.ContactorFails)) over = ChargerFaults.ContactorFails;
            Facts.EndingFault = Facts.EmergencyStop ? ChargerFaults.EmergencyStop : over;
            Facts.ModuleOn = Module.Phase == ModulePhase.On;
            HoldForStall();
        }

        // Unplugging clears only the fault RepeatedStarts.
        private void Unlatch()
        {
            Starts.Forget(_clearAsked != 0);
            if (_clearAsked != 0) Faults.Latched = 0;
            else Faults.Unlatch(ChargerFaults.RepeatedStarts);
            _clearAsked = 0;
        }

        // A call that freezes all threads must not begin while the output is on: on a request the output is held off, then the call is granted.
        private void HoldForStall()
        {
            bool off = !Module.OutputOn && !Contactor.Closed && (Module.Phase == ModulePhase.Off || _state.ModuleOffline);
            if (!_permit.StallRequested) Facts.StallHold = false;
            else if (off || _permit.PauseForStall || !Module.OutputOn) Facts.StallHold = true;
            StallGranted = Facts.StallHold && off;
        }
    }
}
