using Charger.Can;
using Charger.Runtime;
using Ocpp.Client.Connection;
using Ocpp.Client.Transport;

namespace Firmware.Terminal
{
    /// <summary>Diagnostic commands: buses, faults, history, heap, timing.</summary>
    internal sealed class SystemCommands
    {
        private const uint LargestId = 0x1FFFFFFF;
        private const int FrameBytes = 8;

        private readonly TerminalContext _context;
        private readonly TextOutput _out;
        private readonly Composition _firmware;
        private readonly byte[] _data = new byte[FrameBytes];

        public SystemCommands(TerminalContext context)
        {
            _context = context;
            _out = context.Out;
            _firmware = context.Composition;
        }

        /// <summary>can stats | send 1|2 ID DATA.</summary>
        public void Can()
        {
            string what = _context.Words[1].ToLower();
            if (what == "stats") Stats();
            else if (what == "send") Send();
            else _context.Refuse("can", what, CommandTable.Arguments(CommandCode.Can));
        }

        /// <summary>faults [clear]: the active faults with what to do, the worst marked; then the last ones that have gone, with their times.</summary>
        public void Faults()
        {
            string what = _context.Words[1].ToLower();
            if (what == "clear")
            {
                _firmware.Control.ClearFaults();
                _out.Line("latched faults are cleared; one whose cause is still there comes back");
                return;
            }
            if (what.Length > 0)
            {
                _context.Refuse("faults", what, CommandTable.Arguments(CommandCode.Faults));
                return;
            }
            // Allocated for each use, since the command is rare.
            int[] episodes = new int[FaultHistory.Episodes * FaultHistory.Stride];
            if (!_firmware.Snapshots.TryReadFaults(TerminalContext.Thread, episodes))
            {
                _out.Line("error: the charger's state is locked, try again");
                return;
            }
            if (_context.Charger.FaultNumber == 0) _out.Line("no active fault");
            for (int at = 0; at < episodes.Length; at += FaultHistory.Stride)
                if (episodes[at + 2] == FaultHistory.StillActive) ShowFault(episodes, at);
            for (int at = 0; at < episodes.Length; at += FaultHistory.Stride)
                if (episodes[at + 2] != FaultHistory.StillActive && episodes[at] != 0) ShowFault(episodes, at);
            TellLastOff(_out, _context.Charger);
        }

        /// <summary>Writes why the output was switched off last, in words.</summary>
        public static void TellLastOff(TextOutput output, ChargerSnapshot charger)
        {
            if (charger.LastClosedBy == 0) output.Line("output has not been switched off yet");
            else output.Text("output switched off last: ").Text(GateConditions.Describe(charger.LastClosedBy)).Text(" (").Number(charger.LastClosedBy).Line(")");
        }

        /// <summary>Shows this boot; the OCPP thread then sends earlier boots and the last transactions.</summary>
        public void History()
        {
            BootRecord boots = _firmware.Boots;
            _out.Text("boot ").Number(boots.Boots).Text(", up ").Number(_context.NowMs / 1000).Text(" s, failed boots before it ").Number(boots.FailedBoots).Line();
            _context.Post(OcppCommand.ShowHistory, 0, null);
        }

        /// <summary>leak [HOST:PORT [ENDING|all [CYCLES]] | stop]; without arguments it collects and compares the free heap with the last call.</summary>
        public void Leak()
        {
            Words words = _context.Words;
            if (words.Count == 1) Collect();
            else if (words[1].ToLower() == "stop") _context.Post(OcppCommand.Leak, OcppCommand.StopLeakTest, null);
            else LeakAgainst(words[1], words[2].ToLower(), words.Count > 3);
        }

        private void LeakAgainst(string peer, string name, bool counted)
        {
            LeakEnding ending = LeakEndings.Find(name);
            int cycles = LeakTest.UsualCycles;
            LinkTarget target = new LinkTarget();
            bool known = Endpoint.TryParse("ws://" + peer, target) && target.Path.Length == 0 && target.Port < 65535;
            if (!known) _context.Refuse("leak", peer, "HOST:PORT of a leak-peer, port 1 to 65534");
            else if (name.Length > 0 && name != "all" && ending == LeakEnding.None) _context.Refuse("leak ending", name, LeakNames());
            else if (counted && (!_context.Words.TryNumber(3, out cycles) || cycles < LeakTest.LeastCycles || cycles > LeakTest.MostCycles))
                _context.Refuse("leak cycles", _context.Words[3], LeakTest.LeastCycles + " to " + LeakTest.MostCycles);
            else if (_firmware.Ports.Links == null) _out.Line("error: this build has no link");
            else _context.Post(OcppCommand.Leak, cycles, peer + " " + name);
        }

