namespace Ocpp.Client.Session
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

    /// <summary>Their words, and the transitions S 4.9 lists.</summary>
    public static class ConnectorStatuses
    {
        public const int Count = 9;

        public static string Word(ConnectorStatus status)
        {
            switch (status)
            {
                case ConnectorStatus.Available: return "Available";
                case ConnectorStatus.Preparing: return "Preparing";
                case ConnectorStatus.Charging: return "Charging";
                case ConnectorStatus.SuspendedEV: return "SuspendedEV";
                case ConnectorStatus.SuspendedEVSE: return "SuspendedEVSE";
                case ConnectorStatus.Finishing: return "Finishing";
                case ConnectorStatus.Reserved: return "Reserved";
                case ConnectorStatus.Unavailable: return "Unavailable";
                case ConnectorStatus.Faulted: return "Faulted";
                default: return "";
            }
        }

        /// <summary>
        /// May the one follow the other (S 4.9)? What may not goes by way of <see cref="Between"/>: Finishing to Charging
        /// by Preparing, Reserved to Charging by Preparing.
        /// </summary>
        public static bool MayFollow(ConnectorStatus from, ConnectorStatus to)
        {
            if (from == to) return false;
            switch (from)
            {
                case ConnectorStatus.Available: return to != ConnectorStatus.Finishing;
                case ConnectorStatus.Preparing: return to != ConnectorStatus.Reserved && to != ConnectorStatus.Unavailable;
                case ConnectorStatus.Charging:
                case ConnectorStatus.SuspendedEV:
                case ConnectorStatus.SuspendedEVSE: return to != ConnectorStatus.Preparing && to != ConnectorStatus.Reserved;
                case ConnectorStatus.Finishing: return to == ConnectorStatus.Available || to == ConnectorStatus.Preparing || to == ConnectorStatus.Unavailable || to == ConnectorStatus.Faulted;
                case ConnectorStatus.Reserved: return to == ConnectorStatus.Available || to == ConnectorStatus.Preparing || to == ConnectorStatus.Unavailable || to == ConnectorStatus.Faulted;
                case ConnectorStatus.Unavailable: return to != ConnectorStatus.Finishing && to != ConnectorStatus.Reserved;
                default: return true;
            }
        }

        /// <summary>The status to report first when the transition is not one of S 4.9.</summary>
        public static ConnectorStatus Between(ConnectorStatus from, ConnectorStatus to)
        {
            if (from == ConnectorStatus.Preparing || to == ConnectorStatus.Reserved) return ConnectorStatus.Available;
            if (to == ConnectorStatus.Preparing) return ConnectorStatus.Finishing;
            return to == ConnectorStatus.Finishing ? ConnectorStatus.Preparing : ConnectorStatus.Preparing;
        }
    }
}
