using System;
using System.Device.Spi;
using Charger.Runtime;
using nanoFramework.Hardware.Esp32;

namespace Firmware.Adapters
{
    /// <summary>
    /// One chip on SPI1. All chips of a bus get the same clock and mode, since the platform silently keeps the first one's.
    /// </summary>
    internal sealed class DeviceSpiPort : ISpiPort
    {
        private const int Bus = 1;

        /// <summary>The most an MCP2515 takes; the platform's default is 500 kHz.</summary>
        private const int ClockHz = 10000000;

        private readonly SpiDevice _device;

        public DeviceSpiPort(int chipSelect)
        {
            _device = SpiDevice.Create(new SpiConnectionSettings(Bus, chipSelect)
            {
                ClockFrequency = ClockHz,
                Mode = SpiMode.Mode0,
                DataFlow = DataFlow.MsbFirst,
            });
        }

        /// <summary>Gives the bus its pins; before the first port is made.</summary>
        public static void AssignPins(BoardProfile board)
        {
            nanoFramework.Hardware.Esp32.Configuration.SetPinFunction(board.Pin(PinRole.SpiClock), DeviceFunction.SPI1_CLOCK);
            nanoFramework.Hardware.Esp32.Configuration.SetPinFunction(board.Pin(PinRole.SpiMiso), DeviceFunction.SPI1_MISO);
            nanoFramework.Hardware.Esp32.Configuration.SetPinFunction(board.Pin(PinRole.SpiMosi), DeviceFunction.SPI1_MOSI);
        }

        public void Transfer(byte[] write, byte[] read, int count)
        {
            _device.TransferFullDuplex(new SpanByte(write, 0, count), new SpanByte(read, 0, count));
        }
    }
}
