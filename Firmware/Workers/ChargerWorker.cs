using Charger.Can;
using Charger.Runtime;

namespace Firmware
{
    /// <summary>CHARGER_COMM: the thread of the charger's control, which decides and meters.</summary>
    public sealed class ChargerWorker : Worker
    {
        private ChargerControl _control;

        /// <summary>Must be attached before its first step.</summary>
        public ChargerWorker()
            : base("CHARGER_COMM")
        {
        }

        /// <summary>Connects the worker to the control, once that exists.</summary>
        public void Attach(ChargerControl control)
        {
            _control = control;
        }

        /// <summary>One turn of the control; returns when the next is due.</summary>
        public override long Step(long nowMs)
        {
            Progress.Enter();
            long next = _control.Step(nowMs);
            Progress.Leave();
            return next;
        }
    }
}
