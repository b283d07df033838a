using Charger.Runtime;
using Ocpp.Client.Transport;

namespace Ocpp.Client.Connection
{
    /// <summary>
    /// When to connect again: 1, 2, 4, 8, 16, then 30 s, shortened at random to 50-100 %; five failures in a row ask for the
    /// network to be restarted, and it goes on for ever. A clean close by the server begins again at 1 s.
    /// </summary>
    public sealed class ReconnectPolicy
    {
        public const int FailuresToEscalate = 5;

        private readonly IRandomSource _random;
        private readonly int _firstMs;
        private readonly int _longestMs;

        public ReconnectPolicy(IRandomSource random, int firstMs = 1000, int longestMs = 30000)
        {
            _random = random;
            _firstMs = firstMs;
            _longestMs = longestMs;
        }

        /// <summary>Failures since the last session that was open.</summary>
        public int Failures { get; private set; }

        /// <summary>Set once for each fifth failure in a row; the caller restarts the network and clears it.</summary>
        public bool RestartNetwork { get; set; }

        /// <summary>The session was open: the next failure is the first again.</summary>
        public void Succeeded()
        {
            Failures = 0;
        }

        /// <summary>Time to wait before the next attempt.</summary>
        public int NextDelayMs(LinkEnd end)
        {
            if (end == LinkEnd.ClosedByPeer) Failures = 0;
            int delayMs = _firstMs;
            for (int i = 0; i < Failures && delayMs < _longestMs; i++) delayMs *= 2;
            if (delayMs > _longestMs) delayMs = _longestMs;
            Failures++;
            if (Failures % FailuresToEscalate == 0) RestartNetwork = true;
            int half = delayMs / 2;
            return delayMs - (_random.NextInt32() & 0x7FFFFFFF) % (half + 1);
        }
    }
}
