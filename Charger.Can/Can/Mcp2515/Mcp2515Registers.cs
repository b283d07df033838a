namespace Charger.Can
{
    /// <summary>Instructions, registers and bits of the MCP2515 (data sheet DS20001801, tables 11-1, 12-1 and the register maps).</summary>
    public static class Mcp2515Registers
    {
        // SPI instructions, table 12-1.
        /// <summary>RESET: registers at their defaults, configuration mode.</summary>
        public const byte Reset = 0xC0;
        /// <summary>READ, then the address; values of consecutive registers follow.</summary>
        public const byte Read = 0x03;
        /// <summary>WRITE, then the address and values of consecutive registers.</summary>
        public const byte Write = 0x02;
        /// <summary>READ STATUS: one byte of receive and transmit flags follows, the Status bits below.</summary>
        public const byte ReadStatus = 0xA0;
        /// <summary>RX STATUS: one byte follows, buffer, kind of frame and filter that matched.</summary>
        public const byte RxStatus = 0xB0;
        /// <summary>BIT MODIFY, then address, mask and value.</summary>
        public const byte BitModify = 0x05;
        /// <summary>READ RX BUFFER from RXB0SIDH; with <see cref="SecondBuffer"/> from RXB1SIDH. Its end clears RXnIF.</summary>
        public const byte ReadRxBuffer = 0x90;
        /// <summary>Added to <see cref="ReadRxBuffer"/> for RXB1.</summary>
        public const byte SecondBuffer = 0x04;
        /// <summary>LOAD TX BUFFER from TXB0SIDH; plus 2 for each further buffer.</summary>
        public const byte LoadTxBuffer = 0x40;
        /// <summary>RTS; its low three bits choose the buffers.</summary>
        public const byte RequestToSend = 0x80;

        // READ STATUS, figure 12-8.
        /// <summary>A frame waits in RXB0 (RX0IF).</summary>
        public const int StatusRx0 = 0x01;
        /// <summary>A frame waits in RXB1 (RX1IF).</summary>
        public const int StatusRx1 = 0x02;
        /// <summary>TXB0 waits or is being sent (TXREQ).</summary>
        public const int StatusTx0Pending = 0x04;
        /// <summary>TXB1 waits or is being sent.</summary>
        public const int StatusTx1Pending = 0x10;
        /// <summary>TXB2 waits or is being sent.</summary>
        public const int StatusTx2Pending = 0x40;

        // Registers, table 11-1.
        /// <summary>First byte of filters RXF0 to RXF2, 4 bytes each; written in configuration mode alone.</summary>
        public const byte Rxf0Sidh = 0x00;
        /// <summary>First byte of filters RXF3 to RXF5.</summary>
        public const byte Rxf3Sidh = 0x10;
        /// <summary>CANSTAT: the operation mode that is in force, in bits 7-5.</summary>
        public const byte Canstat = 0x0E;
        /// <summary>CANCTRL: the operation mode that is asked for, abort and one-shot.</summary>
        public const byte Canctrl = 0x0F;
        /// <summary>TEC: transmit error counter, 0 to 255.</summary>
        public const byte Tec = 0x1C;
        /// <summary>REC: receive error counter, 0 to 255.</summary>
        public const byte Rec = 0x1D;
        /// <summary>First byte of the masks RXM0 and RXM1, 4 bytes each; written in configuration mode alone.</summary>
        public const byte Rxm0Sidh = 0x20;
        /// <summary>CNF3: phase segment 2; written in configuration mode alone, as CNF2 and CNF1.</summary>
        public const byte Cnf3 = 0x28;
        /// <summary>CNF2: phase segment 1 and propagation segment.</summary>
        public const byte Cnf2 = 0x29;
        /// <summary>CNF1: jump width and prescaler.</summary>
        public const byte Cnf1 = 0x2A;
        /// <summary>CANINTE: which flags of CANINTF pull INT low.</summary>
        public const byte Caninte = 0x2B;
        /// <summary>CANINTF: interrupt flags; cleared by writing 0.</summary>
        public const byte Canintf = 0x2C;
        /// <summary>EFLG: error flags; only both overflow flags can be cleared by writing.</summary>
        public const byte Eflg = 0x2D;
        /// <summary>TXB0CTRL; the control registers of TXB1 and TXB2 follow at <see cref="TxBufferStride"/>.</summary>
        public const byte Txb0Ctrl = 0x30;
        /// <summary>RXB0CTRL: which frames RXB0 accepts, and whether it rolls over.</summary>
        public const byte Rxb0Ctrl = 0x60;
        /// <summary>RXB1CTRL: which frames RXB1 accepts.</summary>
        public const byte Rxb1Ctrl = 0x70;
        /// <summary>From one transmit buffer's control register to the next one's.</summary>
        public const byte TxBufferStride = 0x10;

        // CANCTRL and CANSTAT: operation modes, section 10.
        /// <summary>Bits of the mode in CANCTRL and CANSTAT.</summary>
        public const byte ModeMask = 0xE0;
        /// <summary>Sends, receives and acknowledges.</summary>
        public const byte ModeNormal = 0x00;
        /// <summary>The chip receives what it sends; nothing reaches the bus.</summary>
        public const byte ModeLoopback = 0x40;
        /// <summary>Receives without acknowledging.</summary>
        public const byte ModeListenOnly = 0x60;
        /// <summary>Off the bus; the only mode in which bit timing, filters and masks can be written.</summary>
        public const byte ModeConfiguration = 0x80;
        /// <summary>CANCTRL: aborts all frames that wait for transmission.</summary>
        public const byte AbortAll = 0x10;
        /// <summary>CANCTRL: a frame is sent once only, even if nobody acknowledges it.</summary>
        public const byte OneShot = 0x08;

        // CANINTE and CANINTF.
        /// <summary>RX0IE and RX0IF: a frame waits in RXB0.</summary>
        public const byte Rx0Interrupt = 0x01;
        /// <summary>RX1IE and RX1IF: a frame waits in RXB1.</summary>
        public const byte Rx1Interrupt = 0x02;
        /// <summary>TX0IE and TX0IF: TXB0 has become free.</summary>
        public const byte Tx0Interrupt = 0x04;
        /// <summary>ERRIE and ERRIF: a flag of EFLG has changed.</summary>
        public const byte ErrorInterrupt = 0x20;

        // EFLG.
        /// <summary>TEC or REC is 96 or more.</summary>
        public const byte ErrorWarning = 0x01;
        /// <summary>REC is 96 or more.</summary>
        public const byte RxWarning = 0x02;
        /// <summary>TEC is 96 or more.</summary>
        public const byte TxWarning = 0x04;
        /// <summary>REC is 128 or more.</summary>
        public const byte RxPassive = 0x08;
        /// <summary>TEC is 128 or more.</summary>
        public const byte TxPassive = 0x10;
        /// <summary>TEC has reached 256: the chip has left the bus.</summary>
        public const byte TxBusOff = 0x20;
        /// <summary>A frame for RXB0 was lost, since neither RXB0 nor, with rollover, RXB1 was free.</summary>
        public const byte Rx0Overflow = 0x40;
        /// <summary>A frame for RXB1 was lost, since it was not free.</summary>
        public const byte Rx1Overflow = 0x80;

        // TXBnCTRL and RXBnCTRL.
        /// <summary>TXREQ: the buffer waits or is being sent; clearing it aborts.</summary>
        public const byte TxRequest = 0x08;
        /// <summary>TXERR: the bus was disturbed while the buffer was sent.</summary>
        public const byte TxError = 0x10;
        /// <summary>ABTF: the buffer was aborted.</summary>
        public const byte TxAborted = 0x40;
        /// <summary>TXP: the buffer's priority over the chip's other transmit buffers.</summary>
        public const byte TxPriorityMask = 0x03;
        /// <summary>TXP = 3; the value 0 is the lowest.</summary>
        public const byte TxPriorityHighest = 0x03;
        /// <summary>RXM = 3: filters are off.</summary>
        public const byte RxAnyMessage = 0x60;
        /// <summary>BUKT in RXB0CTRL: a frame goes to RXB1 when RXB0 is full.</summary>
        public const byte RxRollOver = 0x04;

        // Identifier and length bytes of a buffer.
        /// <summary>Four identifier bytes, the length byte and 8 data bytes.</summary>
        public const int BufferBytes = 13;
        /// <summary>Offset of SIDL in a buffer; it has the extended bit.</summary>
        public const int SidlAt = 1;
        /// <summary>Offset of DLC in a buffer; in a received frame it has the remote-request bit too.</summary>
        public const int DlcAt = 4;
        /// <summary>Offset of the first data byte in a buffer.</summary>
        public const int DataAt = 5;
        /// <summary>EXIDE or IDE in SIDL: a 29-bit identifier.</summary>
        public const byte Extended = 0x08;
        /// <summary>RTR in DLC: the frame asks for data and has none.</summary>
        public const byte RemoteRequest = 0x40;
        /// <summary>The data length in DLC; 9 to 15 count as 8.</summary>
        public const byte LengthMask = 0x0F;
    }
}
