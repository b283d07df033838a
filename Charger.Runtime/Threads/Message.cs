namespace Charger.Runtime
{
    /// <summary>
    /// One entry of a <see cref="Mailbox"/>, there from its posting until it is taken. Who reads the mailbox says what each kind means
    /// by the number and the text (docs/adr/0061).
    /// </summary>
    public sealed class Message
    {
        public int Kind;

        /// <summary>0 for a kind that has none.</summary>
        public long Number;

        /// <summary>Null for a kind that has none.</summary>
        public string Text;
    }
}
