namespace Charger.Can
{
    /// <summary>
    /// State of charge, model and range of the vehicle that is plugged in. The state of charge comes from the Daly answer, from
    /// d5-6, or from the charge counters, by profile and in that order; never from a voltage.
    /// </summary>
    public sealed class VehicleCharge
    {
        /// <summary>No plausible request since the plug-in.</summary>
        public const int UnknownModel = 0;
        /// <summary>Imax up to ClassicMostMa.</summary>
        public const int Classic = 1;
        /// <summary>Imax up to ProMostMa.</summary>
        public const int Pro = 2;
        /// <summary>Imax above ProMostMa.</summary>
        public const int Max = 3;

        private readonly int[] _settings;
        private int _model;
        private int _highestMa;
        private int _dalyDeciPercent = -1;
        private int _requestDeciPercent = -1;
        private long _chargedMah = -1;
        private long _dischargedMah = -1;

        /// <summary>Nothing is known until the first Apply.</summary>
        public VehicleCharge(int[] settings)
        {
            _settings = settings;
        }

        /// <summary>1 Classic, 2 Pro, 3 Max, by the highest Imax since the plug-in; 0 unknown.</summary>
        public int Model => _model;

        private int CapacityMah => _model == Classic ? _settings[ChargerSettings.ClassicMah] : _model == Pro ? _settings[ChargerSettings.ProMah] : _model == Max ? _settings[ChargerSettings.MaxMah] : -1;

        /// <summary>State of charge in 0.1 %, -1 unknown.</summary>
        public int SocDeciPercent
        {
            get
            {
                if (_dalyDeciPercent >= 0) return _dalyDeciPercent;
                if (_requestDeciPercent >= 0) return _requestDeciPercent;
                long remaining = CountedMah;
                int capacity = CapacityMah;
                return remaining < 0 ? -1 : (int)((remaining * BmsProtocol.FullDeciPercent + capacity / 2) / capacity);
            }
        }

        /// <summary>Charge left in mAh by the counters, within 0 and the capacity; -1 until both counters and the model are known.</summary>
        public long CountedMah
        {
            get
            {
                int capacity = CapacityMah;
                if (_chargedMah < 0 || _dischargedMah < 0 || capacity <= 0) return -1;
                long remaining = _chargedMah - _dischargedMah;
                return remaining < 0 ? 0 : remaining > capacity ? capacity : remaining;
            }
        }

        /// <summary>Range in 0.1 km, -1 unknown.</summary>
        public int RangeDeciKm
        {
            get
            {
                int soc = SocDeciPercent;
                int capacity = CapacityMah;
                if (soc < 0 || capacity <= 0) return -1;
                bool counted = _dalyDeciPercent < 0 && _requestDeciPercent < 0;
                long remaining = counted ? CountedMah : (long)soc * capacity / BmsProtocol.FullDeciPercent;
                return (int)((remaining * _settings[ChargerSettings.RangeMetersPerAh] + 50_000) / 100_000);
            }
        }

        /// <summary>Imax of a plausible request in mA; the highest since the plug-in decides the model.</summary>
        public void ApplyMaxCurrent(int milliAmpere)
        {
            if (milliAmpere <= _highestMa) return;
            _highestMa = milliAmpere;
            _model = milliAmpere <= _settings[ChargerSettings.ClassicMostMa] ? Classic : milliAmpere <= _settings[ChargerSettings.ProMostMa] ? Pro : Max;
        }

        /// <summary>State of charge by the Daly answer, 0 to 1000 in 0.1 %.</summary>
        public void ApplyDaly(int deciPercent) => _dalyDeciPercent = deciPercent;

        /// <summary>State of charge by d5-6 of a request in profile B, 0 to 1000 in 0.1 %.</summary>
        public void ApplyRequested(int deciPercent) => _requestDeciPercent = deciPercent;

        /// <summary>Lifetime charge counter.</summary>
        public void ApplyCharged(uint milliAmpereHours) => _chargedMah = milliAmpereHours;

        /// <summary>Lifetime discharge counter.</summary>
        public void ApplyDischarged(uint milliAmpereHours) => _dischargedMah = milliAmpereHours;

        /// <summary>Unplugged: nothing is known of the next vehicle.</summary>
        public void Forget()
        {
            _highestMa = 0;
            _model = UnknownModel;
            _dalyDeciPercent = -1;
            _requestDeciPercent = -1;
            _chargedMah = -1;
            _dischargedMah = -1;
        }
    }
}
