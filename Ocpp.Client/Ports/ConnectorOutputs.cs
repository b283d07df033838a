namespace Ocpp.Client
{
    /// <summary>What the OCPP client asks of the charger: written by <c>ChargePoint.Step</c>, read by the charger's side.</summary>
    public sealed class ConnectorOutputs
    {
        /// <summary>A transaction runs: the charger may start energy, as far as <see cref="EnergyPermitted"/> and the limits allow.</summary>
        public bool TransactionRunning;

        /// <summary>Rises with every transaction.</summary>
        public int TransactionSerial;

        /// <summary>Added to <see cref="TransactionSerial"/> when a transaction continues that the charger has ended: the charger sees a new one.</summary>
        public const int NextPermit = 1 << 24;

        /// <summary>False while the id is not (or no longer) valid, or the connector is Unavailable.</summary>
        public bool EnergyPermitted;

        /// <summary>Smart-charging limits; -1 none, 0 suspends. The lower counts.</summary>
        public int LimitMa = -1;
        /// <summary>Smart-charging limit of the power in W; -1 none, 0 suspends.</summary>
        public int LimitW = -1;
        /// <summary>A firmware image is being installed, or waits for its reboot.</summary>
        public bool InstallUnderWay;

        /// <summary>
        /// A requester wants to make a call that freezes all threads; it waits for <see cref="ConnectorInputs.StallGranted"/>. True as
        /// long as at least one requester asks.
        /// </summary>
        public bool StallRequested => _stallRequesters != 0;
        /// <summary>
        /// The output may be switched off during a transaction for the requested stall: a lost TLS link is to be opened again. Else the
        /// charger waits until the output is off anyway.
        /// </summary>
        public bool PauseForStall;

        /// <summary>A Reset has done its part (answered, transactions stopped and stored): the device may reboot now.</summary>
        public bool RebootWanted;

        private int _stallRequesters;

        /// <summary>Asks for a stall, or withdraws the request of this requester alone.</summary>
        /// <param name="requester">One bit of <see cref="StallRequester"/>.</param>
        public void RequestStall(int requester, bool wanted)
        {
            if (wanted) _stallRequesters |= requester;
            else _stallRequesters &= ~requester;
        }
    }
}
