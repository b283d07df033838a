using System;
using Charger.Runtime;

namespace Charger.Can
{
    /// <summary>The instructions of an MCP2515 over its SPI port, in two buffers created once: no call allocates.</summary>
    internal sealed class Mcp2515Link
    {
        /// <summary>Bytes of instruction, address and the longest block that one transfer moves.</summary>
        private const int Longest = 20;

        private readonly ISpiPort _spi;
        private readonly byte[] _out = new byte[Longest];

        public Mcp2515Link(ISpiPort spi)
        {
            _spi = spi;
        }

        /// <summary>Bytes that the last transfer read; index 0 was read while the instruction went out.</summary>
        public readonly byte[] Received = new byte[Longest];

        /// <summary>Where register values begin in <see cref="Received"/> after <see cref="Read"/>.</summary>
        public const int RegistersAt = 2;

        /// <summary>Where the buffer begins in <see cref="Received"/> after <see cref="ReadRxBuffer"/>.</summary>
        public const int BufferAt = 1;

        /// <summary>
        /// RESET: the chip enters configuration mode and loses its settings; it needs 128 crystal cycles before the next instruction.
        /// </summary>
        public void Reset()
        {
            _out[0] = Mcp2515Registers.Reset;
            _spi.Transfer(_out, Received, 1);
        }

        /// <summary>The first of the registers read; the rest follow in <see cref="Received"/>.</summary>
        public int Read(byte register, int count)
        {
            _out[0] = Mcp2515Registers.Read;
            _out[1] = register;
            _spi.Transfer(_out, Received, 2 + count);
            return Received[2];
        }

        /// <summary>Writes one register.</summary>
        public void Write(byte register, byte value)
        {
            _out[0] = Mcp2515Registers.Write;
            _out[1] = register;
            _out[2] = value;
            _spi.Transfer(_out, Received, 3);
        }

        /// <summary>Writes the first <paramref name="count"/> values, at most 18, to consecutive registers.</summary>
        public void Write(byte register, byte[] values, int count)
        {
            _out[0] = Mcp2515Registers.Write;
            _out[1] = register;
            Array.Copy(values, 0, _out, 2, count);
            _spi.Transfer(_out, Received, 2 + count);
        }

        /// <summary>
        /// Changes the bits of <paramref name="mask"/> alone; only the registers that the data sheet marks for it can be written so.
        /// </summary>
        public void BitModify(byte register, byte mask, byte value)
        {
            _out[0] = Mcp2515Registers.BitModify;
            _out[1] = register;
            _out[2] = mask;
            _out[3] = value;
            _spi.Transfer(_out, Received, 4);
        }

        /// <summary>
        /// READ STATUS: flags of both receive and all transmit buffers (<see cref="Mcp2515Registers.StatusRx0"/> and the following).
        /// </summary>
        public int ReadStatus()
        {
            _out[0] = Mcp2515Registers.ReadStatus;
            _spi.Transfer(_out, Received, 2);
            return Received[1];
        }

        /// <summary>Fetches receive buffer 0, or 1, into <see cref="Received"/> and frees it.</summary>
        public void ReadRxBuffer(bool first)
        {
            _out[0] = first ? Mcp2515Registers.ReadRxBuffer : (byte)(Mcp2515Registers.ReadRxBuffer | Mcp2515Registers.SecondBuffer);
            _spi.Transfer(_out, Received, 1 + Mcp2515Registers.BufferBytes);
        }

        /// <summary>
        /// Fills transmit buffer 0, 1 or 2 with an extended data frame of <paramref name="length"/> bytes, 0 to 8; it must be free. Nothing
        /// is sent yet.
        /// </summary>
        public void LoadTxBuffer(int buffer, uint id, byte[] data, int length)
        {
            _out[0] = (byte)(Mcp2515Registers.LoadTxBuffer + 2 * buffer);
            Mcp2515Identifier.Put(id, _out, 1);
            _out[1 + Mcp2515Registers.DlcAt] = (byte)length;
            Array.Copy(data, 0, _out, 1 + Mcp2515Registers.DataAt, length);
            _spi.Transfer(_out, Received, 1 + Mcp2515Registers.DataAt + length);
        }

        /// <summary>Sends what transmit buffer 0, 1 or 2 holds as soon as the bus is free.</summary>
        public void RequestToSend(int buffer)
        {
            _out[0] = (byte)(Mcp2515Registers.RequestToSend | (1 << buffer));
            _spi.Transfer(_out, Received, 1);
        }
    }
}
