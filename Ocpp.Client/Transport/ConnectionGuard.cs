using Charger.Runtime;

namespace Ocpp.Client.Transport
{
    /// <summary>Counts connections: never above one, zero after each end. A connection that it refuses would have been a leak.</summary>
    public sealed class ConnectionGuard : IResource
    {
        private readonly LinkStatistics _statistics;

        public ConnectionGuard(LinkStatistics statistics)
        {
            _statistics = statistics;
        }

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

        public void Release() => _statistics.Active = 0;
    }
}
