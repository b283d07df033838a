using System.Device.Gpio;
using Charger.Can;
using Charger.Runtime;

namespace Firmware.Adapters
{
    /// <summary>MCP2515 controllers on the board's SPI bus, each with its own chip select and interrupt pin.</summary>
    public sealed class Mcp2515Factory : ICanControllerFactory
    {
        private const int BitRate = 250000;
        private const int HzPerMhz = 1000000;

        private readonly BoardProfile _board;
        private readonly GpioController _gpio;

        public Mcp2515Factory(BoardProfile board, GpioController gpio)
        {
            _board = board;
            _gpio = gpio;
            DeviceSpiPort.AssignPins(board);
        }

        public ICanController Create(CanBus bus, WakeSignal received)
        {
            bool module = bus == CanBus.Module;
            int interruptPin = module ? _board.Pin(PinRole.ModuleInterrupt) : _board.Pin(PinRole.BmsInterrupt);
            IInputPin interrupt = interruptPin == BoardProfile.NotFitted ? null : new DeviceInputPin(_gpio, interruptPin, received);
            ISpiPort spi = new DeviceSpiPort(module ? _board.Pin(PinRole.ModuleChipSelect) : _board.Pin(PinRole.BmsChipSelect));
            return new Mcp2515Controller(spi, interrupt, _board.CrystalMhz * HzPerMhz, BitRate, WantedFrames.Of(bus));
        }
    }
}
