namespace Ocpp.Client.Session
{
    /// <summary>The security events that this charge point can notice (W, list of security events). Their numbers are stored on flash.</summary>
    public static class SecurityEvent
    {
        /// <summary>The firmware has another version than at the last start; critical.</summary>
        public const int FirmwareUpdated = 1;
        /// <summary>The central system has set the clock by more than 2 s; critical.</summary>
        public const int SettingSystemTime = 2;
        /// <summary>The device has started; critical.</summary>
        public const int StartupOfTheDevice = 3;
        /// <summary>The device restarted by a command or by itself; critical.</summary>
        public const int ResetOrReboot = 4;
        /// <summary>The security log was erased, by a factory reset; critical.</summary>
        public const int SecurityLogWasCleared = 5;
        /// <summary>The managed heap has less free than its floor; critical.</summary>
        public const int MemoryExhaustion = 6;
        /// <summary>The housing was opened; critical. This charger has no sensor for it.</summary>
        public const int TamperDetectionActivated = 7;
        /// <summary>The central system refused identity or password (HTTP 401 or 403).</summary>
        public const int FailedToAuthenticateAtCentralSystem = 8;
        /// <summary>A certificate, the security profile or the password was changed.</summary>
        public const int ReconfigurationOfSecurityParameters = 9;
        /// <summary>A received text is no OCPP message; reported once a boot.</summary>
        public const int InvalidMessages = 10;
        /// <summary>The signature of a firmware image does not fit.</summary>
        public const int InvalidFirmwareSignature = 11;
        /// <summary>The certificate that a firmware image is signed with is not acceptable.</summary>
        public const int InvalidFirmwareSigningCertificate = 12;
        /// <summary>TLS failed on the central system's certificate.</summary>
        public const int InvalidCentralSystemCertificate = 13;
        /// <summary>A certificate that the central system sent for this charge point is not acceptable.</summary>
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
