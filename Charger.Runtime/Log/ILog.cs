namespace Charger.Runtime
{
    /// <summary>How much a log line matters. A level shows itself and everything above it.</summary>
    public enum LogLevel
    {
        Error,
        Warning,
        Info,
        Debug,
        Trace,
    }

    /// <summary>Which part of the firmware speaks; sections can be switched on and off one by one.</summary>
    public enum LogSection
    {
        System,
        Can,
        Charger,
        Bms,
        Module,
        WebSocket,
        Ocpp,
        Store,
        Console,
    }

    /// <summary>
    /// Where the rooms write what happened: with which value, and what to do. Never called with a lock held; never given a
    /// secret. Ask <see cref="IsOn"/> before building a line on a path that runs often.
    /// </summary>
    public interface ILog
    {
        bool IsOn(LogLevel level, LogSection section);

        void Write(LogLevel level, LogSection section, string text);
    }
}
