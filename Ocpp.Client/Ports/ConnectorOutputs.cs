namespace Ocpp.Client
{
    /// <summary>What the OCPP client asks of the charger: written by <c>ChargePoint.Step</c>, read by the charger's side.</summary>
    public sealed class ConnectorOutputs
    {
        public bool TransactionRunning;

        /// <summary>Rises with every transaction.</summary>
        public int TransactionSerial;

        /// <summary>False while the id is not (or no longer) valid, or the connector is Unavailable.</summary>
        public bool EnergyPermitted;

        /// <summary>Smart-charging limits; -1 none, 0 suspends. The lower counts.</summary>
        public int LimitMa = -1;
        public int LimitW = -1;
        public bool InstallUnderWay;

        /// <summary>A call that freezes all threads is wanted; it waits for <see cref="ConnectorInputs.StallGranted"/>.</summary>
        public bool StallRequested;
        public bool PauseForStall;

        /// <summary>A Reset has done its part (answered, transactions stopped and stored): the device may reboot now.</summary>
        public bool RebootWanted;
    }
}
