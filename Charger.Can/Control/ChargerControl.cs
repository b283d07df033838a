using System;
using System.Threading;
using Charger.Runtime;

namespace Charger.Can
{
    /// <summary>
    /// What CHARGER_COMM does: reads the frames of both buses, evaluates the gate every 20 ms and on every frame, drives
    /// module, contactor and vehicle, meters, and publishes one snapshot. Owned by one thread; only <see cref="EmergencyStop"/>
    /// may be called from others.
    /// </summary>
    public sealed partial class ChargerControl
    {
        /// <summary>Turn period while a transaction runs or the output is on (charger-protocol.md, "The gate").</summary>
        public const int EveryMs = 20;

        /// <summary>
        /// Turn period while no transaction runs and the output is off: the output cannot come on, and the gate has nothing to close. Frames of
        /// the vehicle, permits and an emergency stop are still served at once.
        /// </summary>
        public const int RestMs = ModuleSender.RestMs;

        /// <summary>Period for what changes rarely, which is read on any change too; and the same while the output is off.</summary>
        private const int WholeMs = 100;
        private const int RestWholeMs = 2 * RestMs;
        private const string Who = "CHARGER_COMM";
        private const int MostFrames = FrameRing.DefaultCapacity;
        private const int PublishEveryMs = 100;
        private const int RestPublishMs = 500;

        /// <summary>A flash write freezes every thread: none while a STOP is on its way to the wire.</summary>
        private const int QuietAfterStopMs = 100;

        /// <summary>A permit that could not be read for this time counts as withdrawn.</summary>
        private const int PermitLostMs = 1000;

        /// <summary>Between two reads of the inputs while the output cannot come on: plug and emergency stop are only reported then.</summary>
        public const int IdlePinsMs = RestWholeMs;

        /// <summary>Values of <see cref="ChargerSettings"/>, indexed by its constants: filled from the configuration at boot.</summary>
        public readonly int[] Settings;
        /// <summary>Power module on CAN1: phase, limits, readings.</summary>
        public readonly PowerModule Module;
        /// <summary>The vehicle on CAN2.</summary>
        public readonly Bms Bms;
        /// <summary>Whether a vehicle is plugged in.</summary>
        public readonly PlugDetector Plug;
        /// <summary>Measured voltage, current and temperature against their limits.</summary>
        public readonly MeasuredLimits Measured;
        /// <summary>Active and latched faults.</summary>
        public readonly FaultState Faults;
        /// <summary>Counts energy from the terminal frames.</summary>
        public readonly EnergyMeter Meter;
        /// <summary>Lifetime energy on flash.</summary>
        public readonly EnergyRegister Register;
        /// <summary>Result of the last decision.</summary>
        public readonly Gate Gate;
        /// <summary>Suspends and ends the transaction.</summary>
        public readonly SessionRules Rules;
        /// <summary>Voltage and current that the module is asked for.</summary>
        public readonly RequestChoice Request;
        /// <summary>The output-enable pin.</summary>
        public readonly ContactorSequence Contactor;

        /// <summary>Checks whether the contactor follows its pin, with its auxiliary contact if the board has one; null without an output-enable pin.</summary>
        public ContactorProof Proof;
        /// <summary>When the output may come on again after a trip.</summary>
        public readonly StartPolicy Starts = new StartPolicy();
        /// <summary>What the last decision was made from.</summary>
        public readonly GateFacts Facts = new GateFacts();

        private readonly ICanPort _modulePort;
        private readonly ICanPort _bmsPort;
        private readonly IInputPin _gun;
        private readonly IInputPin _emergency;
        private readonly PublishedPermit _permits;
        private readonly PublishedSnapshot _snapshots;
        private readonly ControlEvents _events;
        private readonly BusAndModuleState _state;
        private readonly ChargePermit _permit = new ChargePermit();
        private readonly Frame _frame = new Frame();
        private int _emergencyAsked;
        private int _clearAsked;
        private LatchedFaults _latched;
        private int _conditions;
        private int _meteredSerial;
        private int _permitVersion;
        private long _permitMs;
        private long _nextPublishMs;

        /// <summary>A change that no snapshot has published yet.</summary>
        private bool _untold;

        /// <summary>A STOP has just been handed over: the rest of the turn waits for the next one.</summary>
        private bool _tellsLater;
        private bool _rests;
        private long _nextMs;
        private long _nextWholeMs;
        private long _nextPinsMs;

