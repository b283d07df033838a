namespace Charger.Can
{
    /// <summary>Instructions, registers and bits of the MCP2515 (data sheet DS20001801, tables 11-1, 12-1 and the register maps).</summary>
    public static class Mcp2515Registers
    {
        // SPI instructions, table 12-1.
        public const byte Reset = 0xC0;
        public const byte Read = 0x03;
        public const byte Write = 0x02;
        public const byte ReadStatus = 0xA0;
        public const byte RxStatus = 0xB0;
        public const byte BitModify = 0x05;
        /// <summary>READ RX BUFFER from RXB0SIDH; with <see cref="SecondBuffer"/> from RXB1SIDH. Its end clears RXnIF.</summary>
        public const byte ReadRxBuffer = 0x90;
        public const byte SecondBuffer = 0x04;
        /// <summary>LOAD TX BUFFER from TXB0SIDH; plus 2 for each further buffer.</summary>
        public const byte LoadTxBuffer = 0x40;
        /// <summary>RTS; its low three bits choose the buffers.</summary>
        public const byte RequestToSend = 0x80;

        // READ STATUS, figure 12-8.
        public const int StatusRx0 = 0x01;
        public const int StatusRx1 = 0x02;
        public const int StatusTx0Pending = 0x04;
        public const int StatusTx1Pending = 0x10;
        public const int StatusTx2Pending = 0x40;

        // Registers, table 11-1.
        public const byte Rxf0Sidh = 0x00;
        public const byte Rxf3Sidh = 0x10;
        public const byte Canstat = 0x0E;
        public const byte Canctrl = 0x0F;
        public const byte Tec = 0x1C;
        public const byte Rec = 0x1D;
        public const byte Rxm0Sidh = 0x20;
        public const byte Cnf3 = 0x28;
        public const byte Cnf2 = 0x29;
        public const byte Cnf1 = 0x2A;
        public const byte Caninte = 0x2B;
        public const byte Canintf = 0x2C;
        public const byte Eflg = 0x2D;
        public const byte Txb0Ctrl = 0x30;
        public const byte Rxb0Ctrl = 0x60;
        public const byte Rxb1Ctrl = 0x70;
        public const byte TxBufferStride = 0x10;

        // CANCTRL and CANSTAT: operation modes, section 10.
        public const byte ModeMask = 0xE0;
        public const byte ModeNormal = 0x00;
        public const byte ModeSleep = 0x20;
        public const byte ModeLoopback = 0x40;
        public const byte ModeListenOnly = 0x60;
        public const byte ModeConfiguration = 0x80;
        public const byte AbortAll = 0x10;
        public const byte OneShot = 0x08;

        // CANINTE and CANINTF.
        public const byte Rx0Interrupt = 0x01;
        public const byte Rx1Interrupt = 0x02;
        public const byte Tx0Interrupt = 0x04;
        public const byte ErrorInterrupt = 0x20;
        public const byte MessageErrorInterrupt = 0x80;

        // EFLG.
        public const byte ErrorWarning = 0x01;
        public const byte RxWarning = 0x02;
        public const byte TxWarning = 0x04;
        public const byte RxPassive = 0x08;
        public const byte TxPassive = 0x10;
        public const byte TxBusOff = 0x20;
        public const byte Rx0Overflow = 0x40;
        public const byte Rx1Overflow = 0x80;

        // TXBnCTRL and RXBnCTRL.
        public const byte TxRequest = 0x08;
        public const byte TxError = 0x10;
        public const byte TxAborted = 0x40;
        public const byte TxPriorityMask = 0x03;
        public const byte TxPriorityHighest = 0x03;
        public const byte RxAnyMessage = 0x60;
        public const byte RxRollOver = 0x04;

        // Identifier and length bytes of a buffer.
        public const int BufferBytes = 13;
        public const int SidlAt = 1;
        public const int DlcAt = 4;
        public const int DataAt = 5;
        public const byte Extended = 0x08;
        public const byte RemoteRequest = 0x40;
        public const byte LengthMask = 0x0F;
    }
}
