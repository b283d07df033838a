namespace Ocpp.Client.Availability
{
    /// <summary>What is inoperative: bits of the session's value, and of the record on flash.</summary>
    public static class Inoperative
    {
        public const int Whole = 1;
        public const int Connector = 2;
        public const int Both = Whole | Connector;
    }
}
