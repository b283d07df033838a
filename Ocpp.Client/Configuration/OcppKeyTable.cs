
namespace Ocpp.Client.Configuration
{
    /// <summary>Kind, default and bounds of each OCPP key (S 9.1 to 9.5, W).</summary>
    public sealed class OcppKeyTable : IKeyTable
    {
        /// <summary>What this charger measures (charger-protocol.md, "Measurands").</summary>
        public const string Measurands = "Energy.Active.Import.Register,Power.Active.Import,Voltage,Current.Import,Current.Offered,SoC,Temperature";

        private const int MeasurandCount = 7;

        /// <summary>SupportedFileTransferProtocols of an image without ftp.</summary>
        public const string HttpProtocols = "HTTP,HTTPS";

        private const int Day = 86400;

        /// <summary>SupportedFileTransferProtocols: what the image can.</summary>
        public string FileProtocols { get; set; } = HttpProtocols;

        /// <inheritdoc/>
        public int Count => OcppKeys.Count;

        /// <inheritdoc/>
        public void Describe(int index, ConfigurationKey k)
        {
            if (index < OcppKeys.ResetRetries) DescribeFirst(index, k);
            else if (index < OcppKeys.LocalAuthListEnabled) DescribeSecond(index, k);
            else DescribeProfiles(index, k);
        }

        private static void DescribeFirst(int index, ConfigurationKey k)
        {
            switch (index)
            {
                case OcppKeys.AllowOfflineTxForUnknownId: k.Truth("AllowOfflineTxForUnknownId", false, "start offline with an unknown id (S 9.1.1)"); break;
                case OcppKeys.AuthorizationCacheEnabled: k.Truth("AuthorizationCacheEnabled", true, "keep what the central system said of ids (S 9.1.2)"); break;
                case OcppKeys.AuthorizeRemoteTxRequests: k.Truth("AuthorizeRemoteTxRequests", false, "authorise the id of a remote start (S 9.1.3)"); break;
                case OcppKeys.ClockAlignedDataInterval: k.Whole("ClockAlignedDataInterval", 0, 0, Day, "s, from midnight UTC; 0 none (S 9.1.5)"); break;
                case OcppKeys.ConnectionTimeOut: k.Whole("ConnectionTimeOut", 60, 1, 3600, "s from Preparing (S 9.1.6, E 3.76)"); break;
                case OcppKeys.ConnectorPhaseRotation: k.List("ConnectorPhaseRotation", "NotApplicable", "NotApplicable,0.NotApplicable,1.NotApplicable", 2, "direct current (S 9.1.7)"); break;
                case OcppKeys.GetConfigurationMaxKeys: ReadOnlyWhole(k, "GetConfigurationMaxKeys", 50, "keys in one request (S 9.1.9)"); break;
                case OcppKeys.HeartbeatInterval: k.Whole("HeartbeatInterval", 300, 1, Day, "s without any CALL (S 9.1.10)"); break;
                case OcppKeys.LocalAuthorizeOffline: k.Truth("LocalAuthorizeOffline", true, "start offline with an id that list or cache holds as valid (S 9.1.12)"); break;
                case OcppKeys.LocalPreAuthorize: k.Truth("LocalPreAuthorize", false, "online, start with such an id without asking (S 9.1.13)"); break;
                case OcppKeys.MeterValuesAlignedData: Data(k, "MeterValuesAlignedData", "", "measurands of clock-aligned values (S 9.1.15)"); break;
                case OcppKeys.MeterValuesAlignedDataMaxLength: ReadOnlyWhole(k, "MeterValuesAlignedDataMaxLength", MeasurandCount, "items (S 9.1.16)"); break;
                case OcppKeys.MeterValuesSampledData: Data(k, "MeterValuesSampledData", Measurands, "measurands of sampled values (S 9.1.17)"); break;
                case OcppKeys.MeterValuesSampledDataMaxLength: ReadOnlyWhole(k, "MeterValuesSampledDataMaxLength", MeasurandCount, "items (S 9.1.18)"); break;
                case OcppKeys.MeterValueSampleInterval: k.Whole("MeterValueSampleInterval", 60, 0, Day, "s from the transaction's start; 0 none (S 9.1.19)"); break;
                case OcppKeys.MinimumStatusDuration: k.Whole("MinimumStatusDuration", 0, 0, 600, "s a status lasts before it is sent (S 9.1.20)"); break;
                default: ReadOnlyWhole(k, "NumberOfConnectors", 1, "(S 9.1.21)"); break;
            }
        }

