using Charger.Runtime;

namespace Charger.Can
{
    /// <summary>
    /// Whether the contactor does what its pin says (charger-protocol.md, "Decisions", contactor proof). With an auxiliary contact:
    /// a contradiction for 200 ms. Without one: two readings above 2 A, 500 ms or more after the pin opened. Voltages prove nothing,
    /// since both are measured at the module; the time until they fall below 60 V is only shown.
    /// </summary>
    public sealed class ContactorProof
    {
        private const int ContradictionMs = 200;
        private const int CurrentAfterMs = 500;
        private const int CurrentMa = 2_000;
        private const int SafeMv = 60_000;

        /// <summary>Between two reads of the contact: reading a pin allocates objects on the device.</summary>
        private const int LookMs = 20;

        private readonly IInputPin _contact;
        private long _lookMs;
        private long _contradictsMs = -1;
        private long _openedMs;
        private long _currentMs;
        private int _flowing;
        private bool _closed;

        /// <param name="contact">Low while the contactor is closed (a contact to ground, so that a broken wire reads open); null where not fitted.</param>
        public ContactorProof(IInputPin contact)
        {
            _contact = contact;
        }

        /// <summary>An auxiliary contact is fitted.</summary>
        public bool IsFitted => _contact != null;

        /// <summary>From the pin's opening to the first voltage below 60 V, in ms; -1 before the first and while it is above.</summary>
        public int Below60Ms { get; private set; } = -1;

        /// <summary>True while the contactor is proved not to follow its pin.</summary>
        public bool Step(long nowMs, bool closed, MeasuredSignal voltage, MeasuredSignal current)
        {
            if (closed != _closed)
            {
                _closed = closed;
                _contradictsMs = -1;
                _openedMs = nowMs;
                _flowing = 0;
                Below60Ms = -1;
            }
            if (!closed && Below60Ms == -1 && _openedMs > 0 && voltage.TimeMs > _openedMs && voltage.Value < SafeMv) Below60Ms = (int)(voltage.TimeMs - _openedMs);
            if (_contact == null) return !closed && Flows(current);
            if (nowMs >= _lookMs) Look(nowMs);
            return _contradictsMs >= 0 && nowMs - _contradictsMs >= ContradictionMs;
        }

        // Two readings in a row: one corrupted frame must not lock the charger permanently.
        private bool Flows(MeasuredSignal current)
        {
            if (current.TimeMs == _currentMs || current.TimeMs < _openedMs + CurrentAfterMs) return _flowing > 1;
            _currentMs = current.TimeMs;
            _flowing = current.Value > CurrentMa ? _flowing + 1 : 0;
            return _flowing > 1;
        }

        private void Look(long nowMs)
        {
            _lookMs = nowMs + LookMs;
            bool isClosed = !_contact.Read();
            if (isClosed == _closed) _contradictsMs = -1;
            else if (_contradictsMs < 0) _contradictsMs = nowMs;
        }
    }
}
