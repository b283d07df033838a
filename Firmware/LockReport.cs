using Charger.Runtime;

namespace Firmware
{
    /// <summary>Writes a line for each lock that was not had in time: who waited, who holds it, for how long.</summary>
    public sealed class LockReport : ILockListener
    {
        /// <summary>The log's own lock, whose time-outs only count: telling of them would need that lock.</summary>
        public const string LogLock = "log";

        private ILog _log;

        /// <summary>Lock time-outs since boot, of all locks.</summary>
        public int Timeouts { get; private set; }

        public void Attach(ILog log)
        {
            _log = log;
        }

        public void LockTimedOut(TimedLock timedLock, string waiter, string holder, long heldMs)
        {
            Timeouts++;
            if (_log == null || timedLock.Name == LogLock) return;
            _log.Write(LogLevel.Warning, LogSection.System, "lock '" + timedLock.Name + "': " + waiter + " gave up waiting, " + holder + " holds it for " + heldMs + " ms");
        }
    }
}
