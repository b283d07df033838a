using System;
using System.Threading;

namespace Charger.Runtime
{
    /// <summary>Told what escaped from a worker, by its dying thread. It makes the output safe, stores the reason and reboots.</summary>
    public interface IWorkerFailureListener
    {
        void WorkerFailed(string worker, Exception failure);
    }

    /// <summary>Drives a worker on a thread of its own: steps it, waits until its deadline or its wake signal, catches everything.</summary>
    public sealed class WorkerThread
    {
        /// <summary>Longest wait whatever the worker says: an idle thread too shows progress every second.</summary>
        public const int LongestWaitMs = 1000;

        private readonly IMonotonicClock _clock;
        private readonly IWorkerFailureListener _listener;
        private readonly Thread _thread;
        private int _stopped;

        public WorkerThread(Worker worker, IMonotonicClock clock, IWorkerFailureListener listener, ThreadPriority priority)
        {
            Worker = worker;
            _clock = clock;
            _listener = listener;
            _thread = new Thread(Run);
            _thread.Priority = priority;
        }

        public Worker Worker { get; }

        /// <summary>False after its body has ended, for whatever reason, and before it was started.</summary>
        public bool IsAlive => _thread.IsAlive;

        public void Start() => _thread.Start();

        /// <summary>Asks the thread to end after its current step; true when it did so in time.</summary>
        public bool Stop(int timeoutMs)
        {
            Interlocked.Exchange(ref _stopped, 1);
            Worker.Wake.Set();
            return _thread.Join(timeoutMs);
        }

        // Step and wait stand in this frame and not deeper: a call frame takes 204 bytes of the heap, and those below a wait stay
        // while the thread sleeps.
        private void Run()
        {
            Worker worker = Worker;
            WakeSignal wake = worker.Wake;
            Progress progress = worker.Progress;
            progress.Running = true;
            progress.Deepest = 1;
            try
            {
                while (_stopped == 0)
                {
                    long atMs = _clock.NowMs;
                    worker.Due = atMs;
                    worker.Begun++;
                    progress.Depth = 1;
                    long nextMs = worker.Step(atMs);
                    long endedMs = _clock.NowMs;
                    worker.Due = nextMs;
                    progress.EndedMs = endedMs;
                    if (endedMs - atMs > progress.LongestMs) progress.LongestMs = endedMs - atMs;
                    nextMs -= endedMs;
                    if (nextMs > LongestWaitMs) nextMs = LongestWaitMs;
                    if (nextMs > 0) wake.Event.WaitOne((int)nextMs, false);
                    wake.Pending = false;
                }
            }
            catch (Exception e)
            {
                Tell(e);
            }
            progress.Running = false;
        }

        private void Tell(Exception failure)
        {
            try
            {
                _listener.WorkerFailed(Worker.Name, failure);
            }
            catch (Exception)
            {
                // The listener is the last resort; the supervisor sees a dead thread and reboots.
            }
        }
    }
}
