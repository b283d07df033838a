using Charger.Can;
using Charger.Runtime;
using Firmware.Terminal;

namespace Firmware
{
    /// <summary>
    /// The serial console's thread: reads keys; writes answers, log lines, the status block and the watermark lines. The only thread
    /// that writes to the serial line.
    /// </summary>
    internal sealed partial class UiWorker : Worker
    {
        /// <summary>Period of the status block and of the watermark lines.</summary>
        public const int BlockPeriodMs = 10000;
        private const int PollMs = 50;

        /// <summary>Poll period when no key was typed for a while.</summary>
        private const int QuietPollMs = 100;
        private const int QuietAfterMs = 10000;

        /// <summary>Period for the log on flash and for repeated output.</summary>
        private const int TurnMs = 1000;
        private const int KeysAStep = 64;
        private const int LogLinesAStep = 16;

        /// <summary>A single key counts when no other follows for this time: until then it may be the first letter of a line.</summary>
        private const int LoneKeyMs = 300;

        /// <summary>The same for s, which starts: typing start, status or stop slowly must not start charging.</summary>
        private const int LoneStartMs = 1000;

        /// <summary>After this time an incomplete line is discarded: a closed terminal may have left it, and it would spoil the next command.</summary>
        private const int HalfLineMs = 10000;

        private readonly ISerialLine _line;
        private readonly TextOutput _out;
        private readonly LineEditor _editor;
        private readonly ConsoleSink _sink;
        private readonly byte[] _keys = new byte[KeysAStep];
        private Composition _firmware;
        private TerminalContext _context;
        private Buttons _buttons;
        private long _nextBlockMs = BlockPeriodMs;
        private long _lastKeyMs;
        private long _dueMs;
        private int _seen = -1;

        public UiWorker(ISerialLine line, ISerialLine mirror)
            : base("UI")
        {
            _line = line;
            _out = new TextOutput(line);
            _editor = new LineEditor(_out);
            _sink = new ConsoleSink(line, mirror, _editor);
        }

        /// <summary>Connects the worker to the composition, once all of its parts exist.</summary>
        public void Attach(Composition firmware)
        {
            _firmware = firmware;
            _context = new TerminalContext(firmware, _out);
            _buttons = new Buttons(firmware, Name);
            firmware.Log.AddSink(_sink);
        }

        /// <summary>A turn without a key only polls for one. Log lines, replies and lock reports set the wake signal.</summary>
        public override long Step(long nowMs)
        {
            int sets = Wake.Sets;
            bool typed = ReadKeys(nowMs);
            bool doubtful = _buttons.Step(nowMs);
            if (typed || nowMs >= _dueMs || sets != _seen)
            {
                _seen = sets;
                _dueMs = Turn(nowMs);
            }
            long next = nowMs + (nowMs - _lastKeyMs < QuietAfterMs ? PollMs : QuietPollMs);
            if (doubtful) next = nowMs + PushButton.ApartMs;
            if (_dueMs < next) next = _dueMs;
            StepPanel(nowMs, ref next);
            StepMeter(nowMs, ref next);
            StepPage(nowMs, ref next);
            return next;
        }

        /// <summary>Status light, buzzer and card reader in images of the flavour Panel=Fitted; in others the call is not compiled.</summary>
        partial void StepPanel(long nowMs, ref long next);

        /// <summary>The meter in images of the flavour Meter=Modbus.</summary>
        partial void StepMeter(long nowMs, ref long next);

        /// <summary>The status page in images of the flavour Page=Status, and its command.</summary>
        partial void StepPage(long nowMs, ref long next);

        partial void RunPageLine(ref string line);

        private long Turn(long nowMs)
        {
            _firmware.LockReport.Tell(_firmware.Log);
            _firmware.SelfTest.Step();
            bool moreLog = _firmware.Log.Pump(LogLinesAStep);
            _firmware.Archive.Step(nowMs, _firmware.Supervisor.Restarting);
            Replies();
            if (nowMs >= _nextBlockMs) Block(nowMs);
            long next = moreLog ? nowMs : nowMs + TurnMs;
            if (_nextBlockMs < next) next = _nextBlockMs;
            long due = _context.StopAskedMs == TerminalContext.NotWaiting ? next : new ControlCommands(_context).Step(nowMs);
            if (due < next) next = due;
            if (_context.Repeated != ShowSubject.None) due = new ShowCommands(_context).Step(nowMs);
            _context.LetGo();
            _out.LetGo();
            return due < next ? due : next;
        }

        /// <summary>True when keys have arrived, or a single key counts now.</summary>
        private bool ReadKeys(long nowMs)
        {
            int count = _line.Read(_keys, 0, KeysAStep);
            if (count > 0) _lastKeyMs = nowMs;
            else if (_editor.IsIdle) return false;
            for (int i = 0; i < count; i++) Receive(_keys[i], nowMs);
            long silentMs = nowMs - _lastKeyMs;
            if (_editor.Length != 1 || silentMs < LoneMs(_editor.First))
            {
                if (silentMs >= HalfLineMs) _editor.Drop();
                return count > 0;
            }
            _out.Line();
            Run(_editor.ConsumeLine(), nowMs);
            return true;
        }

        /// <summary>After which time a line of one key counts as that key; never for other keys.</summary>
        private static int LoneMs(byte key)
        {
            if (key >= (byte)'0' && key <= (byte)'5' || key == (byte)'t') return LoneKeyMs;
            return key == (byte)'s' ? LoneStartMs : int.MaxValue;
        }

        private void Receive(byte key, long nowMs)
        {
            if (_editor.Accept(key) == EditResult.Line) Run(_editor.ConsumeLine(), nowMs);
        }

        private void Run(string line, long nowMs)
        {
            RunPageLine(ref line);
            Progress.Enter();
            _context.HeldSecret = _editor.HeldSecret;
            new Commands(_context).Run(line, nowMs);
            Progress.Leave();
        }

        private void Replies()
        {
            if (_firmware.ConsoleReplies.Count == 0) return;
            Message reply = new Message();
            for (int i = 0; i < _firmware.ConsoleReplies.Capacity && _firmware.ConsoleReplies.TryTake(Name, reply); i++) _out.Line(reply.Text);
        }

        private void Block(long nowMs)
        {
            _nextBlockMs = nowMs + BlockPeriodMs;
            _firmware.Heap.Sample(nowMs);
            if (!_context.BlockOn || _editor.Length > 0) return;
            _context.Refresh(nowMs);
            ShowCommands show = new ShowCommands(_context);
            show.Block.Write(nowMs, _firmware.NetworkUp, _context.Charger, _context.Session);
            if (_context.BlockFull) show.Watermarks.All(nowMs, _context.Charger, _context.Session);
        }
    }
}
