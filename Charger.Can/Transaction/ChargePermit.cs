namespace Charger.Can
{
    /// <summary>
    /// What the session side (OCPP, console) allows the charger: one owner fills it, the charger reads a copy. The default values
    /// are safe: the output stays off.
    /// </summary>
    public sealed class ChargePermit
    {
        /// <summary>Gate condition 1: a transaction is running.</summary>
        public bool TransactionRunning;

        /// <summary>Rises by one with every new transaction: a transaction that the charger has ended stays ended until this changes.</summary>
        public int TransactionSerial;

        /// <summary>Gate condition 2: availability and id allow energy.</summary>
        public bool EnergyPermitted;

        /// <summary>Smart-charging limit in mA; -1 when there is none, 0 suspends.</summary>
        public int LimitMa = -1;

        /// <summary>Smart-charging limit in W; -1 when there is none, 0 suspends. The lower of both counts.</summary>
        public int LimitW = -1;

        /// <summary>Gate condition 11, inverted: a firmware install is under way.</summary>
        public bool InstallUnderWay;

        /// <summary>The OCPP thread wants to begin a call that freezes all threads (name look-up, TLS): granted only while the output is off, which then stays off until this is false again.</summary>
        public bool StallRequested;

        /// <summary>With <see cref="StallRequested"/>: the output may be paused for it (stated policy for a lost TLS link).</summary>
        public bool PauseForStall;

        /// <summary>Copies every field; called under the lock of <see cref="PublishedPermit"/>.</summary>
        public void CopyFrom(ChargePermit other)
        {
            TransactionRunning = other.TransactionRunning;
            TransactionSerial = other.TransactionSerial;
            EnergyPermitted = other.EnergyPermitted;
            LimitMa = other.LimitMa;
            LimitW = other.LimitW;
            InstallUnderWay = other.InstallUnderWay;
            StallRequested = other.StallRequested;
            PauseForStall = other.PauseForStall;
        }
    }
}
