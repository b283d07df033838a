using Charger.Runtime;

namespace Charger.Can
{
    /// <summary>
    /// The power module on CAN1: reads its frames, sends both request groups from boot on, and follows
    /// <see cref="ModulePhaseTable"/>. Only the gate's owner starts or stops it.
    /// </summary>
    public sealed class PowerModule
    {
        /// <summary>A refused limit is sent again after this time; the schedule would take up to 0.9 s.</summary>
        private const int LimitRetryMs = 100;
        private const int OffsWhileOn = 2;

        /// <summary>What the module reported last; filled by <see cref="Receive"/>.</summary>
        public readonly ModuleReadings Readings = new ModuleReadings();
        /// <summary>The limits it is asked for, and what it has echoed.</summary>
        public readonly ModuleLimits Limits = new ModuleLimits();

        private readonly int[] _settings;
        private readonly ILog _log;
        private readonly ModuleReading _reading = new ModuleReading();
        private readonly ModuleSender _sender;
        private long _phaseSinceMs;
        private long _limitRetryMs;
        private bool _wasThere;
        private int _offWhileOn;
        private readonly RefusalCounter _powerRefusals = new RefusalCounter();
        private readonly RefusalCounter _voltageRefusals = new RefusalCounter();
        private readonly RefusalCounter _currentRefusals = new RefusalCounter();

        /// <summary>Begins in phase Stopping.</summary>
        public PowerModule(int[] settings, ICanPort port, ILog log)
        {
            _settings = settings;
            _log = log;
            _sender = new ModuleSender(port, Limits);
        }

        /// <summary>State by <see cref="ModulePhaseTable"/>.</summary>
        public ModulePhase Phase;

        /// <summary>START was sent and no STOP since.</summary>
        public bool OutputOn;

        /// <summary>When the module was found to have switched itself off; -1 for never.</summary>
        public long OwnOffMs = -1;

        /// <summary>The module refuses a command repeatedly; cleared by <see cref="ForgiveRefusals"/>.</summary>
        public bool Refuses;

        /// <summary>The 8 bytes of STOP; never changed.</summary>
        public byte[] StopFrame => _sender.StopFrame;

        /// <summary>When the first STOP of the last burst was handed over; -1 before.</summary>
        public long LastStopMs => _sender.LastStopMs;

        /// <summary>Reads one frame. True for a terminal frame; <see cref="ModuleReadings.TerminalTimeMs"/> is its time when both values were plausible.</summary>
        public bool Receive(Frame frame)
        {
            DecodeResult result = ModuleCodec.Decode(frame.Id, frame.Data, frame.Length, _settings[ChargerSettings.RatedMa], _reading);
            if (_reading.Signal == ModuleSignal.TerminalPower)
            {
                ApplyTerminals(result == DecodeResult.Ok, frame.TimeMs);
                return true;
            }
            Apply(result, frame.TimeMs);
            return false;
        }

        /// <summary>When an extra frame is due while it rests; <see cref="long.MaxValue"/> for never.</summary>
        public long RestDueMs => _sender.RestDueMs;

        /// <summary>The output cannot come on: the module gets its frames at the lowest rates, in few turns.</summary>
        public bool Rests
        {
            set { _sender.Rests = value; }
        }

        /// <summary>Sends what is due. <paramref name="present"/>: its bus is up and it sends signs of life.</summary>
        public void Step(long nowMs, bool present)
        {
            if (present && !_wasThere) Raise(ModuleEvent.ModuleReturned, nowMs);
            _wasThere = present;
            if (Phase == ModulePhase.Preparing && nowMs - _phaseSinceMs >= _settings[ChargerSettings.AckMs]) Raise(ModuleEvent.TimedOut, nowMs);
            if (Phase == ModulePhase.Starting && nowMs - _phaseSinceMs >= _settings[ChargerSettings.StartMs]) Raise(ModuleEvent.TimedOut, nowMs);
            if (_limitRetryMs != 0 && nowMs >= _limitRetryMs)
            {
                _limitRetryMs = 0;
                Limits.VoltagePending = true;
                Limits.CurrentPending = true;
            }
            _sender.Step(nowMs, OutputOn, Phase == ModulePhase.Stopping);
        }

