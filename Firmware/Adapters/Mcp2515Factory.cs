using System.Device.Gpio;
using Charger.Can;
using Charger.Runtime;

namespace Firmware.Adapters
{
    /// <summary>MCP2515 controllers on the board's SPI bus, each with its own chip select and interrupt pin.</summary>
    internal sealed class Mcp2515Factory : ICanControllerFactory
    {
        private const int BitRate = 250000;
        private const int HzPerMhz = 1000000;

        private readonly BoardProfile _board;
        private readonly DeviceInputPin _ofModule;
        private readonly DeviceInputPin _ofBms;

        public Mcp2515Factory(BoardProfile board, GpioController gpio)
        {
            _board = board;
            _ofModule = Interrupt(gpio, board.Pin(PinRole.ModuleInterrupt));
            _ofBms = Interrupt(gpio, board.Pin(PinRole.BmsInterrupt));
            DeviceSpiPort.AssignPins(board);
        }

        public ICanController Create(CanBus bus, WakeSignal received)
        {
            bool module = bus == CanBus.Module;
            DeviceInputPin interrupt = module ? _ofModule : _ofBms;
            if (interrupt != null) interrupt.Watch(received);
            ISpiPort spi = new DeviceSpiPort(module ? _board.Pin(PinRole.ModuleChipSelect) : _board.Pin(PinRole.BmsChipSelect));
            return new Mcp2515Controller(spi, interrupt, _board.CrystalMhz * HzPerMhz, BitRate, WantedFrames.Of(bus));
        }

        private static DeviceInputPin Interrupt(GpioController gpio, int pin) => pin == BoardProfile.NotFitted ? null : new DeviceInputPin(gpio, pin);
    }
}
