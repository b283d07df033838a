namespace Ocpp.Client.FirmwareManagement
{
    /// <summary>FirmwareStatus (S 7.25) and, from <see cref="DownloadScheduled"/> on, what the signed update adds (W, 4.2).</summary>
    public enum FirmwareStatus
    {
        Idle,
        Downloading,
        Downloaded,
        DownloadFailed,
        Installing,
        Installed,
        InstallationFailed,
        DownloadScheduled,
        DownloadPaused,
        InvalidSignature,
        SignatureVerified,
        InstallScheduled,
        InstallRebooting,
        InstallVerificationFailed,
        /// <summary>No status goes with this step.</summary>
        None,
    }

    /// <summary>The statuses as the wire spells them.</summary>
    public static class FirmwareStatusWords
    {
        /// <summary>Only SignedFirmwareStatusNotification knows it.</summary>
        public static bool IsSignedOnly(FirmwareStatus status) => status >= FirmwareStatus.DownloadScheduled;

        public static string Of(FirmwareStatus status)
        {
            switch (status)
            {
                case FirmwareStatus.Downloading: return "Downloading";
                case FirmwareStatus.Downloaded: return "Downloaded";
                case FirmwareStatus.DownloadFailed: return "DownloadFailed";
                case FirmwareStatus.Installing: return "Installing";
                case FirmwareStatus.Installed: return "Installed";
                case FirmwareStatus.InstallationFailed: return "InstallationFailed";
                case FirmwareStatus.DownloadScheduled: return "DownloadScheduled";
                case FirmwareStatus.DownloadPaused: return "DownloadPaused";
                case FirmwareStatus.InvalidSignature: return "InvalidSignature";
                case FirmwareStatus.SignatureVerified: return "SignatureVerified";
                case FirmwareStatus.InstallScheduled: return "InstallScheduled";
                case FirmwareStatus.InstallRebooting: return "InstallRebooting";
                case FirmwareStatus.InstallVerificationFailed: return "InstallVerificationFailed";
                default: return "Idle";
            }
        }
    }
}
