using System;
using System.Threading;

namespace Charger.Runtime
{
    /// <summary>Gets the exception that escaped from a worker, on that worker's thread. It switches the output off, stores the reason and reboots.</summary>
    public interface IWorkerFailureListener
    {
        /// <param name="failure">What the worker threw.</param>
        void WorkerFailed(string worker, Exception failure);
    }

    /// <summary>Drives a worker on its own thread: steps it, waits until its deadline or its wake signal, catches every exception.</summary>
    public sealed class WorkerThread
    {
        /// <summary>Longest wait, whatever deadline the worker returns: an idle thread shows progress every second too.</summary>
        public const int LongestWaitMs = 1000;

        private readonly IMonotonicClock _clock;
        private readonly IWorkerFailureListener _listener;
        private readonly Thread _thread;
        private int _stopped;

        /// <summary>Creates the thread; <see cref="Start"/> starts it.</summary>
        public WorkerThread(Worker worker, IMonotonicClock clock, IWorkerFailureListener listener, ThreadPriority priority)
        {
            Worker = worker;
            _clock = clock;
            _listener = listener;
            _thread = new Thread(Run);
            _thread.Priority = priority;
        }

        /// <summary>The worker that it drives.</summary>
        public Worker Worker { get; }

        /// <summary>False before it was started and after it has ended, for any reason.</summary>
        public bool IsAlive => _thread.IsAlive;

        /// <summary>Starts the thread.</summary>
        public void Start() => _thread.Start();

        /// <summary>Asks the thread to end after its current step; true when it did so in time.</summary>
        public bool Stop(int timeoutMs)
        {
            Interlocked.Exchange(ref _stopped, 1);
            Worker.Wake.Set();
            return _thread.Join(timeoutMs);
        }

        // Step and wait are called from this frame: a call frame takes 204 bytes of the heap, and frames below a wait stay
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
