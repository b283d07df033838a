using System;

namespace Charger.Can
{
    /// <summary>
    /// The last faults with their times, active and past ones. Eight episodes; the ninth replaces
    /// the oldest. Noted whenever the snapshot is published, under its lock: an episode of less than 100 ms may be missed.
    /// </summary>
    public sealed class FaultHistory
    {
        /// <summary>How many episodes are kept.</summary>
        public const int Episodes = 8;

        /// <summary>Numbers an episode takes: fault number (0 for none), began and ended in seconds since boot.</summary>
        public const int Stride = 3;

        /// <summary>What stands for "ended" while it has not.</summary>
        public const int StillActive = -1;

        private const int Bits = 32;

        private readonly int[] _episodes = new int[Episodes * Stride];
        private int _next;
        private int _alarms;
        private int _own;

        /// <summary>Records the faults that are active now: alarm bits of the module, and the charger's own from <see cref="ChargerFaults.FirstOwn"/> on.</summary>
        public void Note(int alarms, int own, long nowMs)
        {
            if (alarms != _alarms) Turned(alarms, alarms ^ _alarms, ChargerFaults.OfAlarmBit(0), nowMs);
            if (own != _own) Turned(own, own ^ _own, ChargerFaults.FirstOwn, nowMs);
            _alarms = alarms;
            _own = own;
        }

        /// <summary>Copies all episodes, the newest first, <see cref="Stride"/> numbers each.</summary>
        public void CopyTo(int[] into)
        {
            int at = _next;
            for (int i = 0; i < Episodes; i++)
            {
                at = at == 0 ? (Episodes - 1) * Stride : at - Stride;
                Array.Copy(_episodes, at, into, i * Stride, Stride);
            }
        }

        private void Turned(int active, int changed, int first, long nowMs)
        {
            for (int bit = 0; bit < Bits; bit++)
            {
                if ((changed & (1 << bit)) == 0) continue;
                if ((active & (1 << bit)) != 0) Begin(first + bit, (int)(nowMs / 1000));
                else End(first + bit, (int)(nowMs / 1000));
            }
        }

        private void Begin(int number, int nowS)
        {
            _episodes[_next] = number;
            _episodes[_next + 1] = nowS;
            _episodes[_next + 2] = StillActive;
            _next = _next + Stride == _episodes.Length ? 0 : _next + Stride;
        }

        private void End(int number, int nowS)
        {
            for (int at = 0; at < _episodes.Length; at += Stride)
                if (_episodes[at] == number && _episodes[at + 2] == StillActive) _episodes[at + 2] = nowS;
        }
    }
}
