namespace Charger.Can
{
    /// <summary>What is asked of the module: the least of BMS, module, configuration and OCPP limit (charger-protocol.md, "ceiling").</summary>
    public sealed class RequestChoice
    {
        /// <summary>A limit in W moves with the voltage; in steps of 0.1 A downwards the module is not told every tremor.</summary>
        private const int StepMa = 100;

        private readonly int[] _settings;

        public RequestChoice(int[] settings)
        {
            _settings = settings;
        }

        public int MilliVolt;
        public int MilliAmpere;

        /// <summary>Voltage and current are above zero and come from a plausible request.</summary>
        public bool Plausible;

        /// <summary>The BMS asks for nothing.</summary>
        public bool VehicleAsksNothing;

        /// <summary>An OCPP limit leaves less than the smallest current the module knows: it is a limit of 0.</summary>
        public bool LimitIsZero;

        /// <param name="measuredMv">What an OCPP limit in W is divided by while the output is on; the requested voltage else.</param>
        public void Choose(Bms bms, ChargePermit permit, bool on, int measuredMv)
        {
            LimitIsZero = false;
            if (bms.MaxMv < 0)
            {
                MilliVolt = _settings[ChargerSettings.CeilingMv];
                MilliAmpere = 0;
                Plausible = false;
                VehicleAsksNothing = false;
                return;
            }
            VehicleAsksNothing = bms.MaxMa == 0 || bms.MaxMv == 0;
            int mv = bms.MaxMv < _settings[ChargerSettings.CeilingMv] ? bms.MaxMv : _settings[ChargerSettings.CeilingMv];
            int ma = Least(bms.MaxMa, ChargerSettings.GroupMa(_settings), _settings[ChargerSettings.CeilingMa]);
            if (permit.LimitMa > 0 && permit.LimitMa < ma) ma = permit.LimitMa;
            int perMv = on && measuredMv > BmsProtocol.LeastMv ? measuredMv : mv;
            if (permit.LimitW > 0 && perMv > 0)
            {
                long byPower = (long)permit.LimitW * 1_000_000 / perMv / StepMa * StepMa;
                if (byPower < ma) ma = (int)byPower;
            }
            LimitIsZero = (permit.LimitMa > 0 || permit.LimitW > 0) && !VehicleAsksNothing && 2L * ma * ModuleProtocol.Scale < _settings[ChargerSettings.RatedMa];
            MilliVolt = mv;
            MilliAmpere = LimitIsZero ? 0 : ma;
            Plausible = mv >= BmsProtocol.LeastMv && (ma > 0 || LimitIsZero);
        }

        private static int Least(int a, int b, int c)
        {
            int least = a < b ? a : b;
            return least < c ? least : c;
        }
    }
}
