namespace Ocpp.Client.Availability
{
    /// <summary>What is inoperative: bits of the session's value, and of the record on flash.</summary>
    public static class Inoperative
    {
        /// <summary>ChangeAvailability of connector 0: the whole charge point.</summary>
        public const int Whole = 1;
        /// <summary>ChangeAvailability of connector 1.</summary>
        public const int Connector = 2;
        /// <summary>Both bits: ChangeAvailability of connector 0 sets them together, since it counts for the connectors too (S 5.2).</summary>
        public const int Both = Whole | Connector;
    }
}
