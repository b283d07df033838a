using Charger.Can;
using Charger.Runtime;

namespace Firmware.Terminal
{
    /// <summary>What every command uses: the words, the output for its answer, and the state that other threads published last.</summary>
    internal sealed class TerminalContext
    {
        public const string Thread = "UI";
        public const int NotWaiting = -1;
        public const int NeverMeasured = -1;

        public TerminalContext(Composition composition, TextOutput output)
        {
            Composition = composition;
            Out = output;
        }

        public Composition Composition { get; }

        public TextOutput Out { get; }

        /// <summary>Words of the present command, until <see cref="LetGo"/>.</summary>
        public Words Words { get; set; }

        /// <summary>The part that a key repeats, and when it is due next.</summary>
        public ShowSubject Repeated { get; set; } = ShowSubject.None;

        public long RepeatAtMs { get; set; }

        /// <summary>When a stop was requested that is not answered yet, or <see cref="NotWaiting"/>.</summary>
        public long StopAskedMs { get; set; } = NotWaiting;

        /// <summary>Free heap at the last `leak`, or <see cref="NeverMeasured"/>.</summary>
        public int FreeBefore { get; set; } = NeverMeasured;

        /// <summary>Copies of the charger's and the session's state made by <see cref="Refresh"/>, until <see cref="LetGo"/>.</summary>
        public ChargerSnapshot Charger { get; private set; }

        public SessionStatus Session { get; private set; }

        /// <summary>False when a lock could not be taken in time: the copies are invalid, and commands that are not allowed while charging are refused.</summary>
        public bool Known { get; private set; }

        public long NowMs { get; private set; }

        /// <summary>The line holds a secret: no answer repeats a word of it.</summary>
        public bool HeldSecret { get; set; }

        /// <summary>The block every 10 s is on.</summary>
        public bool BlockOn { get; set; } = true;

        /// <summary>The block shows all watermark lines below its four lines.</summary>
        public bool BlockFull { get; set; }

        public void Refresh(long nowMs)
        {
            NowMs = nowMs;
            if (Charger == null) Charger = new ChargerSnapshot();
            if (Session == null) Session = new SessionStatus();
            Known = Composition.Snapshots.TryRead(Thread, Charger) & Composition.Sessions.TryRead(Thread, Session);
        }

        /// <summary>Releases words and copies, which are needed only during a command.</summary>
        public void LetGo()
        {
            Words = null;
            Charger = null;
            Session = null;
        }

        /// <summary>Passes a command to the OCPP thread; false, with an error line, when its mailbox is full.</summary>
        /// <param name="command">A kind of <see cref="OcppCommand"/>, which defines number and text.</param>
        public bool Post(int command, int number, string text)
        {
            if (Composition.OcppCommands.TryPost(Thread, command, number, text)) return true;
            Out.Line("error: the OCPP thread's mailbox is full, try again");
            return false;
        }

        /// <summary>One line that says what is wrong with which word, and what is allowed.</summary>
        public void Refuse(string what, string value, string allowed)
        {
            Out.Text("error: ").Text(what).Text(" '").Text(HeldSecret ? "****" : value).Text("' is not allowed: ").Line(allowed);
        }
    }
}
