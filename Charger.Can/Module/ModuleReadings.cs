namespace Charger.Can
{
    /// <summary>What the power module has told last, and when. Times are -1 before the first one.</summary>
    public sealed class ModuleReadings
    {
        /// <summary>Arrival of the three signs of life, whatever they carried.</summary>
        public long PowerMs = -1;
        public long StatusMs = -1;
        public long HeartbeatMs = -1;

        /// <summary>Terminals, from the last plausible 0x00433F01; -1 before.</summary>
        public int TerminalMv = -1;
        public int TerminalMa = -1;
        public long TerminalTimeMs = -1;

        /// <summary>1 charging, 0 not, -1 unknown (0x00473F01).</summary>
        public int TerminalStatus = -1;

        /// <summary>1 ON, 0 OFF, -1 not read back yet.</summary>
        public int PowerReadBack = -1;

        /// <summary>The module's own reading of its output, and when it was last read.</summary>
        public int OutputMv = -1;
        public int OutputMa = -1;
        public long OutputTimeMs = -1;
        public int MainsMv = -1;
        public int InletMilliC = ChargerSnapshot.UnknownTemperature;
        public int InternalMilliC = ChargerSnapshot.UnknownTemperature;

        /// <summary>When any temperature was read.</summary>
        public long TemperatureMs = -1;

        /// <summary>0x83 as received.</summary>
        public int Alarms;
        public long AlarmsMs = -1;

        public int Frames;
        public int WrongLengths;
        public int Implausible;
        public int Unknown;
        public int Refused;

        /// <summary>The higher of the two temperatures.</summary>
        public int HighestMilliC => InletMilliC > InternalMilliC ? InletMilliC : InternalMilliC;
    }
}
