namespace Charger.Can
{
    /// <summary>Copies the control's state into the snapshot that other threads read.</summary>
    internal static partial class SnapshotFiller
    {
        public static void Fill(ChargerControl c, ChargerSnapshot s, long nowMs)
        {
            ModuleReadings r = c.Module.Readings;
            SessionRules rules = c.Rules;
            s.TimeMs = nowMs;
            s.OutputOn = c.Module.OutputOn;
            s.ContactorClosed = c.Contactor.Closed;
            s.ModuleOn = r.PowerReadBack == 1;
            s.GateConditions = c.Gate.Conditions;
            s.LastClosedBy = c.Gate.LastClosedBy;
            s.StallGranted = c.StallGranted;
            s.Plugged = c.Plug.Plugged;
            s.Suspended = rules.Suspended;
            s.Ended = rules.Ended;
            s.EndedSerial = rules.EndedSerial;
            s.EndedVendorCode = rules.EndedVendorCode;
            s.FaultNumber = c.Faults.Worst;
            s.FaultSinceMs = c.Faults.WorstSinceMs;
            s.RegisterWh = c.Register.Wh;
            s.VoltageMv = Known(c.Measured.Voltage, c.Settings, nowMs);
            s.CurrentMa = Known(c.Measured.Current, c.Settings, nowMs);
            s.PowerW = (c.Meter.PowerMw + 500) / 1000;
            s.OfferedMa = c.Module.OutputOn ? c.Request.MilliAmpere : 0;
            s.TemperatureMilliC = c.Measured.HighestMilliC;
            FillVehicle(c.Bms, s);
            s.ModuleHealthy = c.Gate.ModuleHealthy;
            s.ModuleAlarmBits = r.Alarms;
            s.ModuleBus = c.ModuleBus;
            s.BmsBus = c.BmsBus;
            FillMeter(c, s);
        }

        // Only in images of the flavour Meter=Modbus: elsewhere the call is not compiled.
        static partial void FillMeter(ChargerControl c, ChargerSnapshot s);

        private static int Known(MeasuredSignal signal, int[] settings, long nowMs)
        {
            return signal.Value < 0 || nowMs - signal.TimeMs > settings[ChargerSettings.ReadingFreshMs] ? -1 : signal.Value;
        }

        private static void FillVehicle(Bms bms, ChargerSnapshot s)
        {
            s.SocDeciPercent = bms.Charge.SocDeciPercent;
            s.BmsLimitMv = bms.MaxMv;
            s.BmsLimitMa = bms.MaxMa;
            s.BmsPermits = bms.Permits;
            s.BmsRefusalBits = bms.RefusalBits;
            s.VehicleModel = bms.Charge.Model;
            s.RangeDeciKm = bms.Charge.RangeDeciKm;
        }
    }
}
