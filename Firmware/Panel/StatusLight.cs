using Charger.Runtime;

namespace Firmware.Panel
{
    /// <summary>A light of up to three colours, each on a pin of its own, high is on. Green replaces blue when blue is not fitted.</summary>
    public sealed class StatusLight
    {
        private readonly IOutputPin _red;
        private readonly IOutputPin _green;
        private readonly IOutputPin _blue;
        private LightState _state = LightState.Updating;
        private int _shown = -1;
        private bool _on;
        private long _dueMs;

        /// <param name="red">Null where not fitted, as for the others.</param>
        public StatusLight(IOutputPin red, IOutputPin green, IOutputPin blue)
        {
            _red = red;
            _green = green;
            _blue = blue;
        }

        /// <summary>The colours that shine now, as bits of <see cref="LightPatterns"/>.</summary>
        public int Shown => _shown < 0 ? 0 : _shown;

        /// <summary>Shows the state; a change begins its pattern again. Returns when the light changes next.</summary>
        public long Step(long nowMs, LightState state)
        {
            int colours = LightPatterns.Of(state, out int onMs, out int offMs);
            if (state != _state || _shown < 0)
            {
                _state = state;
                _on = true;
                _dueMs = nowMs + onMs;
            }
            else if (nowMs >= _dueMs)
            {
                _on = offMs == LightPatterns.Steady || !_on;
                _dueMs = nowMs + (_on ? onMs : offMs);
            }
            Show(_on ? colours : 0);
            return offMs == LightPatterns.Steady ? long.MaxValue : _dueMs;
        }

        private void Show(int colours)
        {
            if ((colours & LightPatterns.Blue) != 0 && _blue == null) colours = colours & ~LightPatterns.Blue | LightPatterns.Green;
            if (colours == _shown) return;
            _shown = colours;
            Write(_red, LightPatterns.Red);
            Write(_green, LightPatterns.Green);
            Write(_blue, LightPatterns.Blue);
        }

        private void Write(IOutputPin pin, int colour)
        {
            if (pin != null) pin.Write((_shown & colour) != 0);
        }
    }
}
