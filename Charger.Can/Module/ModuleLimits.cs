namespace Charger.Can
{
    /// <summary>The two limits, voltage and current: the wanted value in the module's unit, whether it must be sent, what the module has echoed.</summary>
    public sealed class ModuleLimits
    {
        public uint VoltageRaw;
        public uint CurrentRaw;

        /// <summary>Must be sent ahead of the schedule, voltage first.</summary>
        public bool VoltagePending;
        public bool CurrentPending;

        public bool VoltageEchoed;
        public bool CurrentEchoed;

        /// <summary>Both limits were echoed once since the start-up sequence began.</summary>
        public bool Prepared;

        /// <summary>Since when an echo has been missing.</summary>
        public long MissingSinceMs;

        private bool _preparing;

        /// <summary>Sets new limits; true when one of them differs in the module's unit.</summary>
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

        /// <summary>The output goes off: earlier acknowledgements no longer count.</summary>
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
