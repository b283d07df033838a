namespace Firmware.Terminal
{
    /// <summary>The commands of the console.</summary>
    public enum CommandCode
    {
        /// <summary>Lists the commands.</summary>
        Help,
        /// <summary>One screen; switches the block every 10 s.</summary>
        Status,
        /// <summary>Figures of one part.</summary>
        Show,
        /// <summary>Presents an id.</summary>
        Start,
        /// <summary>Emergency stop, then the end of the transaction.</summary>
        Stop,
        /// <summary>Restarts, or resets to factory settings.</summary>
        Reset,
        /// <summary>Lists, shows and sets keys.</summary>
        Config,
        /// <summary>Address, identity and password for the central system.</summary>
        Ocpp,
        /// <summary>Name and password of the network.</summary>
        Wifi,
        /// <summary>The board's name.</summary>
        Board,
        /// <summary>Level, sections, last lines.</summary>
        Log,
        /// <summary>Counters of both buses; sends a frame.</summary>
        Can,
        /// <summary>Active and past faults; clears latched ones.</summary>
        Faults,
        /// <summary>Earlier boots and transactions.</summary>
        History,
        /// <summary>Compares the free heap, or runs a leak test.</summary>
        Leak,
        /// <summary>Measures the processor.</summary>
        Bench,
        /// <summary>No command has this name.</summary>
        Unknown,
    }

    /// <summary>The console's commands: a new one is a new case here and in <see cref="Commands"/>.</summary>
    public static class CommandTable
    {
        /// <summary>How many commands there are.</summary>
        public const int Count = (int)CommandCode.Unknown;

        /// <summary>The word that is typed, in lower case; empty for Unknown.</summary>
        public static string Name(CommandCode command)
        {
            switch (command)
            {
                case CommandCode.Help: return "help";
                case CommandCode.Status: return "status";
                case CommandCode.Show: return "show";
                case CommandCode.Start: return "start";
                case CommandCode.Stop: return "stop";
                case CommandCode.Reset: return "reset";
                case CommandCode.Config: return "config";
                case CommandCode.Ocpp: return "ocpp";
                case CommandCode.Wifi: return "wifi";
                case CommandCode.Board: return "board";
                case CommandCode.Log: return "log";
                case CommandCode.Can: return "can";
                case CommandCode.Faults: return "faults";
                case CommandCode.History: return "history";
                case CommandCode.Leak: return "leak";
                case CommandCode.Bench: return "bench";
                default: return "";
            }
        }

        /// <summary>What may follow the name.</summary>
        public static string Arguments(CommandCode command)
        {
            switch (command)
            {
                case CommandCode.Help: return "[COMMAND]";
                case CommandCode.Status: return "[on|full|off]";
                case CommandCode.Show: return "bms|module|output|terminal|ocpp|can|heap|locks|threads|store|all";
                case CommandCode.Start: return "ID";
                case CommandCode.Reset: return "soft|hard|factory [yes|force]";
                case CommandCode.Config: return "list [PREFIX] | get KEY | set KEY VALUE | load";
                case CommandCode.Ocpp: return "url URL | id IDENTITY | key HEX";
                case CommandCode.Wifi: return "NAME PASSWORD|open";
                case CommandCode.Board: return "[NAME]";
                case CommandCode.Log: return "LEVEL | SECTION on|off | last";
                case CommandCode.Faults: return "[clear]";
                case CommandCode.Leak: return "[HOST:PORT [ENDING|all [CYCLES]] | stop]";
                case CommandCode.Can: return "stats | send 1|2 ID DATA";
                default: return "";
            }
        }

        /// <summary>One line for `help`; empty for Unknown.</summary>
        public static string Help(CommandCode command)
        {
            switch (command)
            {
                case CommandCode.Help: return "this list, or one command";
                case CommandCode.Status: return "one screen; on, full, off: every 10 s";
                case CommandCode.Show: return "figures of one part";
                case CommandCode.Start: return "presents an id, as a card reader would";
                case CommandCode.Stop: return "emergency stop: output off first, then the transaction ends";
                case CommandCode.Reset: return "ends the transaction and restarts; factory erases settings, lists, certificates and logs, force undelivered messages too";
                case CommandCode.Config: return "settings; load reads the file " + ConfigurationImport.FileName;
                case CommandCode.Ocpp: return "where the central system is, who we are, our password";
                case CommandCode.Wifi: return "joins a network; quote names that contain spaces";
                case CommandCode.Board: return "the board's profile; a new one applies after a reset";
                case CommandCode.Log: return "level error|warning|info|debug|trace, a section, the last lines";
                case CommandCode.Can: return "both buses; send is refused while charging";
                case CommandCode.Faults: return "active and recent faults; clear ends those that lock the output until cleared";
                case CommandCode.History: return "boots and recent transactions";
                case CommandCode.Leak: return "what the heap lost since the last time, or N connections to a leak-peer, each ended in a named way";
                case CommandCode.Bench: return "cost of an instruction and a call here, and the firmware's share of the processor";
                default: return "";
            }
        }

        /// <summary>The command of a word in lower case; Unknown when there is none.</summary>
        public static CommandCode Find(string name)
        {
            for (int i = 0; i < Count; i++)
                if (Name((CommandCode)i) == name) return (CommandCode)i;
            return CommandCode.Unknown;
        }
    }
}
