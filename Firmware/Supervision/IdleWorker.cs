using Charger.Runtime;

namespace Firmware
{
    /// <summary>Stands where a worker would in safe mode: the thread lives, its work is not done.</summary>
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
