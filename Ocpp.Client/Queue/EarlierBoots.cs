namespace Ocpp.Client.Queue
{
    /// <summary>
    /// Times for records of earlier boots that never knew the clock. They only say how long after their boot they were written,
    /// so the boots are laid one behind the other, each as long as its last record says, and all of them as late as the next
    /// time that is known allows: order and distances within a boot stay, and nothing comes out later than it can have been.
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

        /// <summary>Takes the records from the one in question on; false at the first whose time is known or of this boot.</summary>
        public bool Take(TransactionRecord record, int firstSerial)
        {
            // A record of this boot is later than its beginning, which bounds the earlier ones.
            if (record.TimeIsUtc) _knownMs = record.TimeMs < _knownMs ? record.TimeMs : _knownMs;
            if (record.TimeIsUtc || record.Serial >= firstSerial) return false;
            // Logs of older firmware have no mark: there only a time that falls shows a boot.
            if (record.TimeMs < _last || record.IsFirstOfBoot) _between += _last;
            _last = record.TimeMs;
            return true;
        }
    }
}
