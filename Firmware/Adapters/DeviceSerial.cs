using System;
using System.IO.Ports;
using System.Text;
using Charger.Runtime;
using nanoFramework.Hardware.Esp32;

namespace Firmware.Adapters
{
    /// <summary>The console: COM2 at 115200 8N1 on the board's pins.</summary>
    internal sealed class DeviceSerialConsole : ISerialLine
    {
        private const int BaudRate = 115200;
        private const int DriverBufferBytes = 512;

        private readonly SerialPort _port;

        public DeviceSerialConsole(BoardProfile board)
        {
            nanoFramework.Hardware.Esp32.Configuration.SetPinFunction(board.Pin(PinRole.ConsoleTransmit), DeviceFunction.COM2_TX);
            nanoFramework.Hardware.Esp32.Configuration.SetPinFunction(board.Pin(PinRole.ConsoleReceive), DeviceFunction.COM2_RX);
            _port = new SerialPort("COM2", BaudRate) { ReadBufferSize = DriverBufferBytes, WriteBufferSize = DriverBufferBytes };
            _port.Open();
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            int waiting = _port.BytesToRead;
            if (waiting == 0) return 0;
            return _port.Read(buffer, offset, waiting < count ? waiting : count);
        }

        public void Write(byte[] buffer, int offset, int count)
        {
            _port.Write(buffer, offset, count);
        }
    }

    /// <summary>UART0 as the platform gives it: text out, nothing in.</summary>
    internal sealed class DeviceUartMirror : ISerialLine
    {
        public int Read(byte[] buffer, int offset, int count)
        {
            return 0;
        }

        public void Write(byte[] buffer, int offset, int count)
        {
            Console.Write(Encoding.UTF8.GetString(buffer, offset, count));
        }
    }
}
