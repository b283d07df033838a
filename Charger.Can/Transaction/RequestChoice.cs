namespace Charger.Can
{
    /// <summary>The voltage and current requested of the module: the lowest of BMS, module, configuration and OCPP limit (charger-protocol.md, "ceiling").</summary>
    public sealed class RequestChoice
    {
        /// <summary>A limit in W gives a current that varies with the voltage; rounded down to 0.1 A it does not change with every reading.</summary>
        private const int StepMa = 100;

        private readonly int[] _settings;

        /// <summary>Nothing is asked for until the first <see cref="Choose"/>.</summary>
        public RequestChoice(int[] settings)
        {
            _settings = settings;
        }

        /// <summary>Voltage limit for the module; the ceiling while no BMS request is known.</summary>
        public int MilliVolt;
        /// <summary>Current limit for the module, of the whole group; 0 while no BMS request is known or a limit is zero.</summary>
        public int MilliAmpere;

        /// <summary>Voltage and current are above zero and come from a plausible request.</summary>
        public bool Plausible;

        /// <summary>The BMS asks for zero voltage or current.</summary>
        public bool VehicleAsksNothing;

        /// <summary>An OCPP limit leaves less than the smallest current the module knows: it is a limit of 0.</summary>
        public bool LimitIsZero;

        /// <param name="measuredMv">Divisor of an OCPP limit in W while the output is on; otherwise the requested voltage is used.</param>
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
            if (permit.LimitW > 0 && perMv != 0)
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