        /// <param name="contactor">Null when the board has no output-enable pin.</param>
        /// <param name="gun">Gun switch, null where not fitted.</param>
        /// <param name="emergency">Emergency stop, null where not fitted.</param>
        /// <param name="alerts">Takes messages of <see cref="ChargerAlert"/>; null for none.</param>
        /// <param name="register">Its work buffer has room for <see cref="EnergyRegister.PayloadBytes"/>.</param>
        public ChargerControl(int[] settings, ICanPort module, ICanPort bms, IOutputPin contactor, IInputPin gun, IInputPin emergency,
            PublishedPermit permits, PublishedSnapshot snapshots, Mailbox alerts, SlotStore register, ILog log)
        {
            string wrong = ChargerSettings.Check(settings);
            if (wrong != null) throw new ArgumentException(wrong);
            Settings = settings;
            _modulePort = module;
            _bmsPort = bms;
            _gun = gun;
            _emergency = emergency;
            _permits = permits;
            _snapshots = snapshots;
            Contactor = new ContactorSequence(settings, contactor);
            if (contactor != null) Proof = new ContactorProof(null);
            Module = new PowerModule(settings, module, log);
            Bms = new Bms(settings, bms);
            Plug = new PlugDetector(settings);
            Measured = new MeasuredLimits(settings, Module.Readings);
            Faults = new FaultState(settings);
            Meter = new EnergyMeter(settings);
            Register = new EnergyRegister(register, Meter, settings);
            Gate = new Gate(settings);
            Rules = new SessionRules(settings);
            Request = new RequestChoice(settings);
            _state = new BusAndModuleState(settings);
            _events = new ControlEvents(this, alerts, log);
        }

        /// <summary>A press ends the running transaction in the same turn, without the OCPP thread; null when not fitted.</summary>
        public PushButton StopButton;

        /// <summary>The output is off and stays off while the permit's stall request stands.</summary>
        public bool StallGranted { get; private set; }

        /// <summary>Emergency stop from the console or anywhere else: takes effect with the next step: within 20 ms, or 125 ms while the output is off. Any thread.</summary>
        public void EmergencyStop() => Interlocked.Exchange(ref _emergencyAsked, 1);

        /// <summary>The device restarts on request: the emergency stop that belongs to the restart is not reported as a fault. Any thread.</summary>
        public bool Leaving { get; set; }

        /// <summary>Clears the latched faults within 125 ms. Any thread.</summary>
        public void ClearFaults() => Interlocked.Exchange(ref _clearAsked, 1);

        /// <summary>Latched faults are kept in this storage from now on, and those found there lock the output. Before the first step.</summary>
        public void KeepLatched(IStorage storage, Crc32 crc) => _latched = new LatchedFaults(storage, crc, Faults);

        /// <summary>
        /// One turn; returns when the next is due. The gate is evaluated for each frame; time-outs that close it are checked every
        /// 20 ms, everything else every 100 ms or on any change.
        /// </summary>
        public long Step(long nowMs)
        {
            bool asked = _emergencyAsked != 0 || _clearAsked != 0 || _permits.Version != _permitVersion;
            if (_rests && nowMs < _nextMs && !asked && !_bmsPort.HasFrames) return _nextMs;
            bool whole = asked || nowMs >= _nextWholeMs;
            ReadPermit(nowMs);
            int conditions = _conditions;
            ModulePhase phase = Module.Phase;
            int frames = 0;
            // Each frame is decided on, the last one by the turn where one follows. At rest there is nothing to close: the turn decides.
            bool undecided = false;
            while (frames < MostFrames && _modulePort.TryReceive(_frame))
            {
                if (undecided) Decide(nowMs);
                undecided = !_rests;
                frames++;
                if (Module.Receive(_frame)) ApplyTerminals(nowMs);
            }
            int ofVehicle = 0;
            while (ofVehicle < MostFrames && _bmsPort.TryReceive(_frame))
            {
                if (undecided) Decide(nowMs);
                undecided = !_rests;
                ofVehicle++;
                Bms.Receive(_frame);
            }
            whole |= ofVehicle > 0;
            // A STOP button that was low once gets its second read in an extra turn.
            bool turns = whole || !_rests && (nowMs >= _nextMs || StopButton != null && StopButton.Doubtful && nowMs >= StopButton.DueMs);
            if (!turns)
            {
                if (!_rests) Decide(nowMs);
                whole = turns = conditions != _conditions || phase != Module.Phase;
            }
            if (turns) Turn(nowMs, whole, conditions, phase);
            else if (_rests) Module.Step(nowMs, Gate.ModuleHealthy && _state.ModuleBusUp);
            return Next(nowMs, frames == MostFrames || ofVehicle == MostFrames);
        }

