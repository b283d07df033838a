using System.Device.Gpio;
using Charger.Runtime;

namespace Firmware.Adapters
{
    /// <summary>A driven pin; low from the moment it is opened.</summary>
    public sealed class DeviceOutputPin : IOutputPin
    {
        private readonly GpioPin _pin;

        public DeviceOutputPin(GpioController gpio, int number)
        {
            _pin = gpio.OpenPin(number, PinMode.Output);
            _pin.Write(PinValue.Low);
        }

        public void Write(bool high)
        {
            _pin.Write(high ? PinValue.High : PinValue.Low);
        }
    }

    /// <summary>A read pin. Pull-ups are on the board: GPIO 34 to 39 have none of their own.</summary>
    public sealed class DeviceInputPin : IInputPin
    {
        private readonly GpioPin _pin;
        private readonly WakeSignal _falling;

        /// <param name="falling">Set by each falling edge; null where the level alone is read.</param>
        public DeviceInputPin(GpioController gpio, int number, WakeSignal falling)
        {
            _pin = gpio.OpenPin(number, PinMode.Input);
            _falling = falling;
            if (falling != null) _pin.ValueChanged += OnEdge;
        }

        public bool Read()
        {
            return _pin.Read() == PinValue.High;
        }

        /// <summary>On the platform's event thread: it only wakes the owner.</summary>
        private void OnEdge(object sender, PinValueChangedEventArgs e)
        {
            if (e.ChangeType == PinEventTypes.Falling) _falling.Set();
        }
    }
}
