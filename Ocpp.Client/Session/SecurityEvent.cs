namespace Ocpp.Client.Session
{
    /// <summary>The security events that this charge point can notice (W, list of security events). Their numbers are stored on flash.</summary>
    public static class SecurityEvent
    {
        public const int FirmwareUpdated = 1;
        public const int SettingSystemTime = 2;
        public const int StartupOfTheDevice = 3;
        public const int ResetOrReboot = 4;
        public const int SecurityLogWasCleared = 5;
        public const int MemoryExhaustion = 6;
        public const int TamperDetectionActivated = 7;
        public const int FailedToAuthenticateAtCentralSystem = 8;
        public const int ReconfigurationOfSecurityParameters = 9;
        public const int InvalidMessages = 10;
        public const int InvalidFirmwareSignature = 11;
        public const int InvalidFirmwareSigningCertificate = 12;
        public const int InvalidCentralSystemCertificate = 13;
        public const int InvalidChargePointCertificate = 15;

        /// <summary>Not in the standard's list: data on flash is damaged.</summary>
        public const int StoredDataDamaged = 14;

        /// <summary>Those that the central system must learn of (rule 72).</summary>
        public static bool IsCritical(int type) => type <= TamperDetectionActivated;

        /// <summary>The event's name in messages; empty for an unknown number.</summary>
        public static string Word(int type)
        {
            switch (type)
            {
                case FirmwareUpdated: return "FirmwareUpdated";
                case SettingSystemTime: return "SettingSystemTime";
                case StartupOfTheDevice: return "StartupOfTheDevice";
                case ResetOrReboot: return "ResetOrReboot";
                case SecurityLogWasCleared: return "SecurityLogWasCleared";
                case MemoryExhaustion: return "MemoryExhaustion";
                case TamperDetectionActivated: return "TamperDetectionActivated";
                case FailedToAuthenticateAtCentralSystem: return "FailedToAuthenticateAtCentralSystem";
                case ReconfigurationOfSecurityParameters: return "ReconfigurationOfSecurityParameters";
                case InvalidMessages: return "InvalidMessages";
                case InvalidFirmwareSignature: return "InvalidFirmwareSignature";
                case InvalidFirmwareSigningCertificate: return "InvalidFirmwareSigningCertificate";
                case InvalidChargePointCertificate: return "InvalidChargePointCertificate";
                case StoredDataDamaged: return "StoredDataDamaged";
                case InvalidCentralSystemCertificate: return "InvalidCentralSystemCertificate";
                default: return "";
            }
        }
    }
}