        /// <param name="conditions">As they were before this turn's frames.</param>
        private void Turn(long nowMs, bool whole, int conditions, ModulePhase phase)
        {
            ReadInputs(nowMs);
            whole |= Facts.StopPressed;
            Watch(nowMs, whole);
            Decide(nowMs);
            if (!whole && (conditions != _conditions || phase != Module.Phase))
            {
                whole = true;
                Watch(nowMs, true);
                Decide(nowMs);
            }
            if (whole && Rules.Step(Facts, Gate.Conditions)) Decide(nowMs);
            Act(nowMs);
            if (!whole) return;
            // STOP first: no thread interrupts this one, and to log and publish a stop takes long. CAN_RX has its turn before that.
            _tellsLater = Module.LastStopMs == nowMs && !_tellsLater;
            if (_tellsLater)
            {
                _nextWholeMs = nowMs;
                return;
            }
            if (nowMs - Module.LastStopMs > QuietAfterStopMs)
            {
                Register.Step(nowMs, Module.OutputOn);
                KeepMeter(nowMs);
                if (_latched != null) _latched.Step(nowMs);
            }
            if (_events.Tell(nowMs)) _untold = true;
            if (_untold || nowMs >= _nextPublishMs) Publish(nowMs);
            Rest(!_permit.TransactionRunning && !Module.OutputOn && !Contactor.Closed && Module.Phase == ModulePhase.Off);
            _nextWholeMs = NextOnBeat(nowMs, _rests ? RestWholeMs : WholeMs);
        }

        private void Rest(bool rests)
        {
            _rests = rests;
            _modulePort.Watched = !rests;
            Module.Rests = rests;
            _bmsPort.Watched = !rests;
        }

        private long Next(long nowMs, bool more)
        {
            if (_rests)
            {
                _nextMs = NextOnBeat(nowMs, RestMs);
                long dueMs = Module.RestDueMs;
                if (dueMs < _nextMs) _nextMs = dueMs > nowMs ? dueMs : nowMs + EveryMs;
                return more ? nowMs : _nextMs;
            }
            _nextMs = NextOnBeat(nowMs, EveryMs);
            if (more) return nowMs;
            if (_tellsLater) return nowMs + 1;
            long runsOutMs = Gate.RunsOutMs(Facts);
            if (StopButton != null && StopButton.Doubtful && StopButton.DueMs < runsOutMs) runsOutMs = StopButton.DueMs;
            return runsOutMs > nowMs && runsOutMs < _nextMs ? runsOutMs : _nextMs;
        }

        // All deadlines are multiples of their period, so that one turn serves several of them.
        private static long NextOnBeat(long nowMs, int everyMs) => nowMs - nowMs % everyMs + everyMs;

        internal CanBusState ModuleBus => _modulePort.State;

        internal CanBusState BmsBus => _bmsPort.State;