        private static string LeakNames()
        {
            string all = "all";
            for (int i = 0; i < LeakEndings.Count; i++) all += ", " + LeakEndings.NameOf((LeakEnding)i);
            return all;
        }

        private void Collect()
        {
            int free = _firmware.Ports.Memory.ManagedFreeBytes(true);
            _out.Text("heap free after collection ").Number(free).Text(" bytes");
            if (_context.FreeBefore != TerminalContext.NeverMeasured) _out.Text(", change since the last 'leak' ").Number(free - _context.FreeBefore);
            _out.Line();
            _context.FreeBefore = free;
        }

        /// <summary>Measures the processor's speed and the firmware's share of it; refused while charging, since it uses the rest of the processor.</summary>
        public void Bench()
        {
            if (Busy()) return;
            SpeedTest test = new SpeedTest(_firmware.Ports.Clock);
            if (!test.Run()) _out.Line("error: the clock does not move");
            else _out.Text("an IL instruction takes ").Number(test.InstructionNs).Text(" ns, a call ").Number(test.CallNs).Text(" ns; the firmware takes ").Number(test.BusyPercent).Line(" % of the processor now");
        }

        private void Stats()
        {
            CanReceiveWorker receive = _firmware.Workers[Composition.CanReceive] as CanReceiveWorker;
            if (receive == null)
            {
                _out.Line("safe mode: both buses are left alone");
                return;
            }
            Bus(receive.Module);
            Bus(receive.Bms);
        }

        private void Bus(BusSupervisor bus)
        {
            FrameRing ring = bus.Port.Ring;
            _out.Text("can").Key("name").Text(bus.Port.Name).Key("state").Text(CanNames.Of(bus.Port.State)).Key("received").Number(bus.Received).Key("sent").Number(bus.Sent);
            _out.Key("refused").Number(bus.Port.Refused).Key("dropped").Number(ring.Dropped).Key("overruns").Number(bus.Controller.Overruns);
            _out.Key("tec").Number(bus.Controller.TransmitErrorCounter).Key("rec").Number(bus.Controller.ReceiveErrorCounter);
            _out.Key("starts").Number(bus.Starts).Key("failed_starts").Number(bus.FailedStarts).Key("bus_offs").Number(bus.BusOffs).Line();
        }

        private void Send()
        {
            Words words = _context.Words;
            if (Busy()) return;
            if (words[2] != "1" && words[2] != "2") _context.Refuse("can send bus", words[2], "1 (module) or 2 (bms)");
            else if (!words.TryHex(3, out uint id) || id > LargestId) _context.Refuse("can send id", words[3], "0 to 1FFFFFFF, hexadecimal");
            else if (!ReadData(words[4])) _context.Refuse("can send data", words[4], "16 hexadecimal digits");
            else
            {
                CanPort port = words[2] == "1" ? _firmware.ModuleBus : _firmware.BmsBus;
                _out.Line(port.TrySend(id, _data, false) ? "sent" : "error: the bus is down or its mailbox full");
            }
        }

        private bool ReadData(string hex)
        {
            if (hex.Length != 2 * FrameBytes) return false;
            for (int i = 0; i < FrameBytes; i++)
            {
                int high = Words.HexDigit(hex[2 * i]);
                int low = Words.HexDigit(hex[2 * i + 1]);
                if (high < 0 || low < 0) return false;
                _data[i] = (byte)(high << 4 | low);
            }
            return true;
        }

        private bool Busy()
        {
            bool busy = !_context.Known || _context.Charger.OutputOn || _context.Session.TransactionRunning;
            if (busy) _out.Line("error: not while charging");
            return busy;
        }

        private void ShowFault(int[] episodes, int at)
        {
            bool active = episodes[at + 2] == FaultHistory.StillActive;
            Fault fault = new Fault();
            if (!ChargerFaults.Describe(episodes[at], fault)) return;
            _out.Text(active ? "active " : "past   ").Number(fault.Number).Text(" ").Text(fault.VendorCode).Text(fault.Effect == FaultEffect.Trips ? " (trips)" : " (warns)");
            _out.Text(" at ").Number(episodes[at + 1]).Text(" s, for ").Number((active ? _context.NowMs / 1000 : episodes[at + 2]) - episodes[at + 1]).Text(" s");
            if (active && fault.Number == _context.Charger.FaultNumber) _out.Text(", the worst");
            if (active) _out.Text(": ").Text(fault.Text);
            _out.Line();
        }
    }
}
