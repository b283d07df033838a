using System.Device.Gpio;
using Charger.Runtime;

namespace Firmware.Adapters
{
    /// <summary>
    /// A driven pin; low from the moment it is opened. Both values are created once: each use of PinValue.High would allocate an object.
    /// Its level is read once, as an input with a pull-down, before it is driven: the chip's outputs always read 0.
    /// </summary>
    internal sealed class DeviceOutputPin : IOutputPin
    {
        private readonly GpioPin _pin;
        private readonly PinValue _low = (PinValue)0;
        private readonly PinValue _high = (PinValue)1;

        public DeviceOutputPin(GpioController gpio, int number)
        {
            _pin = gpio.OpenPin(number, PinMode.InputPullDown);
            WasHigh = (int)_pin.Read() != 0;
            _pin.SetPinMode(PinMode.Output);
            _pin.Write(_low);
        }

        /// <summary>The pin read high before the firmware drove it.</summary>
        public bool WasHigh { get; }

        public void Write(bool high)
        {
            if (high) _pin.Write(_high);
            else _pin.Write(_low);
        }
    }

    /// <summary>An input pin. Pull-ups are on the board: GPIO 34 to 39 have no internal ones.</summary>
    internal sealed class DeviceInputPin : IInputPin
    {
        private readonly GpioPin _pin;
        private WakeSignal _falling;

        public DeviceInputPin(GpioController gpio, int number)
        {
            _pin = gpio.OpenPin(number, PinMode.Input);
        }

        /// <param name="falling">Set by each falling edge from now on.</param>
        public void Watch(WakeSignal falling)
        {
            _falling = falling;
            _pin.ValueChanged += OnEdge;
        }

        public bool Read()
        {
            return (int)_pin.Read() != 0;
        }

        /// <summary>On the platform's event thread: it only wakes the owner.</summary>
        private void OnEdge(object sender, PinValueChangedEventArgs e)
        {
            if (e.ChangeType == PinEventTypes.Falling) _falling.Set();
        }
    }
}
