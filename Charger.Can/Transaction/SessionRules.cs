using Charger.Runtime;

namespace Charger.Can
{
    /// <summary>
    /// What a false condition does to the transaction (charger-protocol.md, "What a false condition does to the transaction"): nothing,
    /// suspended by the vehicle or the charger, or ended with a reason. All times are settings.
    /// </summary>
    public sealed class SessionRules
    {
        /// <summary>The module's start-up does not count as suspension for this time.</summary>
        private const int StartUpMs = 5_000;

        private readonly int[] _settings;
        private int _serial;
        private bool _running;
        private long _startMs;
        private long _limitMs;
        private long _busMs;
        private long _moduleMs;
        private long _refusalMs;
        private long _heatMs;
        private long _idleMs;
        private long _startUpMs;

        /// <summary>Reads the times at which a false condition ends the transaction, LimitEndMs to HeatEndMs and others.</summary>
        public SessionRules(int[] settings)
        {
            _settings = settings;
        }

        /// <summary>Which side holds the energy back; None while it flows or no transaction runs.</summary>
        public Suspension Suspended;

        /// <summary>Why the transaction with <see cref="EndedSerial"/> was ended; None before the first end and while the next transaction runs.</summary>
        public EndReason Ended;
        /// <summary>Serial, as in the permit, of the transaction that was ended.</summary>
        public int EndedSerial;
        /// <summary>vendorErrorCode for the central system (a fault's code, NoReadings, LimitZero, BmsRefuses 0xNN); null for none.</summary>
        public string EndedVendorCode;

        /// <summary>True when it has just ended the transaction.</summary>
        public bool Step(GateFacts f, int conditions)
        {
            if (!f.TransactionRunning)
            {
                _running = false;
                Suspended = Suspension.None;
                return false;
            }
            if (!_running || _serial != f.TransactionSerial) Begin(f);
            if (EndAtOnce(f) || EndBySilence(f) || EndByTime(f, conditions)) return true;
            Suspended = Judge(f, conditions);
            return false;
        }

        private void Begin(GateFacts f)
        {
            _running = true;
            _serial = f.TransactionSerial;
            _startMs = f.NowMs;
            Ended = EndReason.None;
            EndedVendorCode = null;
            Suspended = Suspension.None;
            _limitMs = -1;
            _busMs = -1;
            _moduleMs = -1;
            _refusalMs = -1;
            _heatMs = -1;
            _idleMs = -1;
            _startUpMs = -1;
        }

        private bool EndAtOnce(GateFacts f)
        {
            if (f.EndingFault != 0) return EndByFault(f.EndingFault, f.EndingFault == ChargerFaults.RepeatedStarts ? EndReason.Other : EndReason.EmergencyStop);
            if (f.StopPressed) return End(EndReason.Local, null);
            if (f.EndingAlarms != 0) return EndByFault(FaultState.FirstAlarm(f.EndingAlarms));
            if ((f.RefusalBits & BmsProtocol.RefusesEmergency) != 0 && f.BmsRequestMs >= 0 && f.NowMs - f.BmsRequestMs <= _settings[ChargerSettings.BmsFreshMs]) return EndByRefusal(f);
            return false;
        }

        // While the bus is down the vehicle's silence does not count: a lost bus has its own time limit.
        private bool EndBySilence(GateFacts f)
        {
            if (f.GunFitted && f.GunOpen && !f.Plugged) return End(EndReason.EvDisconnected, null);
            if (f.BmsBusUpSinceMs < 0) return false;
            long heardMs = f.BmsRequestMs > f.BmsBusUpSinceMs ? f.BmsRequestMs : f.BmsBusUpSinceMs;
            if (_startMs > heardMs) heardMs = _startMs;
            if (f.NowMs - heardMs < _settings[ChargerSettings.BmsSilentMs]) return false;
            return f.GunFitted && !f.GunOpen ? EndByFault(ChargerFaults.BmsSilent, EndReason.Other) : End(EndReason.EvDisconnected, null);
        }

