namespace Charger.Can
{
    /// <summary>What the power module has told last, and when. Times are -1 before the first one.</summary>
    public sealed class ModuleReadings
    {
        /// <summary>Arrival of the three signs of life, whatever they carried.</summary>
        public long PowerMs = -1;
        public long StatusMs = -1;
        public long HeartbeatMs = -1;

        /// <summary>The terminals by 0x00433F01.</summary>
        public readonly MeasuredSignal Voltage = new MeasuredSignal();
        public readonly MeasuredSignal Current = new MeasuredSignal();

        /// <summary>The module's own reading of its output by 0x84 and 0x82: they stand in while terminal frames are missing.</summary>
        public readonly MeasuredSignal OwnVoltage = new MeasuredSignal();
        public readonly MeasuredSignal OwnCurrent = new MeasuredSignal();

        public readonly MeasuredSignal Inlet = new MeasuredSignal();
        public readonly MeasuredSignal Internal = new MeasuredSignal();

        /// <summary>Terminals, from the last 0x00433F01 that was plausible in both: what energy is counted from; -1 before.</summary>
        public int TerminalMv = -1;
        public int TerminalMa = -1;
        public long TerminalTimeMs = -1;

        /// <summary>1 ON, 0 OFF, -1 not read back yet.</summary>
        public int PowerReadBack = -1;

        public int MainsMv = -1;

        /// <summary>0x83 as received.</summary>
        public int Alarms;
        public long AlarmsMs = -1;

        public int WrongLengths;
        public int Implausible;
    }
}
