using Charger.Runtime;

namespace Firmware.Panel
{
    /// <summary>
    /// A PN532 on its own serial line: searches for an ISO 14443A card four times a second and returns its UID as upper-case
    /// hex text, once for each time the card enters the field. Never waits: every step reads the bytes that have arrived.
    /// </summary>
    public sealed class CardReader
    {
        /// <summary>Between two searches for a card.</summary>
        public const int EveryMs = 250;

        /// <summary>A reader that does not answer for this time is set up again.</summary>
        public const int SilentMs = 1500;

        /// <summary>A card counts as removed when it was not found for this time.</summary>
        public const int AwayMs = 1000;

        private const int LongestUid = 10;
        private const int BytesAStep = 64;
        private const byte SamConfiguration = 0x14;
        private const byte RfConfiguration = 0x32;
        private const byte InListPassiveTarget = 0x4A;

        // 0x55 wakes the chip; the zeros give it time for that.
        private static readonly byte[] s_wake = { 0x55, 0x55, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
        // Normal mode, no time-out, no interrupt pin.
        private static readonly byte[] s_normal = { SamConfiguration, 1, 0, 0 };
        // Item 5: tries for a reset answer, for speed, and for finding a card: 2, so that it answers within about 100 ms.
        private static readonly byte[] s_tries = { RfConfiguration, 5, 0xFF, 1, 2 };
        // One card, 106 kbit/s type A.
        private static readonly byte[] s_look = { InListPassiveTarget, 1, 0 };

        private readonly ISerialLine _line;
        private readonly byte[] _buffer = new byte[BytesAStep];
        private readonly Pn532Frame _frame = new Pn532Frame();
        private byte _waitsFor;
        private long _sentMs;
        private long _lookMs;
        private long _seenMs;
        private string _lastUid;
        private string _card;

        /// <summary>Begins to set the reader up with the first step. The line is 115200 baud.</summary>
        public CardReader(ISerialLine line)
        {
            _line = line;
        }

        /// <summary>The reader has answered its set-up and the last request.</summary>
        public bool Works { get; private set; }

        /// <summary>UID of a card that has come since the last call, two hex digits a byte; null for none.</summary>
        public string ConsumeCard()
        {
            string card = _card;
            _card = null;
            return card;
        }

        /// <summary>Returns when it wants to be called next.</summary>
        public long Step(long nowMs)
        {
            int count = _line.Read(_buffer, 0, BytesAStep);
            for (int i = 0; i < count; i++)
                if (_frame.Receive(_buffer[i]) && _frame.Length > 0 && _frame.Byte(0) == _waitsFor + 1) Answer(nowMs);
            if (_lastUid != null && nowMs - _seenMs >= AwayMs) _lastUid = null;
            if (_waitsFor == 0 && !Works) Begin(nowMs);
            else if (_waitsFor != 0 && nowMs - _sentMs >= SilentMs)
            {
                Works = false;
                Begin(nowMs);
            }
            else if (_waitsFor == 0 && nowMs >= _lookMs) Send(s_look, nowMs);
            return nowMs + (_waitsFor != 0 ? EveryMs / 5 : EveryMs);
        }

        private void Begin(long nowMs)
        {
            _line.Write(s_wake, 0, s_wake.Length);
            Send(s_normal, nowMs);
        }

        private void Send(byte[] command, long nowMs)
        {
            int length = Pn532Frame.Write(_buffer, command, command.Length);
            _line.Write(_buffer, 0, length);
            _waitsFor = command[0];
            _sentMs = nowMs;
        }

        private void Answer(long nowMs)
        {
            byte to = _waitsFor;
            _waitsFor = 0;
            if (to == SamConfiguration) Send(s_tries, nowMs);
            else
            {
                Works = true;
                _lookMs = nowMs + (to == RfConfiguration ? 0 : EveryMs);
                if (to == InListPassiveTarget && _frame.Length > 1 && _frame.Byte(1) != 0) Found(nowMs);
            }
        }

        /// <summary>Command, count of cards, number, two bytes of ATQA, SAK, length of the UID, the UID.</summary>
        private void Found(long nowMs)
        {
            const int At = 7;
            int length = _frame.Length < At ? 0 : _frame.Byte(At - 1);
            if (length == 0 || length > LongestUid || At + length > _frame.Length) return;
            char[] text = new char[length * 2];
            for (int i = 0; i < length; i++)
            {
                text[2 * i] = Digit(_frame.Byte(At + i) >> 4);
                text[2 * i + 1] = Digit(_frame.Byte(At + i) & 15);
            }
            string uid = new string(text);
            _seenMs = nowMs;
            if (uid == _lastUid) return;
            _lastUid = uid;
            _card = uid;
        }

        private static char Digit(int value) => (char)(value < 10 ? '0' + value : 'A' + value - 10);
    }
}
