using System.Device.Gpio;
using Charger.Can;
using Charger.Runtime;

namespace Firmware.Adapters
{
    /// <summary>Flavour CAN=Mcp2515: both buses are MCP2515 controllers on one SPI bus.</summary>
    internal sealed class CanControllers : ICanControllerFactory
    {
        private readonly Mcp2515Factory _mcp2515;

        public CanControllers(BoardProfile board, GpioController gpio)
        {
            _mcp2515 = new Mcp2515Factory(board, gpio);
        }

        public ICanController Create(CanBus bus, WakeSignal received)
        {
            return _mcp2515.Create(bus, received);
        }
    }
}
