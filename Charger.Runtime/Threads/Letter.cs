namespace Charger.Runtime
{
    /// <summary>One entry of a <see cref="Mailbox"/>: a kind and its few values. Made once and filled again and again.</summary>
    public sealed class Letter
    {
        public int Kind;
        public int A;
        public long B;
        public string Text;
    }
}
