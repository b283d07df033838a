using Charger.Runtime;

namespace Charger.Can
{
    /// <summary>
    /// The output-enable pin, where the board has one: closes before START; on an ordinary stop it opens when the current is
    /// low, 500 ms after STOP at the latest; on a safety trip it opens together with the STOP.
    /// </summary>
    public sealed class ContactorSequence
    {
        private readonly int[] _settings;
        private readonly IOutputPin _pin;
        private long _closedMs;
        private long _openByMs;
        private long _stopMs;

        /// <param name="pin">High closes. Null when the board has none: then closing is complete at once.</param>
        public ContactorSequence(int[] settings, IOutputPin pin)
        {
            _settings = settings;
            _pin = pin;
            Open();
        }

        /// <summary>What the pin was last set to; false too where there is no pin.</summary>
        public bool Closed;

        /// <summary>Closes it, and cancels an opening that is due. True when it has been closed for its settling time.</summary>
        public bool Close(long nowMs)
        {
            _openByMs = -1;
            if (_pin == null) return true;
            if (!Closed)
            {
                Closed = true;
                _closedMs = nowMs;
                _pin.Write(true);
            }
            return nowMs - _closedMs >= _settings[ChargerSettings.ContactorSettleMs];
        }

        /// <summary>Opens it now.</summary>
        public void Open()
        {
            _openByMs = -1;
            Closed = false;
            if (_pin != null) _pin.Write(false);
        }

        /// <summary>An ordinary stop was sent: <see cref="Step"/> opens the contactor later.</summary>
        public void OpenSoon(long nowMs)
        {
            if (!Closed || _openByMs >= 0) return;
            _stopMs = nowMs;
            _openByMs = nowMs + _settings[ChargerSettings.ContactorOpenMs];
        }

        /// <param name="currentMa">Last measured current; it counts only when it was measured after the stop.</param>
        public void Step(long nowMs, int currentMa, long measuredMs)
        {
            if (_openByMs < 0) return;
            bool gone = measuredMs >= _stopMs && currentMa < _settings[ChargerSettings.ContactorOpenMa];
            if (gone || nowMs >= _openByMs) Open();
        }
    }
}
