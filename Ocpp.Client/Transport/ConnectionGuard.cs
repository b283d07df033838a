using Charger.Runtime;

namespace Ocpp.Client.Transport
{
    /// <summary>Counts connections: never above one, zero after each end. A connection that it refuses would have been a leak.</summary>
    public sealed class ConnectionGuard : IResource
    {
        private readonly LinkStatistics _statistics;

        /// <summary>Counts in <paramref name="statistics"/>: Active, and refused second connections.</summary>
        public ConnectionGuard(LinkStatistics statistics)
        {
            _statistics = statistics;
        }

        /// <summary>A connection begins; false while another one exists, which is counted.</summary>
        public bool TryEnter()
        {
            if (_statistics.Active > 0)
            {
                _statistics.SecondConnectionsRefused++;
                return false;
            }
            _statistics.Active = 1;
            return true;
        }

        /// <summary>The connection has ended; harmless when there is none.</summary>
        public void Release() => _statistics.Active = 0;
    }
}
