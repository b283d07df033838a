namespace Charger.Runtime
{
    /// <summary>One entry of a <see cref="Mailbox"/>: a kind and its few values. There from its posting until it is taken.</summary>
    public sealed class Letter
    {
        public int Kind;
        public int A;
        public long B;
        public string Text;
    }
}
