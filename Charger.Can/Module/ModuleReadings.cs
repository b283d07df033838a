namespace Charger.Can
{
    /// <summary>The last readings of the power module, with their times. Times are -1 before the first reading.</summary>
    public sealed class ModuleReadings
    {
        /// <summary>When the last 0x00433F01 arrived, whatever its content: one of the three signs of life.</summary>
        public long PowerMs = -1;
        /// <summary>When the last 0x00473F01 arrived.</summary>
        public long StatusMs = -1;
        /// <summary>When the last 0x18FF50E5 arrived.</summary>
        public long HeartbeatMs = -1;

        /// <summary>Voltage at the terminals by 0x00433F01, mV: the source of billing.</summary>
        public readonly MeasuredSignal Voltage = new MeasuredSignal();
        /// <summary>Current at the terminals by 0x00433F01, mA.</summary>
        public readonly MeasuredSignal Current = new MeasuredSignal();

        /// <summary>The module's own reading of its output voltage by 0x84, mV; used, as the current, while terminal frames are missing.</summary>
        public readonly MeasuredSignal OwnVoltage = new MeasuredSignal();
        /// <summary>Output current by 0x82, mA.</summary>
        public readonly MeasuredSignal OwnCurrent = new MeasuredSignal();

        /// <summary>Inlet temperature by 0x80, 0.001 degC; counts where the sensor is fitted (setting TemperatureSensors).</summary>
        public readonly MeasuredSignal Inlet = new MeasuredSignal();
        /// <summary>Internal temperature by 0x7F, 0.001 degC; counts where the sensor is fitted.</summary>
        public readonly MeasuredSignal Internal = new MeasuredSignal();

        /// <summary>Voltage of the last 0x00433F01 in which both values were plausible, mV, for the energy meter; -1 before the first.</summary>
        public int TerminalMv = -1;
        /// <summary>Current of that frame, mA; -1 before the first.</summary>
        public int TerminalMa = -1;
        /// <summary>When that frame arrived.</summary>
        public long TerminalTimeMs = -1;

        /// <summary>1 ON, 0 OFF, -1 not read back yet.</summary>
        public int PowerReadBack = -1;

        /// <summary>AC line voltage by 0x79, mV; 0 without mains, -1 before the first reading.</summary>
        public int MainsMv = -1;

        /// <summary>0x83 as received.</summary>
        public int Alarms;
        /// <summary>When <see cref="Alarms"/> arrived.</summary>
        public long AlarmsMs = -1;

        /// <summary>Frames with a DLC other than 8, since boot; dropped.</summary>
        public int WrongLengths;
        /// <summary>Frames with a value outside its plausible range, since boot.</summary>
        public int Implausible;
    }
}
