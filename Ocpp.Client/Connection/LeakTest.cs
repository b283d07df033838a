using System.Text;
using Charger.Runtime;
using Ocpp.Client.Transport;

namespace Ocpp.Client.Connection
{
    /// <summary>What a <see cref="LeakTest"/> needs of the firmware around it.</summary>
    public interface ILeakTestHost
    {
        /// <summary>A link for the test alone, made as the firmware makes its own.</summary>
        IMessageLink MakeLink();

        /// <summary>Shows one line to the one who started the test; false while there is no room for it.</summary>
        bool Tell(string line);
    }

    /// <summary>
    /// Connects to a leak-peer and ends the connection, many times, over a link made as the firmware's own, and compares the free heap
    /// after each cycle. Made when it is asked for, stepped by the thread that owns the client, bounded: every wait has a deadline.
    /// </summary>
    public sealed class LeakTest
    {
        /// <summary>Fewest cycles that a test may have: of fewer, a loss of 12 bytes a cycle could not be told from other objects.</summary>
        public const int LeastCycles = 30;
        /// <summary>Most cycles that a test may have.</summary>
        public const int MostCycles = 100000;
        /// <summary>Cycles of a test whose number was not given.</summary>
        public const int UsualCycles = 1000;
        private const int StepMs = 20;

        /// <summary>Heap that other parts may take once, such as texts of messages in mailboxes; a leak of 12 bytes per cycle is more.</summary>
        private const int OnceBytes = 192;

        /// <summary>Longer than the sum of all time limits of a link, at their largest.</summary>
        private const int CycleLimitMs = 120000;

        /// <summary>tcpmux: no current system listens there.</summary>
        private const int NobodysPort = 1;

        private readonly ILeakTestHost _host;
        private readonly IMemoryProbe _memory;
        private readonly LinkTarget _peer = new LinkTarget();
        private readonly LeakEnding _last;
        private readonly int _cycles;
        private IMessageLink _link;
        private LeakStage _stage;
        private LeakEnding _ending;
        private int _cycle;
        private int _free;
        private int _bestFirst;
        private int _bestLast;
        private int _otherwise;
        private string _why;
        private bool _lost;
        private bool _failed;
        private long _deadlineMs;
        private string _line;

        /// <summary>Begins with the first <see cref="Step"/>; <paramref name="what"/> must have been checked by the caller.</summary>
        /// <param name="what">"HOST:PORT ENDING": the leak-peer, whose wss port is the next one, and the ending, of which none stands for all, one after the other.</param>
        public LeakTest(ILeakTestHost host, IMemoryProbe memory, string what, int cycles, long nowMs)
        {
            _host = host;
            _memory = memory;
            int blank = what.IndexOf(' ');
            Endpoint.TryParse("ws://" + what.Substring(0, blank), _peer);
            LeakEnding ending = LeakEndings.Find(what.Substring(blank + 1));
            _ending = ending == LeakEnding.None ? LeakEnding.CleanClose : ending;
            _last = ending == LeakEnding.None ? (LeakEnding)(LeakEndings.Count - 1) : ending;
            _cycles = cycles;
            _deadlineMs = nowMs + CycleLimitMs;
        }

        /// <summary>Stops the test; the next step reports it.</summary>
        public void Stop()
        {
            if (_stage == LeakStage.Over) return;
            _failed = true;
            EndWith("leak: stopped in cycle " + (_cycle + 1) + " of " + LeakEndings.NameOf(_ending));
        }

        /// <summary>Returns when the next step is due, or -1 when all lines are written and the link is released.</summary>
        /// <param name="quiet">The normal connection is closed, and the output is off and stays off.</param>
        public long Step(long nowMs, bool quiet)
        {
            // A reply is one line.
            while (_line != null)
            {
                int end = _line.IndexOf('\n');
                if (!_host.Tell(end < 0 ? _line : _line.Substring(0, end))) return nowMs + StepMs;
                _line = end < 0 ? null : _line.Substring(end + 1);
            }
            if (_stage == LeakStage.Over)
            {
                if (_link != null) _link.Destroy();
                return -1;
            }
            if (nowMs >= _deadlineMs)
            {
                _failed = true;
                EndWith(_stage == LeakStage.Waiting ? "error: leak: the output or the connection did not come to rest" : "error: leak: " + LeakEndings.NameOf(_ending) + " did not end within 120 s");
                return nowMs;
            }
            if (_stage == LeakStage.Waiting && quiet) Begin();
            else if (_stage == LeakStage.Connecting) Connect(nowMs);
            else if (_stage > LeakStage.Connecting) Drive(nowMs);
            return nowMs + StepMs;
        }

        private void Begin()
        {
            _line = "leak " + LeakEndings.NameOf(_ending) + ": " + _cycles + " cycles against " + _peer.Host + ":" + _peer.Port + ", free bytes of the heap before and after each";
            if (_link == null) _link = MakeLink();
            _cycle = _otherwise = 0;
            _why = null;
            _bestFirst = _bestLast = 0;
            _free = _memory.ManagedFreeBytes(true);
            _stage = LeakStage.Connecting;
        }

