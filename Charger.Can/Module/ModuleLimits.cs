namespace Charger.Can
{
    /// <summary>The two limits: what is wanted in the module's unit, what has to be sent, and what the module has echoed.</summary>
    public sealed class ModuleLimits
    {
        public uint VoltageRaw;
        public uint CurrentRaw;

        /// <summary>To be sent ahead of the schedule, voltage first.</summary>
        public bool VoltagePending;
        public bool CurrentPending;

        public bool VoltageEchoed;
        public bool CurrentEchoed;

        /// <summary>Both limits were echoed once since the start-up sequence began.</summary>
        public bool Prepared;

        /// <summary>When an echo became missing.</summary>
        public long MissingSinceMs;

        private bool _preparing;

        /// <summary>Takes over new limits; true when one is another in the module's unit.</summary>
        public bool Want(int milliVolt, int milliAmpere, int ratedMa, long nowMs)
        {
            uint voltage = ModuleCodec.RawVoltage(milliVolt);
            uint current = ModuleCodec.RawCurrent(milliAmpere, ratedMa);
            bool changed = false;
            if (voltage != VoltageRaw)
            {
                changed = true;
                VoltageRaw = voltage;
                MissingFrom(nowMs);
                VoltageEchoed = false;
                VoltagePending = true;
            }
            if (current != CurrentRaw)
            {
                changed = true;
                CurrentRaw = current;
                MissingFrom(nowMs);
                CurrentEchoed = false;
                CurrentPending = true;
            }
            return changed;
        }

        /// <summary>The start-up sequence begins: nothing counts as acknowledged, both are sent.</summary>
        public void Restart(long nowMs)
        {
            _preparing = true;
            Prepared = false;
            VoltageEchoed = false;
            CurrentEchoed = false;
            VoltagePending = true;
            CurrentPending = true;
            MissingSinceMs = nowMs;
        }

        /// <summary>The output goes off: what was acknowledged counts for the past only.</summary>
        public void Forget()
        {
            _preparing = false;
            Prepared = false;
        }

        public void VoltageEcho(uint raw, long nowMs)
        {
            if (raw != VoltageRaw) MissingFrom(nowMs);
            VoltageEchoed = raw == VoltageRaw;
            if (VoltageEchoed && CurrentEchoed) Prepared = _preparing;
        }

        public void CurrentEcho(uint raw, long nowMs)
        {
            if (raw != CurrentRaw) MissingFrom(nowMs);
            CurrentEchoed = raw == CurrentRaw;
            if (VoltageEchoed && CurrentEchoed) Prepared = _preparing;
        }

        private void MissingFrom(long nowMs)
        {
            if (VoltageEchoed && CurrentEchoed) MissingSinceMs = nowMs;
        }
    }
}
