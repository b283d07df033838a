using Charger.Runtime;

namespace Charger.Metering
{
    /// <summary>
    /// A meter on Modbus RTU: one request in flight, never waits, time by the caller's clock. Stepped by the UI thread; what it has
    /// read may be looked at by any thread, each value by itself.
    /// </summary>
    public sealed class ModbusMeter
    {
        /// <summary>Time between two requests; every second one is for the energy register.</summary>
        public const int EveryMs = 500;

        /// <summary>Longest wait for an answer, in addition to the time that the bytes take on the line.</summary>
        public const int AnswerMs = 300;

        /// <summary>Requests for the energy register without an answer, in a row, after which the meter counts as lost: about 5 s.</summary>
        public const int LostAfter = 5;

        /// <summary>
        /// Readings in a row after which a lost meter counts as found, doubled with each further loss up to <see cref="MostFoundAfter"/>. On a
        /// line that comes and goes the contactor would switch every few seconds otherwise.
        /// </summary>
        public const int FoundAfter = 5;

        /// <summary>Readings in a row that are asked of a meter at most: about 160 s.</summary>
        public const int MostFoundAfter = 160;

        /// <summary>Readings in a row after which earlier losses are forgotten: 10 minutes.</summary>
        public const int SteadyAfter = 600;

        private const int LookMs = 50;
        private const byte ReadInput = 4;
        private const byte Refusal = 0x80;
        private const int RequestBytes = 8;
        private const int ValueBytes = 4;
        private const int AnswerBytes = 9;
        private const int RefusalBytes = 5;

        /// <summary>Room for an echo of the request, noise and an answer.</summary>
        private const int MostBytes = 32;
        private const int BitsAByte = 11;

        /// <summary>Silence of 3.5 characters between frames, at least the clock's resolution.</summary>
        private const int LeastSilenceMs = 10;

        /// <summary>Read in turn, one between two readings of the energy register.</summary>
        private static readonly MeterValue[] s_others = { MeterValue.Power, MeterValue.Voltage, MeterValue.Power, MeterValue.Current };

        private readonly ISerialLine _line;
        private readonly MeterSettings _settings;
        private readonly byte[] _request = new byte[RequestBytes];
        private readonly byte[] _received = new byte[MostBytes];
        private readonly int _silenceMs;
        private readonly int _answerMs;
        private int _count;
        private int _turn;
        private MeterValue _asked;
        private bool _waits;
        private bool _toldBad;
        private bool _answers;
        private int _missed;
        private int _inRow;
        private int _foundAfter = FoundAfter;
        private long _deadlineMs;
        private long _nextMs;
        private long _quietFromMs;

        /// <summary>The settings are read once: the line has been opened with their baud.</summary>
        public ModbusMeter(ISerialLine line, MeterSettings settings)
        {
            _line = line;
            _settings = settings;
            _silenceMs = 35 * BitsAByte * 100 / settings.Baud + LeastSilenceMs;
            _answerMs = AnswerMs + (RequestBytes + AnswerBytes) * BitsAByte * 1000 / settings.Baud;
            _request[0] = (byte)settings.Address;
            _request[1] = ReadInput;
            _request[5] = MeterRegisters.RegistersAValue;
        }

        /// <summary>Receives what the operator has to know; null for no log.</summary>
        public ILog Log;

        /// <summary>The meter's own register in Wh; counts once <see cref="Readings"/> is above 0.</summary>
        public int EnergyWh { get; private set; }

        /// <summary>How often the register has been read.</summary>
        public int Readings { get; private set; }

        /// <summary>It did not answer <see cref="LostAfter"/> times in a row, and <see cref="FoundAfter"/> times or more since.</summary>
        public bool Lost { get; private set; }

        /// <summary>The register has been read since the start, and the meter is not lost.</summary>
        public bool Works => Readings > 0 && !Lost;

        // -1 while not read.
        /// <summary>Active power, W, 0 or more; -1 while not read or the meter is lost.</summary>
        public int PowerW { get; private set; } = -1;

        /// <summary>Voltage, mV; -1 while not read or the meter is lost.</summary>
        public int VoltageMv { get; private set; } = -1;

        /// <summary>Current, mA; -1 while not read or the meter is lost.</summary>
        public int CurrentMa { get; private set; } = -1;

        // What went wrong since the start.
        /// <summary>Requests without any byte of an answer, since the start.</summary>
        public int TimeOuts { get; private set; }

        /// <summary>Answers with a wrong check sum, cut off, or of other bytes.</summary>
        public int WrongAnswers { get; private set; }

        /// <summary>Bytes that nobody asked for.</summary>
        public int StrayBytes { get; private set; }

        /// <summary>Requests that the meter refused, and values that are no number.</summary>
        public int Refusals { get; private set; }

