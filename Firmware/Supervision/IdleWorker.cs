using Charger.Runtime;

namespace Firmware
{
    /// <summary>Replaces a worker in safe mode: its thread runs but does nothing.</summary>
    public sealed class IdleWorker : Worker
    {
        private const int StepMs = 1000;

        /// <summary><paramref name="name"/>: that of the worker it replaces.</summary>
        public IdleWorker(string name)
            : base(name)
        {
        }

        /// <summary>Once a second, so that the supervisor sees progress.</summary>
        public override long Step(long nowMs)
        {
            return nowMs + StepMs;
        }
    }
}
