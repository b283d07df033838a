using Charger.Runtime;

namespace Ocpp.Client.Connection
{
    /// <summary>
    /// When to connect again: 1, 2, 4, 8, then 10 s for the first five minutes of an outage, after that 16, then 30 s, shortened
    /// at random to 50-100 %. Five attempts in a row that fail to open request a restart of the network. It continues without
    /// end. An outage ends when the central system has accepted a boot or answered a call, not when it accepted the connection.
    /// </summary>
    public sealed class ReconnectPolicy
    {
        private const int FailuresToEscalate = 5;

        /// <summary>Longest pause in the first minutes of an outage: a central system that restarts is reached again within seconds.</summary>
        public const int EarlyLongestMs = 10000;

        private const int EarlyMs = 300000;

        private readonly IRandomSource _random;
        private readonly int _firstMs;
        private readonly int _longestMs;
        private int _nextMs;
        private long _sinceMs;

        /// <summary>The pauses begin at <paramref name="firstMs"/> and grow to <paramref name="longestMs"/>, both before they are shortened at random.</summary>
        public ReconnectPolicy(IRandomSource random, int firstMs = 1000, int longestMs = 30000)
        {
            _random = random;
            _firstMs = firstMs;
            _longestMs = longestMs;
            Succeeded();
        }

        /// <summary>Attempts since the last one that opened.</summary>
        public int Failures { get; private set; }

        /// <summary>Set once for each fifth failure in a row; the caller requests the network address again and clears it.</summary>
        public bool RenewAddress { get; set; }

        /// <summary>The central system has accepted us or answered a call: the next end is the first of an outage.</summary>
        public void Succeeded()
        {
            _nextMs = _firstMs;
            _sinceMs = -1;
        }

        /// <summary>Time to wait before the next attempt.</summary>
        /// <param name="opened">It had opened: the network is not at fault.</param>
        public int NextDelayMs(bool opened, long nowMs)
        {
            if (_sinceMs < 0) _sinceMs = nowMs;
            if (opened) Failures = 0;
            else if (++Failures % FailuresToEscalate == 0) RenewAddress = true;
            int longestMs = nowMs - _sinceMs < EarlyMs ? EarlyLongestMs : _longestMs;
            if (longestMs > _longestMs) longestMs = _longestMs;
            int delayMs = _nextMs < longestMs ? _nextMs : longestMs;
            if (_nextMs < longestMs) _nextMs *= 2;
            return Shortened(delayMs);
        }

        /// <summary>The shortest pause, so that many chargers do not come at the same moment when something has ended for all of them.</summary>
        public int ShortestMs() => Shortened(_firstMs);

        private int Shortened(int ms) => ms - (_random.NextInt32() & 0x7FFFFFFF) % (ms / 2 + 1);
    }
}
