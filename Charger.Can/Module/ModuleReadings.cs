namespace Charger.Can
{
    /// <summary>The last readings of the power module, with their times. Times are -1 before the first reading.</summary>
    public sealed class ModuleReadings
    {
        /// <summary>When each of the three signs of life arrived last, whatever its content.</summary>
        public long PowerMs = -1;
        public long StatusMs = -1;
        public long HeartbeatMs = -1;

        /// <summary>The terminals by 0x00433F01.</summary>
        public readonly MeasuredSignal Voltage = new MeasuredSignal();
        public readonly MeasuredSignal Current = new MeasuredSignal();

        /// <summary>The module's own reading of its output by 0x84 and 0x82, used while terminal frames are missing.</summary>
        public readonly MeasuredSignal OwnVoltage = new MeasuredSignal();
        public readonly MeasuredSignal OwnCurrent = new MeasuredSignal();

        public readonly MeasuredSignal Inlet = new MeasuredSignal();
        public readonly MeasuredSignal Internal = new MeasuredSignal();

        /// <summary>Terminal values of the last 0x00433F01 in which both were plausible, for the energy meter; -1 before the first.</summary>
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
