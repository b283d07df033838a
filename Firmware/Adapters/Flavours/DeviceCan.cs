using System;
using Charger.Can;
using Charger.Runtime;
using nanoFramework.Device.Can;

namespace Firmware.Adapters
{
    /// <summary>
    /// Flavour CAN=DeviceCan: CAN1 is the chip's own controller, for images that carry nanoFramework.Device.Can; CAN2 stays
    /// an MCP2515, as the reference board has it.
    /// </summary>
    internal sealed class CanControllers : ICanControllerFactory
    {
        private readonly Mcp2515Factory _mcp2515;

        public CanControllers(BoardProfile board, System.Device.Gpio.GpioController gpio)
        {
            _mcp2515 = new Mcp2515Factory(board, gpio);
        }

        public ICanController Create(CanBus bus, WakeSignal received)
        {
            if (bus == CanBus.Bms) return _mcp2515.Create(bus, received);
            return new DeviceCanController("CAN1", received);
        }
    }

    /// <summary>
    /// One native controller. The package allocates a message object per frame and provides neither error counters nor acceptance
    /// filters: unwanted frames are dropped by the caller, and a failed bus shows only by the silence of its nodes.
    /// </summary>
    internal sealed class DeviceCanController : ICanController
    {
        // 250 kbit/s from 80 MHz: prescaler 20, 1 + 11 + 4 quanta, sample point 75 %, SJW 2.
        private const byte Prescaler = 20;
        private const byte PhaseSegment1 = 11;
        private const byte PhaseSegment2 = 4;
        private const byte JumpWidth = 2;
        private const int NotTold = -1;

        private readonly string _id;
        private readonly WakeSignal _received;
        /// <summary>Most unwanted frames that one call skips; the next call continues.</summary>
        private const int MostForeign = 32;

        private CanController _controller;
        private CanMessage _stop;

        public DeviceCanController(string id, WakeSignal received)
        {
            _id = id;
            _received = received;
        }

        public CanBusState State { get; private set; }

        public int Overruns => 0;

        public int TransmitErrorCounter => NotTold;

        public int ReceiveErrorCounter => NotTold;

        public bool InterruptStuck => false;

        public bool TellsEachFrame => true;

        public string Failure { get; private set; } = "";

        public bool Start()
        {
            Stop();
            try
            {
                _controller = CanController.FromId(_id, new CanSettings(Prescaler, PhaseSegment1, PhaseSegment2, JumpWidth));
                _controller.MessageReceived += OnReceived;
                State = CanBusState.Active;
                Failure = "";
                return true;
            }
            catch (Exception e)
            {
                // NotSupportedException on images without the native code: the bus stays down and the gate closed.
                Failure = e.Message == null ? "this image has no CAN natives" : e.Message;
                return false;
            }
        }

        public void Stop()
        {
            State = CanBusState.Down;
            CanController controller = _controller;
            _controller = null;
            if (controller == null) return;
            controller.MessageReceived -= OnReceived;
            controller.Dispose();
        }

        /// <summary>Always true, so that frames are read every 20 ms: it is not tested whether events can be missed.</summary>
        public bool Poll()
        {
            return true;
        }

        public bool TryReceive(Frame into)
        {
            if (_controller == null) return false;
            // Unwanted frames are skipped, since wanted ones may wait behind them.
            for (int i = 0; i < MostForeign; i++)
            {
                CanMessage message = _controller.GetMessage();
                if (message == null) return false;
                byte[] data = message.Message;
                if (message.IdentifierType != CanMessageIdType.EID || message.FrameType != CanMessageFrameType.Data || data == null || data.Length > into.Data.Length) continue;
                into.Id = message.Id;
                into.Length = data.Length;
                Array.Copy(data, 0, into.Data, 0, data.Length);
                return true;
            }
            return false;
        }

        public void KeepStop(uint id, byte[] frame)
        {
            _stop = new CanMessage(id, CanMessageIdType.EID, CanMessageFrameType.Data, frame);
        }

        public void SendStop()
        {
            CanController controller = _controller;
            if (controller != null && _stop != null) controller.WriteMessage(_stop);
        }

        public bool TrySend(uint id, byte[] data, bool urgent)
        {
            if (_controller == null) return false;
            byte[] copy = new byte[data.Length];
            Array.Copy(data, 0, copy, 0, data.Length);
            _controller.WriteMessage(new CanMessage(id, CanMessageIdType.EID, CanMessageFrameType.Data, copy));
            return true;
        }

        /// <summary>On the platform's event thread: it only wakes CAN_RX.</summary>
        private void OnReceived(object sender, CanMessageReceivedEventArgs e)
        {
            _received.Set();
        }
    }
}
