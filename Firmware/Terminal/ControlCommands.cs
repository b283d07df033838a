namespace Firmware.Terminal
{
    /// <summary>Commands that start, stop and restart: emergency stop cuts the output before it answers.</summary>
    internal sealed class ControlCommands
    {
        /// <summary>Longest wait for the control, which steps every 20 ms, to report that the output is off.</summary>
        private const int StopLimitMs = 1000;
        private const int StopPollMs = 10;
        private const int LongestId = 20;

        private readonly TerminalContext _context;
        private readonly Composition _firmware;

        public ControlCommands(TerminalContext context)
        {
            _context = context;
            _firmware = context.Composition;
        }

        /// <summary>start ID: an id as a card reader would present it.</summary>
        public void Start()
        {
            string id = _context.Words[1];
            if (id.Length == 0 || id.Length > LongestId) _context.Refuse("start", id, "an id of 1 to 20 characters");
            else Present(id);
        }

        /// <summary>Key s: the id configured for the START button.</summary>
        public void StartWithButtonId()
        {
            string id = _firmware.StartButtonId;
            if (id.Length == 0) _context.Out.Line("error: no id configured for the START button: config set Charger.StartButtonId ID");
            else Present(id);
        }

        /// <summary>stop, key t: the output first, then the transaction; the answer comes once the output is off.</summary>
        public void Stop()
        {
            _firmware.Output.Cut();
            // The output is cut in any case: the state may have changed since it was read.
            if (_context.Known && !_context.Charger.OutputOn && !_context.Charger.ContactorClosed && !_context.Session.TransactionRunning)
            {
                _context.Out.Line("nothing to stop: no transaction runs, the output is off and stays locked for 10 s");
                return;
            }
            _context.StopAskedMs = _context.NowMs;
            Post(OcppCommand.StopTransaction, 0, "Local");
        }

        /// <summary>Answers a stop when the control reports the output off, or after the time limit; returns when to check next.</summary>
        public long Step(long nowMs)
        {
            if (_context.StopAskedMs == TerminalContext.NotWaiting) return long.MaxValue;
            _context.Refresh(nowMs);
            long tookMs = nowMs - _context.StopAskedMs;
            bool off = !_context.Charger.OutputOn && !_context.Charger.ContactorClosed && _context.Charger.TimeMs >= _context.StopAskedMs;
            if (!off && tookMs < StopLimitMs) return nowMs + StopPollMs;
            _context.StopAskedMs = TerminalContext.NotWaiting;
            if (off) _context.Out.Text("output off after ").Number(tookMs).Line(" ms, transaction ends");
            else _context.Out.Line("error: contactor opened and STOP sent, but the control has not confirmed within 1 s");
            return long.MaxValue;
        }

        /// <summary>reset soft|hard|factory [yes|force].</summary>
        public void Reset()
        {
            switch (_context.Words[1].ToLower())
            {
                case "soft": Ask(OcppCommand.Reset, OcppCommand.Soft, "soft reset: the transaction ends first"); break;
                case "hard": Ask(OcppCommand.Reset, OcppCommand.Hard, "hard reset"); break;
                case "factory": Factory(); break;
                default: _context.Refuse("reset", _context.Words[1], CommandTable.Arguments(CommandCode.Reset)); break;
            }
        }

        private void Factory()
        {
            string word = _context.Words[2].ToLower();
            if (word == "yes" || word == "force") _context.Post(OcppCommand.FactoryReset, word == "force" ? OcppCommand.LoseUndelivered : OcppCommand.RefuseToLose, null);
            else _context.Out.Line("this erases settings, profiles, lists, certificates, logs and the address of the central system: 'reset factory yes' does it");
        }

        private void Present(string id)
        {
            if (_firmware.Boots.SafeMode) _context.Out.Line("error: safe mode, the output is locked off");
            else if (Post(OcppCommand.PresentId, 0, id)) _context.Out.Line("id presented");
        }

        private void Ask(int command, int argument, string answer)
        {
            if (Post(command, argument, null)) _context.Out.Line(answer);
        }

        private bool Post(int command, int argument, string text)
        {
            return _context.Post(command, argument, text);
        }
    }
}
