using System.Device.Gpio;
using Charger.Can;
using Charger.Runtime;

namespace Firmware.Adapters
{
    /// <summary>MCP2515 controllers on the board's SPI bus, each with its own chip select and interrupt pin.</summary>
    public sealed class Mcp2515Factory : ICanControllerFactory
    {
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
            return null;
        }
    }
}
