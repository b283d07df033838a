namespace Charger.Can
{
    /// <summary>The two limits, voltage and current: the wanted value in the module's unit, whether it must be sent, what the module has echoed.</summary>
    public sealed class ModuleLimits
    {
        /// <summary>Wanted voltage limit, volt x 1024.</summary>
        public uint VoltageRaw;
        /// <summary>Wanted current limit, ampere x 1024 / rated current of one module.</summary>
        public uint CurrentRaw;

        /// <summary>The voltage limit must be sent ahead of the schedule, before the current limit.</summary>
        public bool VoltagePending;
        /// <summary>The current limit must be sent ahead of the schedule.</summary>
        public bool CurrentPending;

        /// <summary>The last echo had the wanted voltage limit.</summary>
        public bool VoltageEchoed;
        /// <summary>The last echo had the wanted current limit.</summary>
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

        /// <summary>The module has echoed a voltage limit, whichever it is.</summary>
        public void VoltageEcho(uint raw, long nowMs)
        {
            if (raw != VoltageRaw) MissingFrom(nowMs);
            VoltageEchoed = raw == VoltageRaw;
            if (VoltageEchoed && CurrentEchoed) Prepared = _preparing;
        }

        /// <summary>The module has echoed a current limit, whichever it is.</summary>
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
