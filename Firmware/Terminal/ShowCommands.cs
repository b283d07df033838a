using Charger.Can;
using Charger.Runtime;

namespace Firmware.Terminal
{
    /// <summary>What <c>show</c> can show, in the order of its arguments in <see cref="CommandTable"/>.</summary>
    internal enum ShowSubject
    {
        Bms,
        Module,
        /// <summary>Output voltage, current and temperature: key 3 of the former firmware.</summary>
        Output,
        Terminal,
        Ocpp,
        Can,
        Heap,
        Locks,
        Threads,
        Store,
        All,
        None,
    }

    /// <summary>Figures of one part, of all parts, and the one-screen status.</summary>
    internal sealed class ShowCommands
    {
        private const int RepeatMs = 2000;

        private readonly TerminalContext _context;
        private readonly TextOutput _out;
        private readonly Composition _firmware;

        public ShowCommands(TerminalContext context)
        {
            _context = context;
            _out = context.Out;
            _firmware = context.Composition;
            Block = new StatusBlock(_out);
            Watermarks = new Watermarks(_out, _firmware);
        }

        public StatusBlock Block { get; }

        public Watermarks Watermarks { get; }

        /// <summary>Repeats the part that a key has selected, when it is due; returns the next time, or never.</summary>
        public long Step(long nowMs)
        {
            if (_context.Repeated == ShowSubject.None) return long.MaxValue;
            if (nowMs >= _context.RepeatAtMs)
            {
                _context.Refresh(nowMs);
                Part(_context.Repeated);
                _context.RepeatAtMs = nowMs + RepeatMs;
            }
            return _context.RepeatAtMs;
        }

        public void Repeat(ShowSubject subject)
        {
            _context.Repeated = subject;
            _context.RepeatAtMs = _context.NowMs + RepeatMs;
            Part(subject);
        }

        /// <summary>Key 0: stops the repeated part and the status block until they are requested again.</summary>
        public void Silence()
        {
            _context.Repeated = ShowSubject.None;
            _context.BlockOn = false;
            _out.Line("silent; 'status on' brings the block back");
        }

        /// <summary>status, status on, status full, status off.</summary>
        public void Status()
        {
            string word = _context.Words[1].ToLower();
            bool full = word == "full";
            if (full || word == "on" || word == "off")
            {
                _context.BlockOn = word != "off";
                _context.BlockFull = full;
            }
            else if (word.Length > 0)
            {
                _context.Refuse("status", word, CommandTable.Arguments(CommandCode.Status));
                return;
            }
            Screen();
            if (full) Watermarks.All(_context.NowMs, _context.Charger, _context.Session);
        }

        public void Subject()
        {
            string word = _context.Words[1].ToLower();
            ShowSubject subject = Find(word);
            if (subject == ShowSubject.None) _context.Refuse("show", word, CommandTable.Arguments(CommandCode.Show));
            else Part(subject);
        }

        private static ShowSubject Find(string word)
        {
            string[] names = CommandTable.Arguments(CommandCode.Show).Split('|');
            for (int i = 0; i < names.Length; i++)
                if (names[i] == word) return (ShowSubject)i;
            return ShowSubject.None;
        }

        private void Part(ShowSubject subject)
        {
            switch (subject)
            {
                case ShowSubject.Bms: Bms(_context.Charger); break;
                case ShowSubject.Module: Module(_context.Charger); break;
                case ShowSubject.Output: Output(_context.Charger); break;
                case ShowSubject.Terminal: Terminal(_context.Charger); break;
                case ShowSubject.Ocpp: Ocpp(_context.Session); break;
                case ShowSubject.Can: Can(_context.Charger); break;
                case ShowSubject.Heap: Watermarks.Heap(_context.NowMs); break;
                case ShowSubject.Locks: Watermarks.Locks(_context.NowMs, true); break;
                case ShowSubject.Threads: Watermarks.Threads(_context.NowMs); break;
                case ShowSubject.Store: Stores(); break;
                default: Everything(); break;
            }
        }

        private void Everything()
        {
            Bms(_context.Charger);
            Module(_context.Charger);
            Output(_context.Charger);
            Terminal(_context.Charger);
            Ocpp(_context.Session);
            Buses(_context.Charger);
            Stores();
            Watermarks.All(_context.NowMs, _context.Charger, _context.Session);
        }

        private void Screen()
        {
            ChargerSnapshot charger = _context.Charger;
            BootRecord boots = _firmware.Boots;
            _out.Text("boot ").Number(boots.Boots).Text(boots.SafeMode ? " in SAFE MODE (output locked off)" : "").Text(", before it: ").Line(boots.LastReason);
            Block.Write(_context.NowMs, _firmware.NetworkUp, charger, _context.Session);
            TellGate(charger);
            SystemCommands.TellLastOff(_out, charger);
        }

