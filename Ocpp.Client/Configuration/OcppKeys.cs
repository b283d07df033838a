namespace Ocpp.Client.Configuration
{
    /// <summary>The keys of OCPP 1.6 and its security whitepaper that this charge point has, in the table's order.</summary>
    public static class OcppKeys
    {
        public const int AllowOfflineTxForUnknownId = 0;
        public const int AuthorizationCacheEnabled = 1;
        public const int AuthorizeRemoteTxRequests = 2;
        public const int ClockAlignedDataInterval = 3;
        public const int ConnectionTimeOut = 4;
        public const int ConnectorPhaseRotation = 5;
        public const int GetConfigurationMaxKeys = 6;
        public const int HeartbeatInterval = 7;
        public const int LocalAuthorizeOffline = 8;
        public const int LocalPreAuthorize = 9;
        public const int MeterValuesAlignedData = 10;
        public const int MeterValuesAlignedDataMaxLength = 11;
        public const int MeterValuesSampledData = 12;
        public const int MeterValuesSampledDataMaxLength = 13;
        public const int MeterValueSampleInterval = 14;
        public const int MinimumStatusDuration = 15;
        public const int NumberOfConnectors = 16;
        public const int ResetRetries = 17;
        public const int StopTransactionOnEVSideDisconnect = 18;
        public const int StopTransactionOnInvalidId = 19;
        public const int StopTxnAlignedData = 20;
        public const int StopTxnAlignedDataMaxLength = 21;
        public const int StopTxnSampledData = 22;
        public const int StopTxnSampledDataMaxLength = 23;
        public const int StopTransactionMaxMeterValues = 24;
        public const int SupportedFeatureProfiles = 25;
        public const int SupportedFeatureProfilesMaxLength = 26;
        public const int TransactionMessageAttempts = 27;
        public const int TransactionMessageRetryInterval = 28;
        public const int UnlockConnectorOnEVSideDisconnect = 29;
        public const int WebSocketPingInterval = 30;
        public const int MessageTimeout = 31;
        public const int MaxEnergyOnInvalidId = 32;
        public const int LocalAuthListEnabled = 33;
        public const int LocalAuthListMaxLength = 34;
        public const int SendLocalListMaxLength = 35;
        public const int ReserveConnectorZeroSupported = 36;
        public const int ChargeProfileMaxStackLevel = 37;
        public const int ChargingScheduleAllowedChargingRateUnit = 38;
        public const int ChargingScheduleMaxPeriods = 39;
        public const int MaxChargingProfilesInstalled = 40;
        public const int SupportedFileTransferProtocols = 41;
        public const int AdditionalRootCertificateCheck = 42;
        public const int AuthorizationKey = 43;
        public const int CertificateSignedMaxChainSize = 44;
        public const int CertificateStoreMaxLength = 45;
        public const int CpoName = 46;
        public const int SecurityProfile = 47;
        public const int Count = 48;
    }
}