        private IMessageLink MakeLink()
        {
            IMessageLink link = _host.MakeLink();
            // Two of the endings wait for silence: a ping every second shortens the wait to the pong's deadline.
            link.SetIntervals(1, 0);
            return link;
        }

        private void Connect(long nowMs)
        {
            LinkTarget target = new LinkTarget { Host = _peer.Host, Port = _peer.Port, Path = "/leak/" + LeakEndings.NameOf(_ending), Identity = "LEAK" };
            if (_ending == LeakEnding.Refused) target.Port = NobodysPort;
            if (_ending == LeakEnding.TlsFailure)
            {
                target.Secure = true;
                target.Port++;
            }
            _deadlineMs = nowMs + CycleLimitMs;
            _stage = LeakStage.Opening;
            if (!_link.Open(target, nowMs)) _otherwise++;
        }

        /// <summary>Moves one cycle on: the link opens, is used, ends.</summary>
        private void Drive(long nowMs)
        {
            _link.Step(nowMs);
            if (_link.State == LinkState.Closed)
            {
                EndCycle();
                return;
            }
            if (_stage == LeakStage.Opening && _link.State == LinkState.Open) Use();
            if (_stage != LeakStage.Answered || _link.Received < 0) return;
            _link.Release();
            _stage = LeakStage.Ending;
            if (_ending == LeakEnding.DestroyWithoutClose) _link.Destroy();
            else _link.Close(WebSocketProtocol.NormalClosure, nowMs);
        }

        private void Use()
        {
            bool waits = _ending == LeakEnding.CleanClose || _ending == LeakEnding.DestroyWithoutClose;
            _stage = waits ? LeakStage.Answered : LeakStage.Ending;
            if (_ending == LeakEnding.MissingPong || _ending == LeakEnding.Oversized) return;
            byte[] message = Encoding.UTF8.GetBytes("[2,\"1\",\"Heartbeat\",{}]");
            _link.TrySend(message, 0, message.Length);
        }

        private void EndCycle()
        {
            if (_link.LastEnd != Expected(_ending) || _link.Statistics.Active != 0)
            {
                _otherwise++;
                _why = LinkEnds.Describe(_link.LastEnd, _link.LastEndCode);
            }
            if (_ending == LeakEnding.DestroyWithoutClose) _link = MakeLink();
            int before = _free;
            _free = _memory.ManagedFreeBytes(true);
            _cycle++;
            // Objects of other parts only lower a value: the best of many cycles shows the heap without them. The first cycle may cost memory once.
            if (_cycle > 1 && _cycle <= 1 + _cycles / 3 && _free > _bestFirst) _bestFirst = _free;
            if (_cycle > _cycles - _cycles / 3 && _free > _bestLast) _bestLast = _free;
            _line = "Cycle " + _cycle + ": " + before + " -> " + _free + " (" + (_free - before) + " bytes)";
            _stage = _cycle < _cycles ? LeakStage.Connecting : LeakStage.Counted;
            if (_stage == LeakStage.Counted) EndEnding();
        }

        /// <summary>The smallest object takes 12 bytes: one lost in every twelfth cycle is found.</summary>
        private void EndEnding()
        {
            int lost = _bestFirst - _bestLast;
            int over = _cycles - _cycles / 3 - 1;
            bool leaks = lost >= over && lost > OnceBytes;
            _lost |= leaks;
            _failed |= _otherwise > 0;
            _line += "\nleak " + LeakEndings.NameOf(_ending) + ": lost " + lost + " bytes in " + over + " cycles" + (leaks ? ", LEAKS" : "");
            if (_why != null) _line += ", " + _otherwise + " ended otherwise: " + _why;
            if (_ending == _last)
            {
                EndWith(null);
                return;
            }
            _ending++;
            _stage = LeakStage.Waiting;
        }

        private void EndWith(string line)
        {
            string verdict = _lost ? "verdict: LEAKS" : _failed ? "verdict: none, not every cycle ended as it should" : "verdict: nothing leaks";
            _line = (_line == null ? "" : _line + "\n") + (line == null ? verdict : line);
            _stage = LeakStage.Over;
        }

        private static LinkEnd Expected(LeakEnding ending)
        {
            switch (ending)
            {
                case LeakEnding.CleanClose:
                case LeakEnding.DestroyWithoutClose: return LinkEnd.ClosedByUs;
                case LeakEnding.ServerKill:
                case LeakEnding.HalfOpen: return LinkEnd.Lost;
                case LeakEnding.Refused: return LinkEnd.Refused;
                case LeakEnding.WrongHandshake: return LinkEnd.BadHandshake;
                case LeakEnding.TlsFailure: return LinkEnd.Untrusted;
                case LeakEnding.Oversized: return LinkEnd.TooBig;
                default: return LinkEnd.Silent;
            }
        }

        private enum LeakStage
        {
            /// <summary>Waits until the normal connection is closed and the output is off.</summary>
            Waiting,
            Connecting,
            Opening,

            /// <summary>Waits for the peer's answer; then it ends the link.</summary>
            Answered,
            Ending,
            Counted,
            Over,
        }
    }
}
