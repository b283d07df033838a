namespace Firmware.Terminal
{
    /// <summary>Finds the command of a line and carries it out. Created for one line; lasting state is in <see cref="TerminalContext"/>.</summary>
    internal sealed class Commands
    {
        private readonly TerminalContext _context;

        public Commands(TerminalContext context)
        {
            _context = context;
            Show = new ShowCommands(context);
            Control = new ControlCommands(context);
            Settings = new SettingCommands(context);
            System = new SystemCommands(context);
        }

        public ShowCommands Show { get; }

        public ControlCommands Control { get; }

        public SettingCommands Settings { get; }

        public SystemCommands System { get; }

        public void Run(string line, long nowMs)
        {
            _context.Words = new Words();
            if (!_context.Words.Split(line))
            {
                _context.Out.Line("error: more than 8 words, or a quote that is not closed");
                return;
            }
            if (_context.Words.Count == 0) return;
            _context.Refresh(nowMs);
            Carry(CommandTable.Find(_context.Words[0].ToLower()));
        }

        private void Carry(CommandCode command)
        {
            switch (command)
            {
                case CommandCode.Help: Help(); break;
                case CommandCode.Status: Show.Status(); break;
                case CommandCode.Show: Show.Subject(); break;
                case CommandCode.Start: Control.Start(); break;
                case CommandCode.Stop: Control.Stop(); break;
                case CommandCode.Reset: Control.Reset(); break;
                case CommandCode.Config: Settings.Config(); break;
                case CommandCode.Ocpp: Settings.Ocpp(); break;
                case CommandCode.Wifi: Settings.Wifi(); break;
                case CommandCode.Board: Settings.Board(); break;
                case CommandCode.Log: Settings.Log(); break;
                case CommandCode.Can: System.Can(); break;
                case CommandCode.Faults: System.Faults(); break;
                case CommandCode.History: System.History(); break;
                case CommandCode.Leak: System.Leak(); break;
                case CommandCode.Bench: System.Bench(); break;
                default: Single(_context.Words[0]); break;
            }
        }

        /// <summary>A single key of the former firmware, or an unknown word.</summary>
        private void Single(string word)
        {
            if (word.Length == 1 && Key(word[0])) return;
            if (_context.HeldSecret)
            {
                _context.Out.Line("error: no command like this: help lists all");
                return;
            }
            NearestWord nearest = new NearestWord();
            nearest.Begin(word.ToLower());
            for (int i = 0; i < CommandTable.Count; i++) nearest.Offer(CommandTable.Name((CommandCode)i));
            _context.Out.Text("error: no command '").Text(word);
            if (nearest.Best == null) _context.Out.Line("': help lists all");
            else _context.Out.Text("', nearest is '").Text(nearest.Best).Line("'");
        }

        /// <summary>Keys 1 to 5 show one part, 0 silences, s starts with the button's id, t stops at once.</summary>
        public bool Key(char key)
        {
            switch (key)
            {
                case '1': Show.Repeat(ShowSubject.Bms); return true;
                case '2': Show.Repeat(ShowSubject.Module); return true;
                case '3': Show.Repeat(ShowSubject.Output); return true;
                case '4': Show.Repeat(ShowSubject.Terminal); return true;
                case '5': Show.Repeat(ShowSubject.All); return true;
                case '0': Show.Silence(); return true;
                case 's': case 'S': Control.StartWithButtonId(); return true;
                case 't': case 'T': Control.Stop(); return true;
                default: return false;
            }
        }

        private void Help()
        {
            string wanted = _context.Words[1].ToLower();
            if (wanted.Length > 0 && CommandTable.Find(wanted) == CommandCode.Unknown)
            {
                Single(wanted);
                return;
            }
            for (int i = 0; i < CommandTable.Count; i++)
            {
                CommandCode command = (CommandCode)i;
                string name = CommandTable.Name(command);
                if (wanted.Length > 0 && name != wanted) continue;
                _context.Out.Text("  ").Text(name).Text(" ").Text(CommandTable.Arguments(command)).Text(": ").Line(CommandTable.Help(command));
            }
            if (wanted.Length == 0) _context.Out.Line("  keys 1-5 show a part every 2 s, 0 silences, s starts, t stops");
        }
    }
}
