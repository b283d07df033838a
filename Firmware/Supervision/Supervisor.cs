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
        /// <summary>Index of CAN_RX among the workers. When it fails, no other thread sends the STOP: the main thread does.</summary>
        public const int CanReceive = 0;

        /// <summary>How long a worker without a lease may stand still.</summary>
        public const int LimitMs = 10000;

        /// <summary>The longest lease for a blocking call, and only while the output is off.</summary>
        public const int LongestLeaseMs = 30000;
        private const int StepMs = 250;

        /// <summary>Between switching the output off and the restart: CAN_RX, if it still runs, sends STOP meanwhile.</summary>
        private const int RestartDelayMs = 100;

        /// <summary>Longest additional time while a thread is writing the reason.</summary>
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

        /// <summary>The reason is not on flash yet: tried once more when the failed thread has ended and its call frames are free.</summary>
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

        /// <summary>Restarts whose reason could not be stored at all: the next boot then shows "unknown".</summary>
        public int Untold { get; private set; }

        /// <summary>A restart is under way.</summary>
        public bool Restarting => _restartAtMs != 0;

        /// <summary>Sets the threads, to find one that has ended; the simulator has none.</summary>
        public void Watch(WorkerThread[] threads)
        {
            _threads = threads;
        }

        /// <summary>Checks every worker; returns when to be called again.</summary>
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

        /// <summary>Called by a failing thread with the exception that escaped from its worker: output off first, then the reason is stored; a restart follows.</summary>
        public void WorkerFailed(string worker, Exception failure)
        {
            if (GoDown((object)worker == (object)_workers[CanReceive].Name)) TellFailure(worker, failure);
        }

        /// <summary>An exception escaped from the main thread: the same, but the caller restarts.</summary>
        public void MainFailed(Exception failure)
        {
            if (GoDown(false)) TellFailure(null, failure);
        }

        /// <summary>A requested restart (Reset, console): the same steps, but it is no failure.</summary>
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

        // Switches the output off: no object, no text, no lock of the firmware. The first reason stays.
        private bool GoDown(bool alone)
        {
            if (Restarting) return false;
            if (alone) _output.CutAlone();
            else _output.Cut();
            _restartAtMs = _clock.NowMs + RestartDelayMs;
            return true;
        }

        // CAN_RX has had enough time: a STOP that still waits is sent directly.
        private long Leave(long nowMs)
        {
            _output.CutAlone();
            if (nowMs < _restartAtMs) return _restartAtMs;
            if (_boots.IsWriting && nowMs < _restartAtMs + LongestWriteMs) return nowMs + WritePollMs;
            _rebooter.Reboot();
            return nowMs + StepMs;
        }

        // Texts are made after the cut: its call frames are free then, and its reserve has memory for a reason and a flash write.
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
                // Counted in Untold.
            }
            if (!stored && _owesReason) Untold++;
            _owesReason = !stored;
        }

        /// <summary>Index of the first worker that has ended or stands still; -1 for none.</summary>
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
