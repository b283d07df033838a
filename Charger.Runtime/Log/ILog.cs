namespace Charger.Runtime
{
    /// <summary>How important a log line is. A level shows its own lines and all more important ones.</summary>
    public enum LogLevel
    {
        /// <summary>Something failed: the operator must act.</summary>
        Error,
        /// <summary>Something unexpected that the firmware handles itself.</summary>
        Warning,
        /// <summary>The normal course of events.</summary>
        Info,
        /// <summary>Details for finding a defect.</summary>
        Debug,
        /// <summary>Every message and frame.</summary>
        Trace,
    }

    /// <summary>Which part of the firmware writes the line; sections can be switched on and off one by one.</summary>
    public enum LogSection
    {
        /// <summary>Boot, supervision, memory, locks.</summary>
        System,
        /// <summary>Both CAN buses and their controllers.</summary>
        Can,
        /// <summary>Gate, faults, transaction end.</summary>
        Charger,
        /// <summary>The vehicle's battery management system.</summary>
        Bms,
        /// <summary>The power module.</summary>
        Module,
        /// <summary>Network, TLS and WebSocket link.</summary>
        WebSocket,
        /// <summary>OCPP messages and sessions.</summary>
        Ocpp,
        /// <summary>Files on flash.</summary>
        Store,
        /// <summary>Serial console, buttons and operator panel.</summary>
        Console,
    }

    /// <summary>
    /// Where the rooms write what happened: with which value, and what to do. Never called with a lock held; never given a
    /// secret. Ask <see cref="IsOn"/> before building a line on a path that runs often.
    /// </summary>
    public interface ILog
    {
        /// <summary>True when a line of this level and section would be written.</summary>
        bool IsOn(LogLevel level, LogSection section);

        /// <summary>Writes one line; a level or section that is switched off writes nothing.</summary>
        void Write(LogLevel level, LogSection section, string text);
    }
}