        private static void DescribeSecond(int index, ConfigurationKey k)
        {
            switch (index)
            {
                case OcppKeys.ResetRetries: k.Whole("ResetRetries", 1, 0, 10, "(S 9.1.22)"); break;
                case OcppKeys.StopTransactionOnEVSideDisconnect: k.Truth("StopTransactionOnEVSideDisconnect", true, "unplugging ends the transaction; false: it waits ConnectionTimeOut for its own id (S 9.1.23)"); break;
                case OcppKeys.StopTransactionOnInvalidId: k.Truth("StopTransactionOnInvalidId", true, "end it when the id turns out not valid (S 9.1.24)"); break;
                case OcppKeys.StopTxnAlignedData: Data(k, "StopTxnAlignedData", "", "measurands of clock-aligned values in StopTransaction (S 9.1.25)"); break;
                case OcppKeys.StopTxnAlignedDataMaxLength: ReadOnlyWhole(k, "StopTxnAlignedDataMaxLength", MeasurandCount, "items (S 9.1.26)"); break;
                case OcppKeys.StopTxnSampledData: Data(k, "StopTxnSampledData", "", "measurands of sampled values in StopTransaction (S 9.1.27)"); break;
                case OcppKeys.StopTxnSampledDataMaxLength: ReadOnlyWhole(k, "StopTxnSampledDataMaxLength", MeasurandCount, "items (S 9.1.28)"); break;
                case OcppKeys.StopTransactionMaxMeterValues: k.Whole("StopTransactionMaxMeterValues", 4, 2, 10, "values in one StopTransaction: first, last, even steps between (E 3.89)"); break;
                case OcppKeys.SupportedFeatureProfiles: ReadOnlyText(k, "SupportedFeatureProfiles", "Core,FirmwareManagement,LocalAuthListManagement,RemoteTrigger,Reservation,SmartCharging", "(S 9.1.29)"); break;
                case OcppKeys.SupportedFeatureProfilesMaxLength: ReadOnlyWhole(k, "SupportedFeatureProfilesMaxLength", 6, "items (S 9.1.30)"); break;
                case OcppKeys.TransactionMessageAttempts: k.Whole("TransactionMessageAttempts", 3, 1, 100, "transmissions of a message the central system cannot process (S 9.1.31)"); break;
                case OcppKeys.TransactionMessageRetryInterval: k.Whole("TransactionMessageRetryInterval", 60, 1, 3600, "s, times the transmissions so far (S 9.1.32)"); break;
                case OcppKeys.UnlockConnectorOnEVSideDisconnect: k.Truth("UnlockConnectorOnEVSideDisconnect", false, "the cable is fixed: nothing to unlock (S 9.1.33)"); k.Max = 0; break;
                case OcppKeys.WebSocketPingInterval: k.Whole("WebSocketPingInterval", 30, 0, 3600, "s; 0 none (S 9.1.34)"); break;
                case OcppKeys.MessageTimeout: k.Whole("MessageTimeout", 30, 5, 300, "s an answer may take"); break;
                default: k.Whole("MaxEnergyOnInvalidId", 0, 0, 100000, "Wh of a transaction whose id turns out not valid; 0 none (S 9.1.14)"); break;
            }
        }

        private void DescribeProfiles(int index, ConfigurationKey k)
        {
            switch (index)
            {
                case OcppKeys.LocalAuthListEnabled: k.Truth("LocalAuthListEnabled", true, "the local list counts and can be sent (S 9.2.1)"); break;
                case OcppKeys.LocalAuthListMaxLength: ReadOnlyWhole(k, "LocalAuthListMaxLength", Authorization.IdTagFile.MostListed, "ids (S 9.2.2)"); break;
                case OcppKeys.SendLocalListMaxLength: ReadOnlyWhole(k, "SendLocalListMaxLength", 20, "ids in one message (S 9.2.3)"); break;
                case OcppKeys.ReserveConnectorZeroSupported: k.Truth("ReserveConnectorZeroSupported", true, "(S 9.3.1)"); k.ReadOnly = true; break;
                case OcppKeys.ChargeProfileMaxStackLevel: ReadOnlyWhole(k, "ChargeProfileMaxStackLevel", 8, "(S 9.4.1)"); break;
                case OcppKeys.ChargingScheduleAllowedChargingRateUnit: ReadOnlyText(k, "ChargingScheduleAllowedChargingRateUnit", "Current,Power", "(S 9.4.2)"); break;
                case OcppKeys.ChargingScheduleMaxPeriods: ReadOnlyWhole(k, "ChargingScheduleMaxPeriods", 8, "(S 9.4.3)"); break;
                case OcppKeys.MaxChargingProfilesInstalled: ReadOnlyWhole(k, "MaxChargingProfilesInstalled", 5, "(S 9.4.5)"); break;
                case OcppKeys.SupportedFileTransferProtocols: ReadOnlyText(k, "SupportedFileTransferProtocols", FileProtocols, "(E 3.87)"); break;
                case OcppKeys.AdditionalRootCertificateCheck: k.Truth("AdditionalRootCertificateCheck", false, "the store cannot tell who signed whom (W)"); k.ReadOnly = true; break;
                case OcppKeys.AuthorizationKey: k.Text("AuthorizationKey", "", 32, 40, "password as hexadecimal digits, write-only (W, J 6.2.2)"); k.Kind = KeyKind.Hex; k.WriteOnly = true; break;
                case OcppKeys.CertificateSignedMaxChainSize: k.Whole("CertificateSignedMaxChainSize", 0, 0, 10000, "characters; 0: this image makes no certificate request (W)"); k.ReadOnly = true; break;
                case OcppKeys.CertificateStoreMaxLength: ReadOnlyWhole(k, "CertificateStoreMaxLength", Certificates.CertificateIndex.Most, "certificates: two roots of the central system, one of the manufacturer (W)"); break;
                case OcppKeys.CpoName: k.Text("CpoName", "", 0, 50, "operator's name (W)"); break;
                default: k.Whole("SecurityProfile", 0, 0, Connection.SecurityProfileTable.Highest, "0 none, 1 password, 2 TLS and password, 3 TLS and certificate; only upwards (W A05)"); break;
            }
        }

        private static void ReadOnlyWhole(ConfigurationKey k, string name, int value, string about)
        {
            k.Whole(name, value, value, value, about);
            k.ReadOnly = true;
        }

        private static void ReadOnlyText(ConfigurationKey k, string name, string value, string about)
        {
            k.Text(name, value, 0, value.Length, about);
            k.ReadOnly = true;
        }

        private static void Data(ConfigurationKey k, string name, string value, string about)
        {
            k.List(name, value, Measurands, MeasurandCount, about);
        }
    }
}
