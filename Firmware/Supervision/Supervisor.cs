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
        /// <summary>Place of CAN_RX among the workers. When it fails, no other thread sends the STOP: the main thread does.</summary>
        public const int CanReceive = 0;

        public const int LimitMs = 10000;

        /// <summary>The longest lease for a blocking call, and only while the output is off.</summary>
        public const int LongestLeaseMs = 30000;
        private const int StepMs = 250;

        /// <summary>Between putting the output off and the restart: CAN_RX, where it still lives, sends STOP meanwhile.</summary>
        private const int RestartDelayMs = 100;

        /// <summary>So much longer where a thread is just writing the reason.</summary>
        private const int LongestWriteMs = 1000;
        private const int WritePollMs = 10;

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

        /// <summary>Down without a reason on flash: tried once more when the thread that failed has ended and its frames are free.</summary>
        private bool _owesReason;

        /// <summary>0 for none: the clock is past that when one is set.</summary>
        private long _restartAtMs;

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

        /// <summary>Reasons that could not even be stored without words: the next boot then tells "unknown".</summary>
        public int Untold { get; private set; }

        /// <summary>A restart is under way.</summary>
        public bool Restarting => _restartAtMs != 0;

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
                if (_owesReason && nowMs >= _restartAtMs)
                {
                    _output.GiveAll();
                    _output.CutAlone();
                    TellWithoutWords();
                }
                return Leave(nowMs);
            }
            int wrong = FindFault(nowMs);
            if (wrong >= 0)
            {
                if (GoDown(wrong == CanReceive)) TellStandstill(wrong, nowMs);
                return _restartAtMs;
            }
            ToggleWatchdog();
            _output.KeepReserve();
            if (!_lasted && nowMs >= BootRecord.LastedAfterMs)
            {
                _lasted = true;
                _boots.Lasted();
            }
            return nowMs + StepMs;
        }

        /// <summary>Told by a dying thread what escaped from its worker: output off first, then the reason stored; restart follows.</summary>
        public void WorkerFailed(string worker, Exception failure)
        {
            if (GoDown((object)worker == (object)_workers[CanReceive].Name)) TellFailure(worker, failure);
        }

        /// <summary>Something escaped from the main thread: the same, but the caller restarts.</summary>
        public void MainFailed(Exception failure)
        {
            if (GoDown(false)) TellFailure(null, failure);
        }

        /// <summary>A restart that was asked for (Reset, console): no failure, the same way down.</summary>
        public void Restart(string reason)
        {
            _output.Leave();
            if (!GoDown(false)) return;
            try
            {
                _boots.StoreOrderly(reason);
                _log.Write(LogLevel.Info, LogSection.System, "restart: " + reason);
            }
            catch (Exception)
            {
                TellWithoutWords();
            }
        }

        // The way to off: no object, no text, no lock of ours. The first reason stays.
        private bool GoDown(bool alone)
        {
            if (Restarting) return false;
            if (alone) _output.CutAlone();
            else _output.Cut();
            _restartAtMs = _clock.NowMs + RestartDelayMs;
            return true;
        }

        // CAN_RX has had its time: a STOP that still waits goes out past it.
        private long Leave(long nowMs)
        {
            _output.CutAlone();
            if (nowMs < _restartAtMs) return _restartAtMs;
            if (_boots.IsWriting && nowMs < _restartAtMs + LongestWriteMs) return nowMs + WritePollMs;
            _rebooter.Reboot();
            return nowMs + StepMs;
        }

        // Words come when the cut has ended: its call frames are gone, and its reserve is room for a reason and a flash write.
        private void TellFailure(string worker, Exception failure)
        {
            try
            {
                Tell("thread " + (worker == null ? "MAIN" : worker) + " failed: " + BootRecord.WordsOf(failure));
            }
            catch (Exception)
            {
                TellWithoutWords();
            }
        }

        private void TellStandstill(int worker, long nowMs)
        {
            try
            {
                string name = _workers[worker].Name;
                if (HasEnded(worker)) Tell("thread " + name + " has ended");
                else Tell("watchdog: " + name + " without progress for " + (nowMs - _workers[worker].DueMs) / 1000 + " s");
            }
            catch (Exception)
            {
                TellWithoutWords();
            }
        }

        private void Tell(string reason)
        {
            if (!_boots.TryStore(reason)) TellWithoutWords();
            _log.Write(LogLevel.Error, LogSection.System, "restart: " + reason);
        }

        private void TellWithoutWords()
        {
            bool stored = false;
            try
            {
                stored = _boots.StoreWordless();
            }
            catch (Exception)
            {
                // Told by its count.
            }
            if (!stored && _owesReason) Untold++;
            _owesReason = !stored;
        }

        /// <summary>Place of the first worker that has ended or stands still; -1 for none.</summary>
        private int FindFault(long nowMs)
        {
            for (int i = 0; i < _workers.Length; i++)
            {
                if (HasEnded(i)) return i;
                long lateMs = nowMs - _workers[i].DueMs;
                bool leased = nowMs <= _workers[i].LeaseUntilMs && lateMs <= LongestLeaseMs && _output.IsOff;
                if (lateMs > LimitMs && !leased) return i;
            }
            return -1;
        }

        private bool HasEnded(int worker) => _threads != null && !_threads[worker].IsAlive;

        private void ToggleWatchdog()
        {
            if (_watchdog == null) return;
            _watchdogLevel = !_watchdogLevel;
            _watchdog.Write(_watchdogLevel);
        }
    }
}
