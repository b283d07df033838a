namespace Charger.Can
{
    /// <summary>
    /// Brings an MCP2515 from reset to normal mode: checks that it answers, sets bit timing, filters, interrupts and transmit
    /// priorities, tests it in loopback. Runs at boot and after every recovery; all waits are a bounded number of polls.
    /// </summary>
    internal sealed class Mcp2515Startup
    {
        /// <summary>Polls of the chip while it changes mode: it needs 128 crystal cycles after a reset, 20 polls take longer than that.</summary>
        private const int ModePolls = 20;

        /// <summary>Polls while the loopback frame is under way: 1.1 ms at 125 kbit/s.</summary>
        private const int LoopbackPolls = 400;
        private const int FilterBytes = 4;
        private const int TransmitBuffers = 3;

        private readonly Mcp2515Link _link;
        private readonly int _timing;
        private readonly AcceptancePlan _plan;
        private readonly byte[] _block = new byte[12];

        /// <param name="timing">As <see cref="BitTiming.Packed"/> gives it.</param>
        public Mcp2515Startup(Mcp2515Link link, int timing, AcceptancePlan plan)
        {
            _link = link;
            _timing = timing;
            _plan = plan;
        }

        /// <summary>Why the last run failed, or an empty string.</summary>
        public string Failure { get; private set; } = "";

        /// <summary>Runs all steps; true when the chip has joined the bus. False otherwise: <see cref="Failure"/> says why.</summary>
        public bool Run()
        {
            Failure = "";
            _link.Reset();
            if (!Reached(Mcp2515Registers.ModeConfiguration)) return Fail("no MCP2515 answers on SPI: CANSTAT reads " + _link.Received[Mcp2515Link.RegistersAt] + ", not 128");
            Configure();
            if (_link.Read(Mcp2515Registers.Cnf3, 3) != (byte)(_timing >> 16) || _link.Received[Mcp2515Link.RegistersAt + 1] != (byte)(_timing >> 8) || _link.Received[Mcp2515Link.RegistersAt + 2] != (byte)_timing)
            {
                return Fail("the MCP2515 did not keep its bit timing: check the SPI wiring");
            }
            if (!Loopback()) return false;
            _link.Write(Mcp2515Registers.Canctrl, Mcp2515Registers.ModeNormal);
            return Reached(Mcp2515Registers.ModeNormal) || Fail("the MCP2515 does not enter normal mode");
        }

        private bool Fail(string why)
        {
            Failure = why;
            return false;
        }

        private bool Reached(byte mode)
        {
            for (int i = 0; i < ModePolls; i++)
            {
                if ((_link.Read(Mcp2515Registers.Canstat, 1) & Mcp2515Registers.ModeMask) == mode) return true;
            }
            return false;
        }

        private void Configure()
        {
            _block[0] = (byte)(_timing >> 16);
            _block[1] = (byte)(_timing >> 8);
            _block[2] = (byte)_timing;
            // No error interrupt: it would hold INT low until the next poll, so that no frame would give an edge.
            _block[3] = _plan.Interrupts;
            _link.Write(Mcp2515Registers.Cnf3, _block, 4);
            WriteFilters(Mcp2515Registers.Rxf0Sidh, 0);
            WriteFilters(Mcp2515Registers.Rxf3Sidh, 3);
            Mcp2515Identifier.PutMask(_plan.Mask(0), _block, 0);
            Mcp2515Identifier.PutMask(_plan.Mask(1), _block, FilterBytes);
            _link.Write(Mcp2515Registers.Rxm0Sidh, _block, 2 * FilterBytes);
            byte any = _plan.AcceptsAll ? Mcp2515Registers.RxAnyMessage : (byte)0;
            _link.Write(Mcp2515Registers.Rxb0Ctrl, (byte)(any | Mcp2515Registers.RxRollOver));
            _link.Write(Mcp2515Registers.Rxb1Ctrl, any);
            // Buffer 2 is for urgent frames only; 1 has priority over 0, so that the one filled first is sent first.
            _link.Write((byte)(Mcp2515Registers.Txb0Ctrl + 2 * Mcp2515Registers.TxBufferStride), Mcp2515Registers.TxPriorityHighest);
            _link.Write((byte)(Mcp2515Registers.Txb0Ctrl + Mcp2515Registers.TxBufferStride), 1);
            _link.Write(Mcp2515Registers.Txb0Ctrl, 0);
        }

        /// <summary>Three filters from their first register.</summary>
        private void WriteFilters(byte register, int first)
        {
            for (int i = 0; i < 3; i++) Mcp2515Identifier.Put(_plan.Filter(first + i), _block, i * FilterBytes);
            _link.Write(register, _block, 3 * FilterBytes);
        }

        /// <summary>
        /// Sends one wanted frame to itself from each transmit buffer, that of STOP included: this tests bit timing, filters, both kinds of
        /// buffers and the interrupt flag before the controller joins the bus.
        /// </summary>
        private bool Loopback()
        {
            _link.Write(Mcp2515Registers.Canctrl, Mcp2515Registers.ModeLoopback);
            if (!Reached(Mcp2515Registers.ModeLoopback)) return Fail("the MCP2515 does not enter loopback mode");
            uint id = _plan.Example;
            for (int i = 0; i < 8; i++) _block[i] = (byte)(0xA5 ^ (i * 0x11));
            for (int buffer = TransmitBuffers - 1; buffer >= 0; buffer--)
                if (!ComesBack(buffer, id)) return false;
            // Flags that the self-test has set would hold INT low.
            _link.Write(Mcp2515Registers.Canintf, 0);
            return true;
        }

        private bool ComesBack(int buffer, uint id)
        {
            _link.LoadTxBuffer(buffer, id, _block, 8);
            _link.RequestToSend(buffer);
            int polls = 0;
            while ((_link.ReadStatus() & Mcp2515Registers.StatusRx0) == 0)
            {
                if (++polls == LoopbackPolls) return Fail("loopback self-test: the frame did not come back from transmit buffer " + buffer);
            }
            _link.ReadRxBuffer(true);
            bool same = Mcp2515Identifier.Get(_link.Received, Mcp2515Link.BufferAt) == id && (_link.Received[Mcp2515Link.BufferAt + Mcp2515Registers.DlcAt] & Mcp2515Registers.LengthMask) == 8;
            for (int i = 0; i < 8; i++) same &= _link.Received[Mcp2515Link.BufferAt + Mcp2515Registers.DataAt + i] == _block[i];
            return same || Fail("loopback self-test: the frame came back changed from transmit buffer " + buffer);
        }
    }
}
