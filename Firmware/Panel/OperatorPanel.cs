namespace Firmware.Panel
{
    /// <summary>
    /// The operator panel: status light, buzzer, card reader; each may be missing. Stepped by the
    /// UI thread; <see cref="Watch"/> alone belongs to the OCPP thread.
    /// </summary>
    public sealed class OperatorPanel
    {
        /// <summary>Holding the STOP button for this time while nothing charges restarts the charger.</summary>
        public const int LongPressMs = 10000;

        private const int Undecided = 0;
        private const int Accepted = 1;
        private const int Refused = 2;

        private readonly Buzzer _buzzer;
        private readonly CardReader _reader;
        private readonly StatusLight _light;
        private long _heldSinceMs = -1;
        private bool _longTold;
        private bool _readerTold;

        // Set by the UI thread, answered by the OCPP thread: single words, which are read and written atomically.
        private string _asked;
        private bool _posted;
        private int _answer;
        private bool _wasRunning;

        /// <param name="light">Null where not fitted, as for the others.</param>
        public OperatorPanel(StatusLight light, Buzzer buzzer, CardReader reader)
        {
            _light = light;
            _buzzer = buzzer;
            _reader = reader;
        }

        /// <summary>The state that the light shows.</summary>
        public LightState State { get; private set; } = LightState.Offline;

        /// <summary>The colours that shine now, as bits of <see cref="LightPatterns"/>; 0 where there is no light.</summary>
        public int Colours => _light == null ? 0 : _light.Shown;

        /// <summary>Light, buzzer and reader. Returns when it wants to be called next.</summary>
        public long Step(long nowMs, LightState state)
        {
            State = state;
            long next = _light == null ? long.MaxValue : _light.Step(nowMs, state);
            if (_answer != Undecided)
            {
                if (_buzzer != null) _buzzer.Tell(_answer == Accepted, nowMs);
                _answer = Undecided;
            }
            if (_buzzer != null) next = Earlier(next, _buzzer.Step(nowMs));
            return _reader == null ? next : Earlier(next, _reader.Step(nowMs));
        }

        /// <summary>UID of a card that was just presented; null for none. The buzzer sounds once <see cref="Watch"/> knows the result.</summary>
        public string ConsumeCard()
        {
            string card = _reader == null ? null : _reader.ConsumeCard();
            if (card == null) return null;
            _posted = false;
            _asked = card;
            return card;
        }

        /// <summary>The card is in the mailbox: <see cref="Watch"/> decides from now on. A turn of the OCPP thread before this does not count.</summary>
        public void Posted() => _posted = true;

        /// <summary>The card could not be passed on, for example because the mailbox is full: three short tones.</summary>
        public void Refuse()
        {
            _asked = null;
            _answer = Refused;
        }

        /// <summary>True once when the reader has stopped answering, or answers again: <see cref="ReaderWorks"/> has the new state.</summary>
        public bool ConsumeReaderChange()
        {
            if (_reader == null || _reader.Works == _readerTold) return false;
            _readerTold = _reader.Works;
            return true;
        }

        /// <summary>A reader is fitted and has answered its last request.</summary>
        public bool ReaderWorks => _reader != null && _reader.Works;

        /// <summary>True once when the button was held for <see cref="LongPressMs"/>.</summary>
        public bool ConsumeLongPress(bool pressed, long nowMs)
        {
            if (!pressed)
            {
                _heldSinceMs = -1;
                _longTold = false;
                return false;
            }
            if (_heldSinceMs < 0) _heldSinceMs = nowMs;
            if (_longTold || nowMs - _heldSinceMs < LongPressMs) return false;
            _longTold = true;
            return true;
        }

        /// <summary>The id that was presented last and is not decided yet; null for none.</summary>
        public string Asked => _asked;

        /// <summary>Called by the OCPP thread after each turn in which its mailbox was emptied: decides whether the presented card was accepted.</summary>
        /// <param name="running">A transaction runs.</param>
        /// <param name="authorized">An id may begin one as soon as the vehicle is plugged.</param>
        /// <param name="waiting">The central system is being asked about an id, or one is authorised.</param>
        /// <param name="taken">The connector waits for another id.</param>
        public void Watch(bool running, bool authorized, bool waiting, bool taken)
        {
            if (_asked == null)
            {
                _wasRunning = running;
                return;
            }
            if (!_posted) return;
            bool changed = running != _wasRunning;
            if (taken) Decide(Refused);
            else if (changed || authorized) Decide(Accepted);
            else if (!waiting) Decide(Refused);
        }

        private void Decide(int answer)
        {
            _asked = null;
            _answer = answer;
        }

        private static long Earlier(long a, long b) => a < b ? a : b;
    }
}
