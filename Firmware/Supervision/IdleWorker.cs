using Charger.Runtime;

namespace Firmware
{
    /// <summary>Replaces a worker in safe mode: its thread runs but does nothing.</summary>
    public sealed class IdleWorker : Worker
    {
        private const int StepMs = 1000;

        public IdleWorker(string name)
            : base(name)
        {
        }

        public override long Step(long nowMs)
        {
            return nowMs + StepMs;
        }
    }
}
