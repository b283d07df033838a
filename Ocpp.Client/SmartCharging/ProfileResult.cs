namespace Ocpp.Client.SmartCharging
{
    /// <summary>Result of installing a profile: all but the first are answered as Rejected, and the reason is logged.</summary>
    public enum ProfileResult
    {
        /// <summary>It is installed and on flash.</summary>
        Accepted,
        /// <summary>There is no such connector.</summary>
        UnknownConnector,
        /// <summary>ChargePointMaxProfile is allowed on connector 0 only, TxProfile never there (rule 61).</summary>
        WrongConnector,
        /// <summary>A TxProfile without a running transaction (rule 61).</summary>
        NoTransaction,
        /// <summary>Its transactionId is not the running transaction's.</summary>
        OtherTransaction,
        /// <summary>Above ChargeProfileMaxStackLevel.</summary>
        StackLevelTooHigh,
        /// <summary>Above ChargingScheduleMaxPeriods.</summary>
        TooManyPeriods,
        /// <summary>No period, the first not at 0, or not in rising order (rule 68).</summary>
        BadPeriods,
        /// <summary>Recurring without recurrencyKind or startSchedule, Relative for the whole charge point, or valid for no time.</summary>
        Inconsistent,
        /// <summary>MaxChargingProfilesInstalled reached.</summary>
        Full,
        /// <summary>With a remote start only a TxProfile without transactionId may come (rule 57).</summary>
        NotForRemoteStart,
        /// <summary>The storage failed: nothing has changed.</summary>
        NotStored,
    }
}
