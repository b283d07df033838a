namespace Charger.Runtime
{
    /// <summary>
    /// One entry of a <see cref="Mailbox"/>, from its posting until it is read. The reader of the mailbox defines what the number and
    /// the text of each kind mean (docs/adr/0061).
    /// </summary>
    public sealed class Message
    {
        /// <summary>One of the mailbox's kinds.</summary>
        public int Kind;

        /// <summary>0 for a kind without a number.</summary>
        public long Number;

        /// <summary>Null for a kind without a text.</summary>
        public string Text;
    }
}
