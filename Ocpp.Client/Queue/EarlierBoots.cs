namespace Ocpp.Client.Queue
{
    /// <summary>
    /// Times for records of earlier boots in which the clock was never set. They only have the time since their boot,
    /// so the boots are assumed to follow each other without a pause, each as long as its last record says, and to end as late as the next
    /// known time allows. Order and distances within a boot stay, and no record gets a time that is too late.
    /// </summary>
    internal sealed class EarlierBoots
    {
        private long _knownMs;
        private long _between;
        private long _last;

        /// <param name="thisBootUtcMs">When the present boot began: all earlier ones ended before.</param>
        public EarlierBoots(long thisBootUtcMs)
        {
            _knownMs = thisBootUtcMs;
        }

        /// <summary>When the boot of the first record taken began, in ms since 1970.</summary>
        public long FirstUtcMs => _knownMs - _last - _between;

        /// <summary>Adds the records in order, beginning with the one whose time is wanted; false at the first with a known time or of this boot.</summary>
        public bool Add(TransactionRecord record, int firstSerial)
        {
            // A known time bounds the earlier boots from above.
            if (record.TimeIsUtc) _knownMs = record.TimeMs < _knownMs ? record.TimeMs : _knownMs;
            if (record.TimeIsUtc || record.Serial >= firstSerial) return false;
            // Logs of older firmware have no mark: there a boot shows only by a time that is lower than the one before.
            if (record.TimeMs < _last || record.IsFirstOfBoot) _between += _last;
            _last = record.TimeMs;
            return true;
        }
    }
}
