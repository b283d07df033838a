namespace Charger.Runtime
{
    /// <summary>Levels and sections as lines and the console spell them.</summary>
    public static class LogNames
    {
        /// <summary>Number of levels.</summary>
        public const int Levels = 5;
        /// <summary>Number of sections.</summary>
        public const int Sections = 9;

        /// <summary>The level's name in capitals; UNKNOWN for an undefined value.</summary>
        public static string Of(LogLevel level)
        {
            switch (level)
            {
                case LogLevel.Error: return "ERROR";
                case LogLevel.Warning: return "WARNING";
                case LogLevel.Info: return "INFO";
                case LogLevel.Debug: return "DEBUG";
                case LogLevel.Trace: return "TRACE";
                default: return "UNKNOWN";
            }
        }

        /// <summary>The section's name in capitals; UNKNOWN for an undefined value.</summary>
        public static string Of(LogSection section)
        {
            switch (section)
            {
                case LogSection.System: return "SYSTEM";
                case LogSection.Can: return "CAN";
                case LogSection.Charger: return "CHARGER";
                case LogSection.Bms: return "BMS";
                case LogSection.Module: return "MODULE";
                case LogSection.WebSocket: return "WEBSOCKET";
                case LogSection.Ocpp: return "OCPP";
                case LogSection.Store: return "STORE";
                case LogSection.Console: return "CONSOLE";
                default: return "UNKNOWN";
            }
        }

        /// <summary>Reads a level in any case of letters; false, and Info, when it is none.</summary>
        public static bool TryParse(string text, out LogLevel level)
        {
            string upper = text == null ? "" : text.ToUpper();
            for (int i = 0; i < Levels; i++)
            {
                level = (LogLevel)i;
                if (upper == Of(level)) return true;
            }
            level = LogLevel.Info;
            return false;
        }

        /// <summary>Reads a section in any case of letters; false, and System, when it is none.</summary>
        public static bool TryParse(string text, out LogSection section)
        {
            string upper = text == null ? "" : text.ToUpper();
            for (int i = 0; i < Sections; i++)
            {
                section = (LogSection)i;
                if (upper == Of(section)) return true;
            }
            section = LogSection.System;
            return false;
        }
    }
}
