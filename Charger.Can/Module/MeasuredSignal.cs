namespace Charger.Can
{
    /// <summary>
    /// One measured signal with its own time. A reading above the signal's limit counts when the next one is above it too
    /// (charger-protocol.md, "Decisions"), so that one corrupted frame has no effect.
    /// </summary>
    public sealed class MeasuredSignal
    {
        /// <summary>No reading: not a number, below the plausible range, or none yet.</summary>
        public const int Unknown = int.MinValue;

        /// <summary>The last known reading in thousandths of its unit; int.MaxValue for one that is too high for an int.</summary>
        public int Value = Unknown;

        /// <summary>When <see cref="Value"/> was measured; -1 before the first.</summary>
        public long TimeMs = -1;

        private long _aboveSinceMs = -1;

        /// <summary>Since when two or more readings in a row have been above the limit; -1 while they are not. A field, since it is read each turn.</summary>
        public long OverSinceMs = -1;

        /// <summary>The last known reading is above its limit, even if the one before was not.</summary>
        public bool IsAbove => _aboveSinceMs >= 0;

        /// <summary>Takes a reading. True when it is the first one above the limit: the caller asks for the next reading at once.</summary>
        public bool Apply(int value, long timeMs, int limit)
        {
            if (value == Unknown) return false;
            Value = value;
            TimeMs = timeMs;
            if (value <= limit)
            {
                _aboveSinceMs = -1;
                OverSinceMs = -1;
                return false;
            }
            bool first = _aboveSinceMs < 0;
            if (first) _aboveSinceMs = timeMs;
            OverSinceMs = first ? -1 : _aboveSinceMs;
            return first;
        }
    }
}