        /// <summary>Sets new limits: sent at once when they differ, and again by the schedule.</summary>
        public void Want(int milliVolt, int milliAmpere, long nowMs)
        {
            if (Limits.Want(milliVolt, milliAmpere, _settings[ChargerSettings.RatedMa], nowMs) && Phase >= ModulePhase.Preparing) Raise(ModuleEvent.LimitsChanged, nowMs);
        }

        /// <summary>Every gate condition but the limits' acknowledgement holds: the start-up sequence may begin.</summary>
        public void Prepare(long nowMs)
        {
            if (Phase == ModulePhase.Off) Raise(ModuleEvent.PrepareWanted, nowMs);
        }

        /// <summary>The gate is open and the contactor is closed: the module may start.</summary>
        public void Start(long nowMs)
        {
            if (Phase == ModulePhase.Ready) Raise(ModuleEvent.StartWanted, nowMs);
        }

        /// <summary>STOP at once, ahead of everything, whatever phase it is in.</summary>
        public void Stop(long nowMs)
        {
            // The table lists this event nowhere (its test holds that): the way to off needs no look at it.
            if (Phase != ModulePhase.Stopping || OutputOn) Halt(nowMs);
        }

        // Every cut of the output uses it: no object, no text, no lock.
        private void Halt(long nowMs)
        {
            Phase = ModulePhase.Stopping;
            OutputOn = false;
            Limits.Forget();
            _sender.Stop(nowMs);
        }

        /// <summary>Clears <see cref="Refuses"/> and counts anew: the fault has been raised.</summary>
        public void ForgiveRefusals()
        {
            Refuses = false;
            _powerRefusals.Clear();
            _voltageRefusals.Clear();
            _currentRefusals.Clear();
        }

        // Asks for the module's own readings at once: they are needed if the terminal frames stop now.
        private void ApplyTerminals(bool plausible, long timeMs)
        {
            ModuleReadings r = Readings;
            r.PowerMs = timeMs;
            if (r.Voltage.Apply(_reading.Milli, timeMs, _settings[ChargerSettings.CeilingMv] + _settings[ChargerSettings.OverMv])) _sender.Ask(ModuleProtocol.OutputVoltageFunction);
            if (r.Current.Apply(_reading.TerminalMa, timeMs, _settings[ChargerSettings.CeilingMa] + _settings[ChargerSettings.OverMa])) _sender.Ask(ModuleProtocol.OutputCurrentFunction);
            if (!plausible)
            {
                r.Implausible++;
                return;
            }
            r.TerminalMv = _reading.Milli;
            r.TerminalMa = _reading.TerminalMa;
            r.TerminalTimeMs = timeMs;
        }

        private void Apply(DecodeResult result, long timeMs)
        {
            ModuleReadings r = Readings;
            switch (result)
            {
                case DecodeResult.WrongLength:
                    r.WrongLengths++;
                    return;
                case DecodeResult.Unknown:
                    return;
                case DecodeResult.Implausible:
                    r.Implausible++;
                    break;
                case DecodeResult.Refused:
                    ApplyRefusal(timeMs);
                    return;
            }
            int milli = _reading.Milli;
            switch (_reading.Signal)
            {
                case ModuleSignal.TerminalStatus: r.StatusMs = timeMs; break;
                case ModuleSignal.Heartbeat: r.HeartbeatMs = timeMs; break;
                case ModuleSignal.OutputVoltage:
                    if (r.OwnVoltage.Apply(milli, timeMs, _settings[ChargerSettings.CeilingMv] + _settings[ChargerSettings.OverMv])) _sender.Ask(ModuleProtocol.OutputVoltageFunction);
                    break;
                case ModuleSignal.OutputCurrent:
                    if (r.OwnCurrent.Apply(milli, timeMs, _settings[ChargerSettings.CeilingMa] + _settings[ChargerSettings.OverMa])) _sender.Ask(ModuleProtocol.OutputCurrentFunction);
                    break;
                case ModuleSignal.MainsVoltage: r.MainsMv = milli; break;
                case ModuleSignal.InletTemperature:
                    if (r.Inlet.Apply(milli, timeMs, _settings[ChargerSettings.CeilingMilliC] - 1)) _sender.Ask(ModuleProtocol.InletTemperatureFunction);
                    break;
                case ModuleSignal.InternalTemperature:
                    if (r.Internal.Apply(milli, timeMs, _settings[ChargerSettings.CeilingMilliC] - 1)) _sender.Ask(ModuleProtocol.InternalTemperatureFunction);
                    break;
                case ModuleSignal.Alarms:
                    r.Alarms = (int)_reading.Raw;
                    r.AlarmsMs = timeMs;
                    break;
                default: ApplyEcho(timeMs); break;
            }
        }

