namespace Ocpp.Client.Configuration
{
    /// <summary>The keys of OCPP 1.6 and its security whitepaper that this charge point has, in the table's order.</summary>
    public static class OcppKeys
    {
        /// <summary>Boolean: offline, an unknown id may start (S 9.1.1, rule 36).</summary>
        public const int AllowOfflineTxForUnknownId = 0;
        /// <summary>Boolean: the answers about ids are cached (S 9.1.2, rule 35).</summary>
        public const int AuthorizationCacheEnabled = 1;
        /// <summary>Boolean: the id of a remote start is authorised first (S 9.1.3, rule 40).</summary>
        public const int AuthorizeRemoteTxRequests = 2;
        /// <summary>Seconds between clock-aligned values; 0 for none (S 9.1.5, rule 46).</summary>
        public const int ClockAlignedDataInterval = 3;
        /// <summary>Seconds that an accepted id waits for the plug, and an unplugged transaction for its id (S 9.1.6).</summary>
        public const int ConnectionTimeOut = 4;
        /// <summary>List, always NotApplicable: the output is direct current (S 9.1.7).</summary>
        public const int ConnectorPhaseRotation = 5;
        /// <summary>Most keys in one GetConfiguration; read-only (S 9.1.9, rule 43).</summary>
        public const int GetConfigurationMaxKeys = 6;
        /// <summary>Seconds without a CALL until a Heartbeat (S 9.1.10, rule 19).</summary>
        public const int HeartbeatInterval = 7;
        /// <summary>Boolean: offline, an id that list or cache hold as valid may start (S 9.1.12, rule 33).</summary>
        public const int LocalAuthorizeOffline = 8;
        /// <summary>Boolean: online, such an id starts without a question to the central system (S 9.1.13, rule 33).</summary>
        public const int LocalPreAuthorize = 9;
        /// <summary>List of the measurands of clock-aligned values (S 9.1.15).</summary>
        public const int MeterValuesAlignedData = 10;
        /// <summary>Most items of <see cref="MeterValuesAlignedData"/>; read-only (S 9.1.16).</summary>
        public const int MeterValuesAlignedDataMaxLength = 11;
        /// <summary>List of the measurands of sampled values (S 9.1.17).</summary>
        public const int MeterValuesSampledData = 12;
        /// <summary>Most items of <see cref="MeterValuesSampledData"/>; read-only (S 9.1.18).</summary>
        public const int MeterValuesSampledDataMaxLength = 13;
        /// <summary>Seconds between sampled values of a transaction; 0 for none (S 9.1.19, rule 45).</summary>
        public const int MeterValueSampleInterval = 14;
        /// <summary>Seconds that a status must last before it is sent (S 9.1.20).</summary>
        public const int MinimumStatusDuration = 15;
        /// <summary>Always 1; read-only (S 9.1.21).</summary>
        public const int NumberOfConnectors = 16;
        /// <summary>Attempts of a reset that failed (S 9.1.22); it can be set and has no effect, since a reset here is a restart.</summary>
        public const int ResetRetries = 17;
        /// <summary>Boolean: unplugging ends the transaction (S 9.1.23).</summary>
        public const int StopTransactionOnEVSideDisconnect = 18;
        /// <summary>Boolean: an id that turns out not valid ends the transaction (S 9.1.24, rule 26).</summary>
        public const int StopTransactionOnInvalidId = 19;
        /// <summary>List of the measurands of clock-aligned values in StopTransaction (S 9.1.25, rule 30).</summary>
        public const int StopTxnAlignedData = 20;
        /// <summary>Most items of <see cref="StopTxnAlignedData"/>; read-only (S 9.1.26).</summary>
        public const int StopTxnAlignedDataMaxLength = 21;
        /// <summary>List of the measurands of sampled values in StopTransaction (S 9.1.27, rule 30).</summary>
        public const int StopTxnSampledData = 22;
        /// <summary>Most items of <see cref="StopTxnSampledData"/>; read-only (S 9.1.28).</summary>
        public const int StopTxnSampledDataMaxLength = 23;
        /// <summary>Most meter values in one StopTransaction, 2 to 10: the first, the last, even steps between (E 3.89, rule 30).</summary>
        public const int StopTransactionMaxMeterValues = 24;
        /// <summary>List of the feature profiles; read-only (S 9.1.29).</summary>
        public const int SupportedFeatureProfiles = 25;
        /// <summary>Most items of <see cref="SupportedFeatureProfiles"/>; read-only (S 9.1.30).</summary>
        public const int SupportedFeatureProfilesMaxLength = 26;
        /// <summary>Transmissions of a transaction message that the central system answers with a CALLERROR (S 9.1.31, rule 22).</summary>
        public const int TransactionMessageAttempts = 27;
        /// <summary>Seconds before a transaction message is repeated, times the transmissions so far (S 9.1.32, rule 22).</summary>
        public const int TransactionMessageRetryInterval = 28;
        /// <summary>Boolean, always false: the cable is fixed (S 9.1.33).</summary>
        public const int UnlockConnectorOnEVSideDisconnect = 29;
        /// <summary>Seconds between pings; 0 for none (S 9.1.34, rule 12).</summary>
        public const int WebSocketPingInterval = 30;
        /// <summary>Seconds that the answer to a CALL may take; a key of this charge point.</summary>
        public const int MessageTimeout = 31;
        /// <summary>Wh that a transaction may still draw when its id turns out not valid; 0 for none (S 9.1.14, rule 26).</summary>
        public const int MaxEnergyOnInvalidId = 32;
        /// <summary>Boolean: the local list counts and SendLocalList is accepted (S 9.2.1).</summary>
        public const int LocalAuthListEnabled = 33;
        /// <summary>Most ids of the local list; read-only (S 9.2.2).</summary>
        public const int LocalAuthListMaxLength = 34;
        /// <summary>Most ids in one SendLocalList; read-only (S 9.2.3).</summary>
        public const int SendLocalListMaxLength = 35;
        /// <summary>Boolean, always true: connector 0 can be reserved; read-only (S 9.3.1).</summary>
        public const int ReserveConnectorZeroSupported = 36;
        /// <summary>Greatest stackLevel of a charging profile; read-only (S 9.4.1).</summary>
        public const int ChargeProfileMaxStackLevel = 37;
        /// <summary>List of the units of a schedule, always Current and Power; read-only (S 9.4.2).</summary>
        public const int ChargingScheduleAllowedChargingRateUnit = 38;
        /// <summary>Most periods of a charging schedule; read-only (S 9.4.3).</summary>
        public const int ChargingScheduleMaxPeriods = 39;
        /// <summary>Most charging profiles that are kept; read-only (S 9.4.5).</summary>
        public const int MaxChargingProfilesInstalled = 40;
        /// <summary>List of the protocols of up- and downloads; read-only, follows from the image (E 3.87).</summary>
        public const int SupportedFileTransferProtocols = 41;
        /// <summary>Boolean, always false: the platform's store cannot check who signed a root; read-only (W).</summary>
        public const int AdditionalRootCertificateCheck = 42;
        /// <summary>Password of security profiles 1 and 2 as hexadecimal digits; write-only (W, J 6.2.2, rules 13 and 74).</summary>
        public const int AuthorizationKey = 43;
        /// <summary>Most characters of CertificateSigned's chain; 0 where the image makes no certificate request; read-only (W).</summary>
        public const int CertificateSignedMaxChainSize = 44;
        /// <summary>Most installed certificates; read-only (W).</summary>
        public const int CertificateStoreMaxLength = 45;
        /// <summary>The operator's name (W).</summary>
        public const int CpoName = 46;
        /// <summary>Security profile 0 to 3; only a higher one is accepted (W A05, rule 73).</summary>
        public const int SecurityProfile = 47;
        /// <summary>How many keys there are; they count from 0.</summary>
        public const int Count = 48;
    }
}
