using System;
using Charger.Runtime;

namespace Firmware
{
    /// <summary>
    /// Watches the progress of every worker on the main thread. One that stands still for 10 s, or has died: output off
    /// before anything else, reason stored, reboot. The external watchdog is toggled only while all are healthy.
    /// </summary>
    public sealed class Supervisor : IWorkerFailureListener
    {
        public const int LimitMs = 10000;

        /// <summary>The longest lease for a blocking call, and only while the output is off.</summary>
        public const int LongestLeaseMs = 30000;
        private const int StepMs = 250;

        /// <summary>Between putting the output off and the restart: CAN_RX, where it still lives, sends STOP meanwhile.</summary>
        private const int RestartDelayMs = 100;

        private readonly IMonotonicClock _clock;
        private readonly Worker[] _workers;
        private readonly IOutputCut _output;
        private readonly BootRecord _boots;
        private readonly IRebooter _rebooter;
        private readonly IOutputPin _watchdog;
        private readonly ILog _log;
        private WorkerThread[] _threads;
        private bool _watchdogLevel;
        private bool _lasted;
        private long _restartAtMs = -1;

        /// <param name="watchdog">Null where no watchdog chip is fitted.</param>
        public Supervisor(IMonotonicClock clock, Worker[] workers, IOutputCut output, BootRecord boots, IRebooter rebooter, IOutputPin watchdog, ILog log)
        {
            _clock = clock;
            _workers = workers;
            _output = output;
            _boots = boots;
            _rebooter = rebooter;
            _watchdog = watchdog;
            _log = log;
        }

        /// <summary>A restart is under way.</summary>
        public bool Restarting => _restartAtMs >= 0;

        /// <summary>The threads, where there are any (the simulator has none): one that has ended is found by them.</summary>
        public void Watch(WorkerThread[] threads)
        {
            _threads = threads;
        }

        /// <summary>Looks at every worker; returns when to be called again.</summary>
        public long Step(long nowMs)
        {
            if (Restarting)
            {
                if (nowMs >= _restartAtMs) _rebooter.Reboot();
                return _restartAtMs > nowMs ? _restartAtMs : nowMs + StepMs;
            }
            string wrong = FindFault(nowMs);
            if (wrong != null)
            {
                Fail(wrong);
                return _restartAtMs;
            }
            ToggleWatchdog();
            if (!_lasted && nowMs >= BootRecord.LastedAfterMs)
            {
                _lasted = true;
                _boots.Lasted();
            }
            return nowMs + StepMs;
        }

        /// <summary>Told by a dying thread what escaped from its worker.</summary>
        public void WorkerFailed(string worker, Exception failure)
        {
            Fail("thread " + worker + " failed: " + failure.Message);
        }

        /// <summary>Output off, reason stored, restart; the first reason stays.</summary>
        public void Fail(string reason)
        {
            if (Restarting) return;
            _output.Cut();
            _restartAtMs = _clock.NowMs + RestartDelayMs;
            _boots.Store(reason);
            _log.Write(LogLevel.Error, LogSection.System, "restart: " + reason);
        }

        /// <summary>A restart that was asked for (Reset, console): no failure, the same way down.</summary>
        public void Restart(string reason)
        {
            if (Restarting) return;
            _output.Cut();
            _restartAtMs = _clock.NowMs + RestartDelayMs;
            _boots.StoreOrderly(reason);
            _log.Write(LogLevel.Info, LogSection.System, "restart: " + reason);
        }

        private string FindFault(long nowMs)
        {
            for (int i = 0; i < _workers.Length; i++)
            {
                if (_threads != null && !_threads[i].IsAlive) return "thread " + _workers[i].Name + " has ended";
                long lateMs = nowMs - _workers[i].DueMs;
                bool leased = nowMs <= _workers[i].LeaseUntilMs && lateMs <= LongestLeaseMs && _output.IsOff;
                if (lateMs > LimitMs && !leased) return "watchdog: " + _workers[i].Name + " without progress for " + lateMs / 1000 + " s";
            }
            return null;
        }

        private void ToggleWatchdog()
        {
            if (_watchdog == null) return;
            _watchdogLevel = !_watchdogLevel;
            _watchdog.Write(_watchdogLevel);
        }
    }
}