        // Runs for every frame: plain copies and one call.
        private void Decide(long nowMs)
        {
            GateFacts f = Facts;
            ModuleReadings r = Module.Readings;
            ModuleLimits limits = Module.Limits;
            f.NowMs = nowMs;
            f.TransactionRunning = _permit.TransactionRunning && (Rules.Ended == EndReason.None || Rules.EndedSerial != _permit.TransactionSerial);
            f.LimitIsZero = _permit.LimitMa == 0 || _permit.LimitW == 0 || Request.LimitIsZero;
            f.EnergyPermitted = _permit.EnergyPermitted && !f.LimitIsZero && !f.StallHold;
            f.InstallUnderWay = _permit.InstallUnderWay;
            f.TransactionSerial = _permit.TransactionSerial;
            f.Plugged = Plug.Plugged && !(f.GunFitted && f.GunOpen);
            f.BmsRequestMs = Bms.RequestMs;
            f.BmsPermits = Bms.Permits;
            f.RefusalBits = Bms.RefusalBits;
            f.RequestPlausible = Request.Plausible && nowMs - Bms.PlausibleMs <= Settings[ChargerSettings.BmsFreshMs];
            f.VehicleAsksNothing = Request.VehicleAsksNothing;
            f.LimitsPrepared = limits.Prepared;
            f.LimitsEchoed = limits.VoltageEchoed && limits.CurrentEchoed;
            f.EchoMissingSinceMs = limits.MissingSinceMs;
            f.PowerMs = r.PowerMs;
            f.StatusMs = r.StatusMs;
            f.HeartbeatMs = r.HeartbeatMs;
            f.Alarms = r.Alarms;
            f.AlarmsMs = r.AlarmsMs;
            f.TemperatureMs = Measured.TemperatureMs;
            f.CurrentMa = Measured.Current.Value;
            f.Hot = Measured.Hot;
            f.OverSinceMs = Measured.OverSinceMs;
            f.MeasuredMs = Measured.MeasuredMs;
            f.ModuleBusUp = _state.ModuleBusUp;
            f.BmsBusUp = _state.BmsBusUp;
            f.BmsBusUpSinceMs = _state.BmsBusUpSinceMs;
            f.LockedUntilMs = Faults.Latched == 0 ? Faults.LockedUntilMs : long.MaxValue;
            HoldForMeter();
            int c = Gate.Evaluate(f);
            if (c != _conditions) Follow(c, nowMs);
        }

        private void Follow(int c, long nowMs)
        {
            _conditions = c;
            if (Gate.OverTripped) Faults.Trip(Measured.Over == OverLimit.Voltage ? ChargerFaults.OverVoltage : ChargerFaults.OverCurrent, nowMs);
            if (c == GateConditions.All) return;
            // A module that still prepares is stopped by the turn that follows each change of the conditions, unless it may go on.
            if (Module.Phase >= ModulePhase.Ready) Module.Stop(nowMs);
            bool started = Starts.StartedMs >= 0;
            bool ownOff = started && Module.OwnOffMs >= Starts.StartedMs;
            if (ownOff || (c & GateConditions.Safety) != GateConditions.Safety) Contactor.Open();
            else Contactor.OpenSoon(nowMs);
            // Over-temperature that follows from over-current may be reported before the second current reading.
            bool above = Measured.Voltage.IsAbove || Measured.Current.IsAbove;
            // A module that trips shows it by its alarm or by its OFF, whichever is read first.
            bool failed = (Module.Readings.Alarms & ModuleProtocol.OwnFaultAlarms) != 0 && Module.Readings.AlarmsMs >= Starts.StartedMs;
            if (started && Starts.Stop(c, above || failed, ownOff, nowMs)) Faults.Latch(ChargerFaults.RepeatedStarts);
        }

        private void Act(long nowMs)
        {
            int c = _conditions;
            bool mayPrepare = (c | GateConditions.Request) == GateConditions.All && Facts.RequestPlausible;
            if (c == GateConditions.All && Module.Phase >= ModulePhase.Ready)
            {
                if (Contactor.Close(nowMs) && Module.Phase == ModulePhase.Ready)
                {
                    Module.Start(nowMs);
                    Starts.Start(nowMs);
                }
            }
            else if (mayPrepare)
            {
                if (Module.Phase == ModulePhase.Off && Starts.Allows(nowMs, Module.Readings)) Module.Prepare(nowMs);
            }
            else if (Module.Phase >= ModulePhase.Preparing) Module.Stop(nowMs);
            ModuleReadings r = Module.Readings;
            Contactor.Step(nowMs, r.TerminalMa, r.TerminalTimeMs);
            Module.Step(nowMs, Gate.ModuleHealthy && _state.ModuleBusUp);
            if (nowMs >= Bms.DueMs) Bms.Step(nowMs, Measured.Voltage.Value, Measured.Current.Value, _state.FeedbackFlags(nowMs, Bms, Measured, Faults, r));
        }

        private void Publish(long nowMs)
        {
            ChargerSnapshot held = _snapshots.TryBegin(Who);
            _nextPublishMs = held == null ? nowMs : nowMs + (_rests ? RestPublishMs : PublishEveryMs);
            if (held == null) return;
            SnapshotFiller.Fill(this, held, nowMs);
            Faults.Note(_snapshots.Faults, nowMs);
            _snapshots.End(_untold);
            _untold = false;
        }
    }
}
