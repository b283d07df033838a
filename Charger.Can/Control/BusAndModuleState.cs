namespace Charger.Can
{
    /// <summary>Buses and module over time: since when they are up or down, which alarms count, and which of it the BMS feedback reports.</summary>
    public sealed class BusAndModuleState
    {
        /// <summary>Down for this time counts as a fault; a shorter time is a start or a restart.</summary>
        private const int FaultAfterMs = 5_000;

        /// <summary>For this time a module that is online again may still report that it had switched off because commands were missing (bits 2 and 3).</summary>
        private const int ReturnMs = 5_000;
        private const int ReturnAlarms = 0x0C;
        private const int LeastMainsMv = 90_000;

        private readonly int[] _settings;
        private long _moduleBusDownMs = -1;
        private long _bmsBusDownMs = -1;
        private long _offlineMs = -1;
        private long _backMs = -1;

        /// <summary>Both buses and the module count as down until the first <see cref="ApplyBuses"/> and <see cref="ApplyModule"/>.</summary>
        public BusAndModuleState(int[] settings)
        {
            _settings = settings;
        }

        /// <summary>CAN1 is error active, warning or passive: gate condition 9 with <see cref="BmsBusUp"/>.</summary>
        public bool ModuleBusUp;
        /// <summary>CAN2 is error active, warning or passive.</summary>
        public bool BmsBusUp;
        /// <summary>Since when CAN2 is up; -1 while it is down.</summary>
        public long BmsBusUpSinceMs = -1;
        /// <summary>CAN1 has been down for 5 s: fault <see cref="ChargerFaults.ModuleBusDown"/>.</summary>
        public bool ModuleBusDown;
        /// <summary>CAN2 has been down for 5 s: fault <see cref="ChargerFaults.VehicleBusDown"/>.</summary>
        public bool BmsBusDown;

        /// <summary>Offline for longer than the module runs without commands: it has switched itself off, or it is not there.</summary>
        public bool ModuleOffline;

        /// <summary>0x83 as long as it is fresh.</summary>
        public int Alarms;

        /// <summary>Alarms that trip, latch and end a transaction.</summary>
        public int EndingAlarms;

        /// <summary>Updates the four values of the buses; called in each turn.</summary>
        public void ApplyBuses(long nowMs, CanBusState module, CanBusState bms)
        {
            bool moduleUp = module >= CanBusState.Active && module <= CanBusState.Passive;
            bool bmsUp = bms >= CanBusState.Active && bms <= CanBusState.Passive;
            if (moduleUp && bmsUp && ModuleBusUp && BmsBusUp) return;
            ModuleBusUp = moduleUp;
            BmsBusUp = bmsUp;
            ModuleBusDown = Lasts(ref _moduleBusDownMs, !ModuleBusUp, nowMs);
            BmsBusDown = Lasts(ref _bmsBusDownMs, !BmsBusUp, nowMs);
            if (!BmsBusUp) BmsBusUpSinceMs = -1;
            else if (BmsBusUpSinceMs < 0) BmsBusUpSinceMs = nowMs;
        }

        /// <summary>Updates offline, alarms and ending alarms from the module's readings; called every 100 ms and on any change.</summary>
        public void ApplyModule(long nowMs, bool healthy, ModuleReadings r)
        {
            ModuleOffline = Lasts(ref _offlineMs, !healthy, nowMs);
            if (!healthy) _backMs = -1;
            else if (_backMs < 0) _backMs = nowMs;
            bool fresh = healthy && r.AlarmsMs >= _backMs - _settings[ChargerSettings.ModuleFreshMs] && nowMs - r.AlarmsMs <= _settings[ChargerSettings.ReadingFreshMs] && r.AlarmsMs >= 0;
            Alarms = fresh ? r.Alarms : 0;
            bool returning = healthy && nowMs - _backMs < ReturnMs;
            EndingAlarms = Alarms & ModuleProtocol.TrippingAlarms;
            if (returning) EndingAlarms &= ~ReturnAlarms;
        }

        /// <summary>d4 of the feedback (charger-protocol.md, "CAN2: vehicle BMS").</summary>
        public int FeedbackFlags(long nowMs, Bms bms, MeasuredLimits measured, FaultState faults, ModuleReadings r)
        {
            bool hardware = EndingAlarms != 0 || ModuleOffline || ModuleBusDown || nowMs < faults.LockedUntilMs || faults.Latched != 0;
            int flags = hardware ? BmsProtocol.FlagHardware : 0;
            if (measured.Hot || (Alarms & ModuleProtocol.HeatAlarms) != 0) flags |= BmsProtocol.FlagOverTemperature;
            if ((Alarms & ModuleProtocol.MainsAlarms) != 0 || (r.MainsMv >= 0 && (r.MainsMv < LeastMainsMv || r.MainsMv > ModuleProtocol.MostMainsMv))) flags |= BmsProtocol.FlagInputVoltage;
            if (!measured.BatteryPresent) flags |= BmsProtocol.FlagNoBattery;
            if (bms.RequestMs < 0 || nowMs - bms.RequestMs >= _settings[ChargerSettings.BmsSilentMs]) flags |= BmsProtocol.FlagTimeout;
            return flags;
        }

        private static bool Lasts(ref long sinceMs, bool active, long nowMs)
        {
            if (!active)
            {
                sinceMs = -1;
                return false;
            }
            if (sinceMs < 0) sinceMs = nowMs;
            return nowMs - sinceMs >= FaultAfterMs;
        }
    }
}
