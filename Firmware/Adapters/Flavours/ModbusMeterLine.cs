using System;
using System.IO.Ports;
using Charger.Metering;
using nanoFramework.Hardware.Esp32;

namespace Firmware.Adapters
{
    internal sealed partial class DevicePorts
    {
        partial void OpenMeter()
        {
            MeterSettings settings = new MeterSettings();
            string wrong = settings.Load(_ports.Storage);
            if (wrong != null) Console.WriteLine("file '" + MeterSettings.File + "': " + wrong + "; " + settings.Describe() + " counts");
            if (_board.Pin(PinRole.MeterTransmit) == BoardProfile.NotFitted || _board.Pin(PinRole.MeterReceive) == BoardProfile.NotFitted)
                Console.WriteLine("board '" + _board.Name + "' has no pins for the meter that this image bills by: nothing charges; choose another board, or an image without Meter=Modbus");
            _ports.Meter = new ModbusMeter(new MeterLine(_board, settings.Baud), settings);
        }
    }

    /// <summary>
    /// The meter's line: COM3, 8N1, on the board's pins; on a board without them nothing ever answers. With a direction pin the chip
    /// itself drives it while it sends.
    /// </summary>
    internal sealed class MeterLine : Charger.Runtime.ISerialLine
    {
        private readonly SerialPort _port;

        public MeterLine(BoardProfile board, int baud)
        {
            if (board.Pin(PinRole.MeterTransmit) == BoardProfile.NotFitted || board.Pin(PinRole.MeterReceive) == BoardProfile.NotFitted) return;
            int direction = board.Pin(PinRole.MeterDirection);
            Configuration.SetPinFunction(board.Pin(PinRole.MeterTransmit), DeviceFunction.COM3_TX);
            Configuration.SetPinFunction(board.Pin(PinRole.MeterReceive), DeviceFunction.COM3_RX);
            if (direction != BoardProfile.NotFitted) Configuration.SetPinFunction(direction, DeviceFunction.COM3_RTS);
            _port = new SerialPort("COM3", baud, Parity.None, 8, StopBits.One);
            if (direction != BoardProfile.NotFitted) _port.Mode = SerialMode.RS485;
            _port.Open();
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            int there = _port == null ? 0 : _port.BytesToRead;
            if (there == 0) return 0;
            return _port.Read(buffer, offset, there < count ? there : count);
        }

        public void Write(byte[] buffer, int offset, int count)
        {
            if (_port != null) _port.Write(buffer, offset, count);
        }
    }
}
