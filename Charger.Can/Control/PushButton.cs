using Charger.Runtime;

namespace Charger.Can
{
    /// <summary>
    /// A button to ground: low in two reads at least 10 ms apart is a press, and counts once until it is released. Polled,
    /// since pins 36 and 39 of the chip give false falling edges under radio activity (its errata).
    /// </summary>
    public sealed class PushButton
    {
        /// <summary>Least time between the two low reads of a press.</summary>
        public const int ApartMs = 10;

        /// <summary>Poll period while the button is not pressed; reading a pin allocates objects on the device.</summary>
        public const int EveryMs = 20;

        private readonly IInputPin _pin;
        private long _lowMs = -1;
        private bool _pressed;

        /// <summary>The pin reads low while the button is pressed.</summary>
        public PushButton(IInputPin pin)
        {
            _pin = pin;
        }

        /// <summary>Low in one read only: the next read decides and is due early.</summary>
        public bool Doubtful => _lowMs >= 0 && !_pressed;

        /// <summary>When the next read is due.</summary>
        public long DueMs;

        /// <summary>True once for each press.</summary>
        public bool ConsumePress(long nowMs)
        {
            if (nowMs < DueMs) return false;
            DueMs = nowMs + EveryMs;
            if (_pin.Read())
            {
                _lowMs = -1;
                _pressed = false;
                return false;
            }
            if (_pressed) return false;
            if (_lowMs < 0)
            {
                _lowMs = nowMs;
                DueMs = nowMs + ApartMs;
                return false;
            }
            _pressed = true;
            return true;
        }
    }
}