        /// <summary>Takes what has come and asks for what is due; returns when the next step is.</summary>
        public long Step(long nowMs)
        {
            Read(nowMs);
            if (_waits) Look(nowMs);
            if (_waits) return nowMs + LookMs;
            long dueMs = _nextMs > _quietFromMs ? _nextMs : _quietFromMs;
            if (nowMs < dueMs) return dueMs;
            Ask(nowMs);
            return nowMs + LookMs;
        }

        private void Read(long nowMs)
        {
            if (!_waits) _count = 0;
            int bytes = _line.Read(_received, _count, MostBytes - _count);
            if (bytes == 0) return;
            _quietFromMs = nowMs + _silenceMs;
            if (_waits)
            {
                _count += bytes;
                return;
            }
            StrayBytes += bytes;
            TellBad("bytes that nobody asked for");
        }

        private void Ask(long nowMs)
        {
            _asked = _turn % 2 == 0 ? MeterValue.Energy : s_others[_turn / 2 % s_others.Length];
            _turn++;
            _request[3] = (byte)MeterRegisters.Of(_settings.Kind, _asked);
            Crc16.Append(_request, RequestBytes - Crc16.Bytes);
            _line.Write(_request, 0, RequestBytes);
            _count = 0;
            _waits = true;
            _deadlineMs = nowMs + _answerMs;
            _nextMs = nowMs + EveryMs;
        }

        /// <summary>Looks for an answer in all bytes that have come: an adapter may echo the request, and a transceiver adds a byte of noise when it changes direction.</summary>
        private void Look(long nowMs)
        {
            for (int at = 0; at + RefusalBytes <= _count; at++)
            {
                if (_received[at] != _settings.Address) continue;
                byte function = _received[at + 1];
                if (function == (ReadInput | Refusal) && Crc16.Holds(_received, at, RefusalBytes))
                {
                    Refused("refuses register 0x" + _request[3].ToString("X2") + " with exception " + _received[at + 2]);
                    return;
                }
                if (function != ReadInput || _received[at + 2] != ValueBytes || at + AnswerBytes > _count || !Crc16.Holds(_received, at, AnswerBytes)) continue;
                _waits = false;
                Apply(_received[at + 3] << 24 | _received[at + 4] << 16 | _received[at + 5] << 8 | _received[at + 6]);
                return;
            }
            if (nowMs < _deadlineMs && _count < MostBytes) return;
            _waits = false;
            if (_count == 0) TimeOuts++;
            else
            {
                WrongAnswers++;
                TellBad("an answer of " + _count + " bytes with a wrong check sum");
            }
            Miss();
        }

        private void Apply(int bits)
        {
            long value = FloatBits.Scaled(bits, _asked == MeterValue.Power ? 1 : 1000);
            if (value < 0 && _asked == MeterValue.Power && value != FloatBits.NoNumber) value = 0;
            if (value < 0 || value > int.MaxValue) Refused("gives no usable number for register 0x" + _request[3].ToString("X2"));
            else if (_asked == MeterValue.Energy) ApplyEnergy((int)value);
            else Put((int)value);
        }

        private void Put(int value)
        {
            if (_asked == MeterValue.Power) PowerW = value;
            else if (_asked == MeterValue.Voltage) VoltageMv = value;
            else CurrentMa = value;
        }

        private void ApplyEnergy(int wh)
        {
            EnergyWh = wh;
            Readings++;
            _missed = 0;
            if (++_inRow == SteadyAfter) _foundAfter = FoundAfter;
            if (Lost && _inRow < _foundAfter) return;
            if (Lost && _foundAfter < MostFoundAfter) _foundAfter *= 2;
            Lost = false;
            if (_answers) return;
            _answers = true;
            _toldBad = false;
            Tell(LogLevel.Info, "answers (" + _settings.Describe() + "): its register is " + wh + " Wh; so far " + TimeOuts + " time-outs, " + WrongAnswers + " wrong answers, " + Refusals + " refusals");
        }

        private void Refused(string what)
        {
            _waits = false;
            Refusals++;
            TellBad(what + ": is it the model that file '" + MeterSettings.File + "' names");
            Miss();
        }

        private void Miss()
        {
            if (_asked != MeterValue.Energy)
            {
                // Known no more: what it was before must not be told as what it is.
                Put(-1);
                return;
            }
            _inRow = 0;
            if (++_missed < LostAfter || Lost) return;
            Lost = true;
            _answers = false;
            PowerW = VoltageMv = CurrentMa = -1;
            Tell(LogLevel.Error, "does not answer (" + _settings.Describe() + "): charging stops; check its supply, its wires A and B, address and baud");
        }

        /// <summary>Once until it has been lost and answers again: a noisy line would fill the log.</summary>
        private void TellBad(string what)
        {
            if (_toldBad) return;
            _toldBad = true;
            Tell(LogLevel.Warning, what + "; counted from here on and not told again: check its wires and their termination");
        }

        private void Tell(LogLevel level, string what)
        {
            if (Log != null) Log.Write(level, LogSection.Charger, "meter: " + what);
        }
    }
}