        private bool EndByTime(GateFacts f, int c)
        {
            bool refuses = f.RefusalBits != 0 && !f.BmsPermits && f.BmsRequestMs >= 0;
            bool busDown = (c & GateConditions.Buses) == 0;
            bool others = (c | GateConditions.Request) == GateConditions.All && f.RequestPlausible;
            bool moduleAway = (c & GateConditions.Module) == 0 || (others && !f.ModuleOn);
            bool noReadings = ((c & GateConditions.Temperature) == 0 && !f.Hot) || ((c & GateConditions.Measured) == 0 && f.OverSinceMs < 0);
            if (Over(ref _busMs, busDown, _settings[ChargerSettings.BusEndMs], f.NowMs)) return EndByFault(f.ModuleBusUp ? ChargerFaults.VehicleBusDown : ChargerFaults.ModuleBusDown, EndReason.Other);
            if (Over(ref _moduleMs, moduleAway || noReadings, _settings[ChargerSettings.ModuleEndMs], f.NowMs))
                return moduleAway ? EndByFault(ChargerFaults.ModuleOffline, EndReason.Other) : End(EndReason.Other, "NoReadings");
            if (Over(ref _refusalMs, refuses, _settings[ChargerSettings.RefusalEndMs], f.NowMs)) return EndByRefusal(f);
            if (Over(ref _heatMs, f.Hot, _settings[ChargerSettings.HeatEndMs], f.NowMs)) return EndByFault(ChargerFaults.OverTemperature);
            if (Over(ref _limitMs, f.LimitIsZero, _settings[ChargerSettings.LimitEndMs], f.NowMs)) return End(EndReason.Other, "LimitZero");
            return false;
        }

        private Suspension Judge(GateFacts f, int c)
        {
            bool idle = c == GateConditions.All && f.ModuleOn && f.CurrentMa >= 0 && f.CurrentMa < _settings[ChargerSettings.ZeroCurrentMa];
            if (Over(ref _idleMs, idle, _settings[ChargerSettings.ZeroCurrentMs], f.NowMs)) return Suspension.ByVehicle;
            bool others = (c | GateConditions.Request) == GateConditions.All;
            bool startUp = others && f.RequestPlausible && !f.ModuleOn;
            bool tooLong = Over(ref _startUpMs, startUp, StartUpMs, f.NowMs);
            if (startUp) return tooLong ? Suspension.ByCharger : Suspended;
            if (c == GateConditions.All) return Suspension.None;
            const int charger = GateConditions.EnergyPermitted | GateConditions.Module | GateConditions.Temperature | GateConditions.Measured
                | GateConditions.Buses | GateConditions.NoFault | GateConditions.NoInstall;
            if ((c & charger) != charger) return Suspension.ByCharger;
            if ((c & (GateConditions.Bms | GateConditions.Plugged)) != (GateConditions.Bms | GateConditions.Plugged) || f.VehicleAsksNothing) return Suspension.ByVehicle;
            return Suspension.ByCharger;
        }

        // True when the state has lasted for the time; 0 never ends it.
        private static bool Over(ref long sinceMs, bool active, int endMs, long nowMs)
        {
            if (!active)
            {
                sinceMs = -1;
                return false;
            }
            if (sinceMs < 0) sinceMs = nowMs;
            return endMs > 0 && nowMs - sinceMs >= endMs;
        }

        private bool EndByRefusal(GateFacts f)
        {
            return End(EndReason.EmergencyStop, "BmsRefuses 0x" + f.RefusalBits.ToString("X2"));
        }

        /// <summary>Ends the transaction by this fault; its vendor code goes with the reason. Always true.</summary>
        internal bool EndByFault(int number, EndReason reason = EndReason.EmergencyStop)
        {
            Fault row = new Fault();
            ChargerFaults.Describe(number, row);
            return End(reason, row.VendorCode);
        }

        private bool End(EndReason reason, string vendorCode)
        {
            Ended = reason;
            EndedSerial = _serial;
            EndedVendorCode = vendorCode;
            Suspended = Suspension.None;
            return true;
        }

        /// <summary>The reason as StopTransaction spells it (S 7.35); null for none.</summary>
        public static string NameOf(EndReason ended)
        {
            switch (ended)
            {
                case EndReason.EvDisconnected: return "EVDisconnected";
                case EndReason.EmergencyStop: return "EmergencyStop";
                case EndReason.Other: return "Other";
                case EndReason.Local: return "Local";
                default: return null;
            }
        }
    }
}
