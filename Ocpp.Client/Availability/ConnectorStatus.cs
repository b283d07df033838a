namespace Ocpp.Client.Availability
{
    /// <summary>ChargePointStatus (S 7.7).</summary>
    public enum ConnectorStatus
    {
        Available,
        Preparing,
        Charging,
        SuspendedEV,
        SuspendedEVSE,
        Finishing,
        Reserved,
        Unavailable,
        Faulted,
        /// <summary>Nothing was reported yet.</summary>
        Unreported,
    }

    /// <summary>What a connector's status follows from: bits, so that one integer holds them all.</summary>
    public static class ConnectorFacts
    {
        /// <summary>A fault that makes the connector unusable.</summary>
        public const int Faulted = 1;
        public const int Running = 2;

        /// <summary>The charger offers no energy: a limit of 0, an id that is not valid, a pause of its own.</summary>
        public const int HeldByCharger = 4;
        public const int HeldByVehicle = 8;

        /// <summary>The transaction is over and the vehicle still plugged.</summary>
        public const int Finishing = 16;
        public const int Inoperative = 32;

        /// <summary>An id is being asked about, or was accepted and waits for the plug.</summary>
        public const int Presented = 64;
        public const int Reserved = 128;
        public const int Plugged = 256;
    }
}
