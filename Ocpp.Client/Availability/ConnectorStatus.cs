namespace Ocpp.Client.Availability
{
    /// <summary>ChargePointStatus (S 7.7).</summary>
    public enum ConnectorStatus
    {
        /// <summary>A new user may come.</summary>
        Available,
        /// <summary>A user is present: plugged, or an id is presented; no transaction runs yet.</summary>
        Preparing,
        /// <summary>A transaction runs and energy may flow.</summary>
        Charging,
        /// <summary>A transaction runs; the vehicle takes no energy.</summary>
        SuspendedEV,
        /// <summary>A transaction runs; the charger offers no energy.</summary>
        SuspendedEVSE,
        /// <summary>The transaction is over; the vehicle is still plugged.</summary>
        Finishing,
        /// <summary>Kept for the id of a reservation.</summary>
        Reserved,
        /// <summary>Inoperative by ChangeAvailability.</summary>
        Unavailable,
        /// <summary>A fault makes it unusable.</summary>
        Faulted,
        /// <summary>Nothing was reported yet.</summary>
        Unreported,
    }

    /// <summary>What a connector's status follows from: bits, so that one integer holds them all.</summary>
    public static class ConnectorFacts
    {
        /// <summary>A fault that makes the connector unusable.</summary>
        public const int Faulted = 1;
        /// <summary>A transaction runs.</summary>
        public const int Running = 2;

        /// <summary>The charger offers no energy: a limit of 0, an id that is not valid, a pause of its own.</summary>
        public const int HeldByCharger = 4;
        /// <summary>The vehicle takes no energy.</summary>
        public const int HeldByVehicle = 8;

        /// <summary>The transaction is over and the vehicle still plugged.</summary>
        public const int Finishing = 16;
        /// <summary>ChangeAvailability made the connector or the charge point inoperative.</summary>
        public const int Inoperative = 32;

        /// <summary>An id is being asked about, or was accepted and waits for the plug.</summary>
        public const int Presented = 64;
        /// <summary>A reservation is in force.</summary>
        public const int Reserved = 128;
        /// <summary>A vehicle is plugged.</summary>
        public const int Plugged = 256;
    }
}
