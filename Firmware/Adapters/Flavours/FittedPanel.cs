using System.IO.Ports;
using Firmware.Panel;
using nanoFramework.Hardware.Esp32;

namespace Firmware.Adapters
{
    internal sealed partial class DevicePorts
    {
        partial void OpenPanel()
        {
            DeviceOutputPin red = Output(_board.Pin(PinRole.LightRed));
            DeviceOutputPin green = Output(_board.Pin(PinRole.LightGreen));
            DeviceOutputPin blue = Output(_board.Pin(PinRole.LightBlue));
            DeviceOutputPin buzzer = Output(_board.Pin(PinRole.Buzzer));
            bool reader = _board.Pin(PinRole.ReaderTransmit) != BoardProfile.NotFitted && _board.Pin(PinRole.ReaderReceive) != BoardProfile.NotFitted;
            bool light = red != null || green != null || blue != null;
            if (!light && buzzer == null && !reader) return;
            _ports.Panel = new OperatorPanel(light ? new StatusLight(red, green, blue) : null, buzzer == null ? null : new Buzzer(buzzer), reader ? new CardReader(new ReaderLine(_board)) : null);
        }
    }

    /// <summary>The card reader's serial line: COM3 at 115200 8N1 on the board's pins.</summary>
    internal sealed class ReaderLine : Charger.Runtime.ISerialLine
    {
        private readonly SerialPort _port;

        public ReaderLine(BoardProfile board)
        {
            Configuration.SetPinFunction(board.Pin(PinRole.ReaderTransmit), DeviceFunction.COM3_TX);
            Configuration.SetPinFunction(board.Pin(PinRole.ReaderReceive), DeviceFunction.COM3_RX);
            _port = new SerialPort("COM3", 115200, Parity.None, 8, StopBits.One);
            _port.Open();
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            int there = _port.BytesToRead;
            if (there == 0) return 0;
            return _port.Read(buffer, offset, there < count ? there : count);
        }

        public void Write(byte[] buffer, int offset, int count)
        {
            _port.Write(buffer, offset, count);
        }
    }
}
