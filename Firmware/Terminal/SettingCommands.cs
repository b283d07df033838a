using Charger.Runtime;

namespace Firmware.Terminal
{
    /// <summary>Commands that show and change settings. Keys belong to the OCPP thread, which carries out the commands and replies.</summary>
    internal sealed class SettingCommands
    {
        private const int KeptBytesShown = 2048;

        private const int LongestNetworkName = 32;
        private const int LeastPassword = 8;
        private const int LongestPassword = 63;

        private readonly TerminalContext _context;
        private readonly Composition _firmware;

        public SettingCommands(TerminalContext context)
        {
            _context = context;
            _firmware = context.Composition;
        }

        /// <summary>config list [PREFIX] | get KEY | set KEY VALUE | load.</summary>
        public void Config()
        {
            Words words = _context.Words;
            switch (words[1].ToLower())
            {
                case "list":
                case "get":
                    _context.Post(OcppCommand.ListKeys, words[1].ToLower() == "get" ? OcppCommand.ExactName : OcppCommand.NameBeginsWith, words[2]);
                    break;
                case "set":
                    if (words.Count < 3) _context.Refuse("config set", "", "KEY VALUE");
                    else Set(words[2], Rest(3));
                    break;
                case "load":
                    _context.Post(OcppCommand.LoadFile, 0, null);
                    break;
                default:
                    _context.Refuse("config", words[1], CommandTable.Arguments(CommandCode.Config));
                    break;
            }
        }

        /// <summary>ocpp url URL | id IDENTITY | key HEX: short for the keys behind them.</summary>
        public void Ocpp()
        {
            Words words = _context.Words;
            string what = words[1].ToLower();
            if (words.Count != 3) _context.Refuse("ocpp", what, CommandTable.Arguments(CommandCode.Ocpp));
            else if (what == "url") Set("Charger.Url", words[2]);
            else if (what == "id") Set("Charger.Identity", words[2]);
            else if (what == "key") Set("AuthorizationKey", words[2]);
            else _context.Refuse("ocpp", what, CommandTable.Arguments(CommandCode.Ocpp));
        }

        /// <summary>wifi NAME PASSWORD|open: kept by the platform, joined at the next start.</summary>
        public void Wifi()
        {
            Words words = _context.Words;
            string password = words[2] == "open" ? "" : words[2];
            if (words[1].Length == 0 || words[1].Length > LongestNetworkName) _context.Refuse("wifi", words[1], "a network name of 1 to 32 characters");
            else if (words.Count < 3) _context.Out.Line("error: wifi: the password is missing: wifi NAME PASSWORD, or wifi NAME open for a network without one");
            else if (password.Length != 0 && (password.Length < LeastPassword || password.Length > LongestPassword)) _context.Refuse("wifi password", "****", "8 to 63 characters, or open for a network without one");
            else if (_firmware.Ports.Network == null || !_firmware.Ports.Network.Join(words[1], password)) _context.Out.Line("error: this board has no Wi-Fi, or it refused the name or password");
            else _context.Out.Line("kept; joins at the next start: 'reset soft'");
        }

        /// <summary>board [NAME]: shows the board's name, or sets it from the next start on.</summary>
        public void Board()
        {
            string name = _context.Words[1].ToLower();
            if (name.Length == 0) ListBoards();
            else if (!_context.Known || _context.Charger.OutputOn) _context.Out.Line("error: not while charging");
            else if (!BoardChoice.Keep(_firmware.Ports.Storage, _firmware.Ports.Chip, name)) _context.Refuse("board", name, BoardChoice.Allowed(_firmware.Ports.Chip));
            else _context.Out.Line("kept; counts from the next start on: 'reset soft'");
        }

        /// <summary>log LEVEL | SECTION on|off | last.</summary>
        public void Log()
        {
            Words words = _context.Words;
            if (words[1].ToLower() == "last") LastLines();
            else if (words.Count == 2 && LogNames.TryParse(words[1], out LogLevel level))
            {
                _firmware.Log.Level = level;
                _context.Out.Text("log level ").Line(LogNames.Of(level));
            }
            else if (words.Count == 3 && LogNames.TryParse(words[1], out LogSection section) && (words[2] == "on" || words[2] == "off"))
            {
                _firmware.Log.Switch(section, words[2] == "on");
                _context.Out.Text("log section ").Text(LogNames.Of(section)).Text(" ").Line(words[2]);
            }
            else _context.Refuse("log", words[1], "error, warning, info, debug or trace; or a section and on or off: system can charger bms module websocket ocpp store console; or last");
        }

        private void Set(string key, string value)
        {
            // The OCPP thread's reply repeats the name of an unknown key, which may be the secret.
            if (_context.HeldSecret && key.ToLower() != "authorizationkey") _context.Refuse("config set", key, "AuthorizationKey as a word of its own");
            else _context.Post(OcppCommand.SetKey, 0, key + " " + value);
        }

        private string Rest(int from)
        {
            string text = _context.Words[from];
            for (int i = from + 1; i < _context.Words.Count; i++) text += " " + _context.Words[i];
            return text;
        }

        private void ListBoards()
        {
            _context.Out.Text("  ").Text(BoardChoice.Allowed(_firmware.Ports.Chip)).Text("; this one: ").Line(_firmware.Ports.BoardName);
        }

        /// <summary>The newest lines on flash, including those from before the last restart, then those that are not on flash yet.</summary>
        private void LastLines()
        {
            // Allocated for each use, since the command is rare.
            byte[] line = new byte[Charger.Runtime.Log.LongestLine];
            FlashLines kept = _firmware.Archive.Lines;
            int end = kept.Length;
            int at = end > KeptBytesShown ? end - KeptBytesShown : 0;
            bool whole = at == 0;
            for (int count; at < end && (count = kept.Read(at, line, 0, line.Length)) > 0; at += count)
            {
                // The first line may begin before the start position: it is skipped.
                for (int i = 0; i < count; i++)
                {
                    if (!whole) whole = line[i] == '\n';
                    else if (line[i] == '\n') _context.Out.Line();
                    // Written by an earlier firmware, or damaged: a control character is not shown.
                    else _context.Out.Byte(line[i] < 32 || line[i] == 127 ? (byte)'?' : line[i]);
                }
            }
            Log log = _firmware.Log;
            for (int number = _firmware.Archive.Next; number < log.NextLine; number++)
            {
                int count = log.TryRead(number, line);
                if (count < 0) continue;
                for (int i = 0; i < count; i++) _context.Out.Byte(line[i]);
                _context.Out.Line();
            }
        }
    }
}
