using Charger.Runtime;

namespace Firmware.Tests.Panel
{
    /// <summary>A reader that acknowledges and answers each command with the bytes of the chip's manual; a card of seven bytes lies on it.</summary>
    public sealed class ScriptedLine : ISerialLine
    {
        public const string Uid = "04A1B2C3D4E5F6";

        private static readonly byte[] s_card = { 0x4B, 1, 1, 0, 0x44, 0, 7, 0x04, 0xA1, 0xB2, 0xC3, 0xD4, 0xE5, 0xF6 };
        private static readonly byte[] s_noCard = { 0x4B, 0 };
        private readonly byte[] _out = new byte[128];
        private int _count;

        public bool CardLies = true;

        /// <summary>Nothing is answered.</summary>
        public bool Dead;

        /// <summary>Added to the checksum of every answer.</summary>
        public int Spoil;

        /// <summary>Commands received.</summary>
        public int Commands;

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
            // Command frames begin with 00 00 FF; the bytes that wake the chip do not.
            if (buffer[offset] != 0 || buffer[offset + 5] != 0xD4) return;
            Commands++;
            if (Dead) return;
            Put(0, 0, 0xFF, 0, 0xFF, 0);
            byte command = buffer[offset + 6];
            if (command != 0x4A) Answer(new byte[] { (byte)(command + 1) });
            else Answer(CardLies ? s_card : s_noCard);
        }

        public void Put(params byte[] bytes)
        {
            System.Array.Copy(bytes, 0, _out, _count, bytes.Length);
            _count += bytes.Length;
        }

        private void Answer(byte[] data)
        {
            Put(0, 0, 0xFF, (byte)(data.Length + 1), (byte)-(data.Length + 1), 0xD5);
            Put(data);
            int sum = 0xD5 + Spoil;
            for (int i = 0; i < data.Length; i++) sum += data[i];
            Put((byte)-sum, 0);
        }
    }
}
