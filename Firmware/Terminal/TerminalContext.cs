using Charger.Can;
using Charger.Runtime;

namespace Firmware.Terminal
{
    /// <summary>What every command works with: the words, where its answer goes, and what the other threads published last.</summary>
    public sealed class TerminalContext
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

        /// <summary>Of the command under way; there until <see cref="LetGo"/>.</summary>
        public Words Words { get; set; }

        /// <summary>What a key had repeated, and when it comes next.</summary>
        public ShowSubject Repeated { get; set; } = ShowSubject.None;

        public long RepeatAtMs { get; set; }

        /// <summary>When a stop was asked for that has not been answered yet, or <see cref="NotWaiting"/>.</summary>
        public long StopAskedMs { get; set; } = NotWaiting;

        /// <summary>Free heap at the last `leak`, or <see cref="NeverMeasured"/>.</summary>
        public int FreeBefore { get; set; } = NeverMeasured;

        /// <summary>The charger and the session as <see cref="Refresh"/> found them; there until <see cref="LetGo"/>.</summary>
        public ChargerSnapshot Charger { get; private set; }

        public SessionStatus Session { get; private set; }

        /// <summary>False when a lock was not had in time: the copies say nothing, and what may not happen while charging is refused.</summary>
        public bool Known { get; private set; }

        public long NowMs { get; private set; }

        /// <summary>The line holds a secret: no answer repeats a word of it.</summary>
        public bool HeldSecret { get; set; }

        /// <summary>The block every 10 s is on.</summary>
        public bool BlockOn { get; set; } = true;

        /// <summary>The block has all figures below its four lines.</summary>
        public bool BlockFull { get; set; }

        public void Refresh(long nowMs)
        {
            NowMs = nowMs;
            if (Charger == null) Charger = new ChargerSnapshot();
            if (Session == null) Session = new SessionStatus();
            Known = Composition.Snapshots.TryRead(Thread, Charger) & Composition.Sessions.TryRead(Thread, Session);
        }

        /// <summary>Words and copies are wanted for moments only: between them they are not on the heap.</summary>
        public void LetGo()
        {
            Words = null;
            Charger = null;
            Session = null;
        }

        /// <summary>Hands a command to the OCPP thread; false, and said so, when its mailbox is full.</summary>
        /// <param name="command">Of <see cref="OcppCommand"/>, which says what number and text mean.</param>
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