        private void ApplyEcho(long timeMs)
        {
            switch (_reading.Signal)
            {
                case ModuleSignal.PowerEcho:
                    _powerRefusals.Clear();
                    Readings.PowerReadBack = _reading.Power;
                    ApplyReadBack(timeMs);
                    return;
                case ModuleSignal.VoltageEcho:
                    _voltageRefusals.Clear();
                    Limits.VoltageEcho(_reading.Raw, timeMs);
                    break;
                case ModuleSignal.CurrentEcho:
                    _currentRefusals.Clear();
                    Limits.CurrentEcho(_reading.Raw, timeMs);
                    break;
            }
            if (Phase == ModulePhase.Preparing && Limits.Prepared) Raise(ModuleEvent.LimitsAcknowledged, timeMs);
        }

        // Two frames can swap places in the controller's buffers: while on, a single OFF may be older than the ON.
        private void ApplyReadBack(long timeMs)
        {
            if (_reading.Power == ModuleReading.On)
            {
                _offWhileOn = 0;
                Raise(ModuleEvent.OnReadBack, timeMs);
                return;
            }
            if (Phase == ModulePhase.On && ++_offWhileOn < OffsWhileOn) return;
            if (Phase == ModulePhase.On)
            {
                OwnOffMs = timeMs;
                _sender.Ask(ModuleProtocol.AlarmFunction);
            }
            Raise(ModuleEvent.OffReadBack, timeMs);
        }

        private void ApplyRefusal(long timeMs)
        {
            RefusalCounter watch = WatchOf(_reading.Signal);
            bool matters = Phase != ModulePhase.Off && (_reading.Signal == ModuleSignal.PowerEcho || Phase >= ModulePhase.Preparing);
            if (watch == null || !matters) return;
            if (_reading.Signal != ModuleSignal.PowerEcho) _limitRetryMs = timeMs + LimitRetryMs;
            if (!watch.Count(timeMs, _settings[ChargerSettings.MostRefusals]) || Refuses) return;
            Refuses = true;
            _log.Write(LogLevel.Error, LogSection.Module, "the module refuses command " + ModuleCodec.NameOf(_reading.Signal) + " in phase " + ModulePhaseTable.NameOf(Phase) + " again and again: check its mode and address");
        }

        private RefusalCounter WatchOf(ModuleSignal signal)
        {
            switch (signal)
            {
                case ModuleSignal.PowerEcho: return _powerRefusals;
                case ModuleSignal.VoltageEcho: return _voltageRefusals;
                case ModuleSignal.CurrentEcho: return _currentRefusals;
                default: return null;
            }
        }

        private void Raise(ModuleEvent e, long nowMs)
        {
            int row = ModulePhaseTable.Find(Phase, e);
            ModulePhase next = ModulePhaseTable.NextOf(row);
            ModuleAction action = ModulePhaseTable.ActionOf(row);
            // Limits that change while it starts give START no more time.
            if (next != Phase) _phaseSinceMs = nowMs;
            Phase = next;
            if (action == ModuleAction.SendStop) Halt(nowMs);
            else if (action == ModuleAction.SendStart)
            {
                OutputOn = true;
                _sender.Start(nowMs);
            }
            else if (action == ModuleAction.SendLimits && next == ModulePhase.Preparing)
            {
                _phaseSinceMs = nowMs;
                Limits.Restart(nowMs);
            }
        }
    }
}
