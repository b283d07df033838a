using Charger.Can;

namespace Firmware.Terminal
{
    /// <summary>What every command works with: the words, where its answer goes, and what the other threads published last.</summary>
    public sealed class TerminalContext
    {
        public const string Thread = "UI";

        public TerminalContext(Composition composition, TextOutput output)
        {
            Composition = composition;
            Out = output;
        }

        public Composition Composition { get; }

        public TextOutput Out { get; }

        public Words Words { get; } = new Words();

        public ChargerSnapshot Charger { get; } = new ChargerSnapshot();

        public SessionStatus Session { get; } = new SessionStatus();

        public long NowMs { get; private set; }

        /// <summary>The line held a secret: it must not come back with arrow up.</summary>
        public bool HeldSecret { get; set; }

        /// <summary>The block every 10 s is on.</summary>
        public bool BlockOn { get; set; } = true;

        public void Refresh(long nowMs)
        {
            NowMs = nowMs;
            Composition.Snapshots.TryRead(Thread, Charger);
            Composition.Sessions.TryRead(Thread, Session);
        }

        /// <summary>Hands a command to the OCPP thread; false, and said so, when its mailbox is full.</summary>
        public bool Post(int command, int argument, string text)
        {
            if (Composition.OcppCommands.TryPost(Thread, command, argument, 0, text)) return true;
            Out.Line("error: the OCPP thread's mailbox is full, try again");
            return false;
        }

        /// <summary>One line that says what is wrong with which word, and what is allowed.</summary>
        public void Refuse(string what, string value, string allowed)
        {
            Out.Text("error: ").Text(what).Text(" '").Text(value).Text("' is not allowed: ").Line(allowed);
        }
    }
}
