namespace Ocpp.Client.Availability
{
    /// <summary>
    /// The connector's status as two tables: what it is (the first row whose facts all hold), and how it gets there (the
    /// transitions of S 4.9; one that is not listed takes another status in between). docs/connector-status.md is written from it.
    /// </summary>
    public static class ConnectorStatusTable
    {
        /// <summary>How many statuses there are.</summary>
        public const int Count = 9;

        /// <summary>Rows of <see cref="Needs"/>; the last one always holds.</summary>
        public const int Rows = 10;

        /// <summary>The only facts that decide the status of connector 0 (rule 48).</summary>
        public const int OfWhole = ConnectorFacts.Faulted | ConnectorFacts.Inoperative;

        /// <summary>The facts that this row wants (<see cref="ConnectorFacts"/>); rows are looked at in order.</summary>
        public static int Needs(int row)
        {
            switch (row)
            {
                case 0: return ConnectorFacts.Faulted;
                // SuspendedEVSE beats SuspendedEV (rule 49).
                case 1: return ConnectorFacts.Running | ConnectorFacts.HeldByCharger;
                case 2: return ConnectorFacts.Running | ConnectorFacts.HeldByVehicle;
                case 3: return ConnectorFacts.Running;
                case 4: return ConnectorFacts.Finishing;
                case 5: return ConnectorFacts.Inoperative;
                case 6: return ConnectorFacts.Presented;
                case 7: return ConnectorFacts.Reserved;
                case 8: return ConnectorFacts.Plugged;
                default: return 0;
            }
        }

        /// <summary>The status of a row.</summary>
        public static ConnectorStatus StatusOf(int row)
        {
            switch (row)
            {
                case 0: return ConnectorStatus.Faulted;
                case 1: return ConnectorStatus.SuspendedEVSE;
                case 2: return ConnectorStatus.SuspendedEV;
                case 3: return ConnectorStatus.Charging;
                case 4: return ConnectorStatus.Finishing;
                case 5: return ConnectorStatus.Unavailable;
                case 7: return ConnectorStatus.Reserved;
                case 6:
                case 8: return ConnectorStatus.Preparing;
                default: return ConnectorStatus.Available;
            }
        }

        /// <summary>The status that follows from these facts.</summary>
        public static ConnectorStatus Of(int facts)
        {
            int row = 0;
            while ((facts & Needs(row)) != Needs(row)) row++;
            return StatusOf(row);
        }

        /// <summary>What to report next on the way: the target itself where S 4.9 lists the transition, else the status between.</summary>
        public static ConnectorStatus Towards(ConnectorStatus from, ConnectorStatus to)
        {
            return from == ConnectorStatus.Unreported ? to : (ConnectorStatus)(Row(from)[(int)to] - '0');
        }

        /// <summary>The status as StatusNotification spells it (S 7.7); empty for <see cref="ConnectorStatus.Unreported"/>.</summary>
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

        // One digit for each target, in the order of the statuses: the number of the status to report next.
        private static string Row(ConnectorStatus from)
        {
            switch (from)
            {
                case ConnectorStatus.Available: return "012341678";
                case ConnectorStatus.Preparing: return "012345008";
                case ConnectorStatus.Charging:
                case ConnectorStatus.SuspendedEV:
                case ConnectorStatus.SuspendedEVSE: return "052345078";
                case ConnectorStatus.Finishing: return "011115078";
                case ConnectorStatus.Reserved: return "011111678";
                case ConnectorStatus.Unavailable: return "012341078";
                default: return "012345678";
            }
        }
    }
}
