using System;
using Charger.Can;
using Charger.Runtime;

namespace Firmware.Tests.Can
{
    /// <summary>As much of an MCP2515 as its driver uses: registers, buffers, flags. It has no bus and no time.</summary>
    public sealed class ChipFake : ISpiPort
    {
        public readonly byte[] Registers = new byte[128];
        public int Transfers;

        /// <summary>Bytes of all transfers.</summary>
        public int Bytes;

        /// <summary>The instructions in hexadecimal, a bit modification with register, mask and value; null for none.</summary>
        public string Trace;

        /// <summary>Transmit buffers that are being sent: READ STATUS shows them as pending even after a cancel.</summary>
        public int OnWire;

        /// <summary>How often buffer 0 is filled again after it was read.</summary>
        public int Refills;

        /// <summary>Buffers with a request to send, oldest first, one digit each.</summary>
        public string Requested = "";

        public void Transfer(byte[] write, byte[] read, int count)
        {
            Transfers++;
            Bytes += count;
            byte instruction = write[0];
            if (Trace != null) Trace += instruction.ToString("X2") + (instruction == Mcp2515Registers.BitModify ? ":" + write[1].ToString("X2") + write[2].ToString("X2") + write[3].ToString("X2") : "") + " ";
            if (instruction == Mcp2515Registers.Reset) Reset();
            else if (instruction == Mcp2515Registers.Read) Array.Copy(Registers, write[1], read, 2, count - 2);
            else if (instruction == Mcp2515Registers.Write) for (int i = 2; i < count; i++) Put(write[1] + i - 2, write[i]);
            else if (instruction == Mcp2515Registers.BitModify) Put(write[1], (byte)((Registers[write[1]] & ~write[2]) | (write[3] & write[2])));
            else if (instruction == Mcp2515Registers.ReadStatus) read[1] = Status();
            else if (instruction == Mcp2515Registers.ReadRxBuffer) Fetch(0x61, 1, read, count);
            else if (instruction == (Mcp2515Registers.ReadRxBuffer | Mcp2515Registers.SecondBuffer)) Fetch(0x71, 2, read, count);
            else if (instruction >= 0x40 && instruction <= 0x44) Array.Copy(write, 1, Registers, 0x31 + 8 * (instruction - 0x40), count - 1);
            else if (instruction > Mcp2515Registers.RequestToSend && instruction < 0x88) Request(instruction & 7);
        }

        /// <summary>Puts a frame into receive buffer 0 or 1.</summary>
        public void Arrive(int buffer, uint id, byte first)
        {
            int at = 0x61 + 16 * buffer;
            Mcp2515Identifier.Put(id, Registers, at);
            Registers[at + Mcp2515Registers.DlcAt] = 8;
            Registers[at + Mcp2515Registers.DataAt] = first;
            Registers[Mcp2515Registers.Canintf] |= (byte)(1 << buffer);
        }

        private void Reset()
        {
            Array.Clear(Registers, 0, Registers.Length);
            Put(Mcp2515Registers.Canctrl, 0x87);
        }

        private void Put(int register, byte value)
        {
            Registers[register] = value;
            if (register != Mcp2515Registers.Canctrl) return;
            // The mode is reached at once, and shown in the row of the error counters too.
            Registers[Mcp2515Registers.Canstat] = (byte)(value & Mcp2515Registers.ModeMask);
            Registers[Mcp2515Registers.Tec + 2] = Registers[Mcp2515Registers.Canstat];
        }

        private byte Status()
        {
            int status = OnWire | (Registers[Mcp2515Registers.Canintf] & 3);
            for (int b = 0; b < 3; b++)
            {
                if ((Registers[0x30 + 16 * b] & Mcp2515Registers.TxRequest) != 0) status |= 4 << (2 * b);
            }
            return (byte)status;
        }

        private void Fetch(int at, int flag, byte[] read, int count)
        {
            Array.Copy(Registers, at, read, 1, count - 1);
            if (Refills-- > 0) return;
            Registers[Mcp2515Registers.Canintf] &= (byte)~flag;
        }

        private void Request(int buffers)
        {
            int buffer = buffers == 4 ? 2 : buffers - 1;
            if ((Registers[Mcp2515Registers.Canstat] & Mcp2515Registers.ModeMask) == Mcp2515Registers.ModeLoopback)
            {
                Array.Copy(Registers, 0x31 + 16 * buffer, Registers, 0x61, Mcp2515Registers.BufferBytes);
                Registers[Mcp2515Registers.Canintf] |= 1;
                return;
            }
            Requested += buffer;
            Registers[0x30 + 16 * buffer] |= Mcp2515Registers.TxRequest;
        }
    }
}