        /// <summary>Each condition of the gate that is false, in words and with its number.</summary>
        private void TellGate(ChargerSnapshot charger)
        {
            _out.Text(charger.OutputOn ? "output on" : "output off");
            string before = ": ";
            for (int n = 1; n <= GateConditions.Count; n++)
            {
                if ((charger.GateConditions >> (n - 1) & 1) != 0) continue;
                _out.Text(before).Text(GateConditions.Describe(n)).Text(" (").Number(n).Text(")");
                before = ", ";
            }
            _out.Line();
        }

        private void Bms(ChargerSnapshot c)
        {
            _out.Text("bms: limit ").Measured(c.BmsLimitMv, 3, 1).Text(" V ").Measured(c.BmsLimitMa, 3, 1).Text(" A, permits ").YesNo(c.BmsPermits);
            _out.Text(" (bits ").Hex((uint)c.BmsRefusalBits, 2).Text("), SoC ").Measured(c.SocDeciPercent, 1, 1).Text(" %, plugged ").YesNo(c.Plugged);
            _out.Text(", ").Line(BmsProtocol.ModelName(c.VehicleModel));
        }

        private void Module(ChargerSnapshot c)
        {
            _out.Text("module: healthy ").YesNo(c.ModuleHealthy).Text(", reads back ").Text(c.ModuleOn ? "on" : "off").Text(", asked for ").Measured(c.OfferedMa, 3, 1);
            _out.Text(" A, alarms ").Hex((uint)c.ModuleAlarmBits, 8).Line();
        }

        private void Output(ChargerSnapshot c)
        {
            _out.Text("output: ").Text(c.OutputOn ? "on" : "off").Text(", contactor ").Text(c.ContactorClosed ? "closed" : "open").Text(" (").Text(HealthReport.Contactor(_firmware));
            _out.Text("), ").Measured(c.VoltageMv, 3, 2).Text(" V");
            ContactorProof proof = _firmware.Control.Proof;
            if (proof != null && !c.ContactorClosed) _out.Text(", below 60 V after ").Measured(proof.Below60Ms, 0, 0).Text(" ms");
            _out.Text(", temperature ");
            if (c.TemperatureMilliC == ChargerSnapshot.UnknownTemperature) _out.Line("unknown");
            else _out.Fixed(c.TemperatureMilliC, 3, 1).Line(" C");
        }

        private void Terminal(ChargerSnapshot c)
        {
            _out.Text("terminal: ").Measured(c.VoltageMv, 3, 2).Text(" V ").Measured(c.CurrentMa, 3, 2).Text(" A ").Number(c.PowerW).Text(" W, register ").Number(c.RegisterWh).Line(" Wh");
        }

        private void Ocpp(SessionStatus s)
        {
            _out.Text("ocpp: link ").Text(s.LinkOpen ? "open" : "closed").Text(", registration ").Text(s.Registration).Text(", connector ").Text(s.Connector);
            _out.Text(", transaction ").Text(s.TransactionRunning ? "" : "none");
            if (s.TransactionRunning) _out.Number(s.TransactionId);
            _out.Text(", queued ").Number(s.Queued).Text(", undeliverable ").Number(s.Undeliverable);
            _out.Text(", opened ").Number(s.Opened).Text(", failed ").Number(s.Failed).Text(", last end ").Text(s.LastEnd);
            _out.Text(", bytes in ").Number(s.BytesIn).Text(", out ").Number(s.BytesOut);
            if (s.HeldKind != null && s.HeldUntilMs > _context.NowMs) _out.Text(", held back for ").Number((int)((s.HeldUntilMs - _context.NowMs + 999) / 1000)).Text(" s: ").Text(s.HeldKind);
            _out.Line();
        }

        /// <summary>Damaged stores, and writes that flash has refused.</summary>
        private void Stores()
        {
            string damaged = _firmware.Stores.Names();
            _out.Text("store: damaged at this boot ").Text(damaged.Length == 0 ? "none" : damaged).Text(", damaged parts of the transaction log ").Number(_firmware.ChargePoint.Queue.Damaged);
            _out.Text(", meter values left out ").Number(_firmware.ChargePoint.Queue.LeftOut).Text(", log lines missed ").Number(_firmware.Archive.Missed);
            _out.Text(", register stored ").Line(_firmware.Control.Register.Failing ? "no: flash refuses" : "yes");
        }

        private void Can(ChargerSnapshot c)
        {
            Buses(c);
            Watermarks.Rings(_context.NowMs);
        }

        private void Buses(ChargerSnapshot c)
        {
            _out.Text("can1 (module): ").Text(CanNames.Of(c.ModuleBus)).Text(", can2 (bms): ").Line(CanNames.Of(c.BmsBus));
        }
    }
}
