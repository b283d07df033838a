namespace Charger.Can
{
    /// <summary>State of the power module, as known from commands and readbacks.</summary>
    public enum ModulePhase
    {
        /// <summary>STOP is repeated until OFF is read back. Also the state at boot, when the module's state is unknown.</summary>
        Stopping,

        /// <summary>OFF was read back.</summary>
        Off,

        /// <summary>Voltage and current limit were sent and are not acknowledged yet.</summary>
        Preparing,

        /// <summary>Limits are acknowledged; START may go out.</summary>
        Ready,

        /// <summary>START is repeated until ON is read back.</summary>
        Starting,
        /// <summary>ON was read back; a single OFF is ignored, a second one in a row stops it.</summary>
        On,
    }

    /// <summary>What moves the module from one phase to another.</summary>
    public enum ModuleEvent
    {
        /// <summary>Every gate condition holds, except that the limits are not acknowledged yet.</summary>
        PrepareWanted,
        /// <summary>A limit differs from the one that was sent; raised from Preparing on.</summary>
        LimitsChanged,
        /// <summary>Both limits were echoed since the start-up sequence began.</summary>
        LimitsAcknowledged,

        /// <summary>The gate is open and the contactor has closed.</summary>
        StartWanted,

        /// <summary>The gate is closed.</summary>
        StopWanted,
        /// <summary>0x32 was answered with ON.</summary>
        OnReadBack,
        /// <summary>0x32 was answered with OFF; while On only the second one in a row counts.</summary>
        OffReadBack,
        /// <summary>Preparing for AckMs, or Starting for StartMs.</summary>
        TimedOut,

        /// <summary>The module or its bus is up again after an outage.</summary>
        ModuleReturned,
    }

    /// <summary>What is sent on the way into the next phase.</summary>
    public enum ModuleAction
    {
        /// <summary>Nothing beyond the schedule.</summary>
        None,
        /// <summary>Voltage and current limit ahead of the schedule.</summary>
        SendLimits,
        /// <summary>START at once.</summary>
        SendStart,
        /// <summary>STOP at once, three times, ahead of everything.</summary>
        SendStop,
    }

    /// <summary>
    /// The module's phases as a table: START only from acknowledged limits; every pair that is not listed is answered with STOP,
    /// which so is reachable from everywhere at once.
    /// </summary>
    public static class ModulePhaseTable
    {
        private const int ActionShift = 8;

        /// <summary>The phase that follows; of a row from <see cref="Find"/>.</summary>
        public static ModulePhase NextOf(int row) => (ModulePhase)(row & 0xFF);

        /// <summary>What is sent; of a row from <see cref="Find"/>.</summary>
        public static ModuleAction ActionOf(int row) => (ModuleAction)(row >> ActionShift);

        /// <summary>The row for a pair, to be read with <see cref="NextOf"/> and <see cref="ActionOf"/>.</summary>
        public static int Find(ModulePhase phase, ModuleEvent e)
        {
            switch (phase)
            {
                case ModulePhase.Stopping: return FromStopping(e);
                case ModulePhase.Off: return FromOff(e);
                case ModulePhase.Preparing: return FromPreparing(e);
                case ModulePhase.Ready: return FromReady(e);
                case ModulePhase.Starting: return FromStarting(e);
                default: return FromOn(e);
            }
        }

        private static int FromStopping(ModuleEvent e)
        {
            if (e == ModuleEvent.OffReadBack) return Row(ModulePhase.Off, ModuleAction.None);
            return e == ModuleEvent.OnReadBack ? Row(ModulePhase.Stopping, ModuleAction.None) : Stop();
        }

        private static int FromOff(ModuleEvent e)
        {
            if (e == ModuleEvent.PrepareWanted) return Row(ModulePhase.Preparing, ModuleAction.SendLimits);
            return e == ModuleEvent.OffReadBack ? Row(ModulePhase.Off, ModuleAction.None) : Stop();
        }

        private static int FromPreparing(ModuleEvent e)
        {
            switch (e)
            {
                case ModuleEvent.LimitsAcknowledged: return Row(ModulePhase.Ready, ModuleAction.None);
                case ModuleEvent.LimitsChanged:
                case ModuleEvent.TimedOut: return Row(ModulePhase.Preparing, ModuleAction.SendLimits);
                case ModuleEvent.OffReadBack: return Row(ModulePhase.Preparing, ModuleAction.None);
                default: return Stop();
            }
        }

        private static int FromReady(ModuleEvent e)
        {
            switch (e)
            {
                case ModuleEvent.StartWanted: return Row(ModulePhase.Starting, ModuleAction.SendStart);
                case ModuleEvent.LimitsChanged: return Row(ModulePhase.Preparing, ModuleAction.SendLimits);
                case ModuleEvent.OffReadBack: return Row(ModulePhase.Ready, ModuleAction.None);
                default: return Stop();
            }
        }

        // OFF while starting answers an older command: START is repeated until its own answer comes.
        private static int FromStarting(ModuleEvent e)
        {
            switch (e)
            {
                case ModuleEvent.OnReadBack: return Row(ModulePhase.On, ModuleAction.None);
                case ModuleEvent.OffReadBack: return Row(ModulePhase.Starting, ModuleAction.None);
                case ModuleEvent.LimitsChanged: return Row(ModulePhase.Starting, ModuleAction.SendLimits);
                default: return Stop();
            }
        }

        // OFF while on: the module has switched itself off; it starts again only by the whole start-up sequence.
        private static int FromOn(ModuleEvent e)
        {
            if (e == ModuleEvent.OnReadBack) return Row(ModulePhase.On, ModuleAction.None);
            return e == ModuleEvent.LimitsChanged ? Row(ModulePhase.On, ModuleAction.SendLimits) : Stop();
        }

        private static int Stop() => Row(ModulePhase.Stopping, ModuleAction.SendStop);

        private static int Row(ModulePhase next, ModuleAction action)
        {
            return (int)next | ((int)action << ActionShift);
        }

        /// <summary>The phase's name, for the log.</summary>
        public static string NameOf(ModulePhase of)
        {
            switch (of)
            {
                case ModulePhase.Stopping: return "Stopping";
                case ModulePhase.Off: return "Off";
                case ModulePhase.Preparing: return "Preparing";
                case ModulePhase.Ready: return "Ready";
                case ModulePhase.Starting: return "Starting";
                default: return "On";
            }
        }
    }
}
