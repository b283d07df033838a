using Charger.Metering;
using Charger.Runtime;

namespace Firmware.Tests.Metering
{
    /// <summary>A meter that answers each request at once as the test says.</summary>
    public sealed class MeterLine : ISerialLine
    {
        private const int EnergyRegister = 0x48;

        private readonly byte[] _out = new byte[64];
        private int _count;

        /// <summary>Bits of the single that every register shows.</summary>
        public int Bits = 0x41200000;

        /// <summary>Of all registers but that of the energy; 0: the same as <see cref="Bits"/>.</summary>
        public int OtherBits;

        /// <summary>Bytes before the answer.</summary>
        public byte[] Before = new byte[0];
        public bool Silent;
        public bool Spoilt;

        /// <summary>Answers with this exception; 0 for none.</summary>
        public byte Exception;
        public bool Echoes;

        /// <summary>The last request.</summary>
        public byte[] Request = new byte[8];
        public int Requests;

        public int Read(byte[] buffer, int offset, int count)
        {
            int n = _count < count ? _count : count;
            System.Array.Copy(_out, 0, buffer, offset, n);
            System.Array.Copy(_out, n, _out, 0, _count - n);
            _count -= n;
            return n;
        }

        public void Write(byte[] buffer, int offset, int count)
        {
            System.Array.Copy(buffer, offset, Request, 0, count);
            Requests++;
            if (Echoes) Put(Request, count);
            if (Silent) return;
            Put(Before, Before.Length);
            byte[] answer = new byte[9];
            answer[0] = Request[0];
            answer[1] = (byte)(Exception == 0 ? 4 : 0x84);
            answer[2] = Exception == 0 ? (byte)4 : Exception;
            int bits = OtherBits == 0 || Request[3] == EnergyRegister ? Bits : OtherBits;
            for (int i = 0; i < 4 && Exception == 0; i++) answer[3 + i] = (byte)(bits >> 24 - 8 * i);
            int bytes = Exception == 0 ? 7 : 3;
            Crc16.Append(answer, bytes);
            if (Spoilt) answer[bytes] ^= 1;
            Put(answer, bytes + 2);
        }

        public void Put(byte[] bytes, int count)
        {
            System.Array.Copy(bytes, 0, _out, _count, count);
            _count += count;
        }
    }
}
