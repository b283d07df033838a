using Charger.Runtime;

namespace Firmware.Panel
{
    /// <summary>A buzzer that sounds while its pin is high: one long tone for accepted, three short ones for refused.</summary>
    public sealed class Buzzer
    {
        /// <summary>The one tone for accepted.</summary>
        public const int AcceptedMs = 300;
        /// <summary>Each tone for refused, and the pauses between them.</summary>
        public const int RefusedMs = 100;
        private const int RefusedTones = 3;

        private readonly IOutputPin _pin;
        private int _toneMs;
        private int _changesLeft;
        private long _dueMs;

        /// <summary>Silent: the pin is not written before the first <see cref="Tell"/>.</summary>
        public Buzzer(IOutputPin pin)
        {
            _pin = pin;
        }

        /// <summary>Begins the tones and stops those that still sound.</summary>
        public void Tell(bool accepted, long nowMs)
        {
            _toneMs = accepted ? AcceptedMs : RefusedMs;
            _changesLeft = accepted ? 1 : RefusedTones * 2 - 1;
            _pin.Write(true);
            _dueMs = nowMs + _toneMs;
        }

        /// <summary>Returns when it wants to be called next.</summary>
        public long Step(long nowMs)
        {
            if (_changesLeft == 0) return long.MaxValue;
            if (nowMs >= _dueMs)
            {
                _changesLeft--;
                // After the start of each tone an odd number of changes is left.
                _pin.Write((_changesLeft & 1) != 0);
                _dueMs = nowMs + _toneMs;
            }
            return _changesLeft == 0 ? long.MaxValue : _dueMs;
        }
    }
}
