using Charger.Runtime;

namespace Firmware
{
    /// <summary>START and STOP: to ground, so low is pressed. A press counts after two equal readings, once until released.</summary>
    public sealed class Buttons
    {
        private readonly Composition _firmware;
        private readonly string _who;
        private readonly Button _start;
        private readonly Button _stop;

        public Buttons(Composition firmware, string who)
        {
            _firmware = firmware;
            _who = who;
            _start = new Button(firmware.Ports.StartButton);
            _stop = new Button(firmware.Ports.StopButton);
        }

        public void Step()
        {
            if (_start.TakePress()) Start();
            // Where the letter finds no room the output goes off all the same.
            if (_stop.TakePress() && !_firmware.OcppCommands.TryPost(_who, OcppCommand.StopTransaction, 0, 0, "Local")) _firmware.Output.Cut();
        }

        private void Start()
        {
            string id = _firmware.StartButtonId;
            if (id.Length == 0) _firmware.Log.Write(LogLevel.Warning, LogSection.Console, "START pressed, but no id is configured: config set Charger.StartButtonId ID");
            else _firmware.OcppCommands.TryPost(_who, OcppCommand.PresentId, 0, 0, id);
        }

        private sealed class Button
        {
            private readonly IInputPin _pin;
            private bool _read;
            private bool _pressed;

            public Button(IInputPin pin)
            {
                _pin = pin;
            }

            public bool TakePress()
            {
                if (_pin == null) return false;
                bool low = !_pin.Read();
                bool steady = low == _read;
                _read = low;
                if (!steady || low == _pressed) return false;
                _pressed = low;
                return low;
            }
        }
    }
}
