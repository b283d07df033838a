namespace Ocpp.Client.FirmwareManagement
{
    /// <summary>FirmwareStatus (S 7.25) and, from <see cref="DownloadScheduled"/> on, what the signed update adds (W, 4.2).</summary>
    public enum FirmwareStatus
    {
        /// <summary>No update is under way; sent only when it is asked for by a trigger.</summary>
        Idle,
        /// <summary>The download has begun.</summary>
        Downloading,
        /// <summary>The whole image has arrived.</summary>
        Downloaded,
        /// <summary>The last attempt to download failed; the update is over.</summary>
        DownloadFailed,
        /// <summary>The installation has begun.</summary>
        Installing,
        /// <summary>The new firmware runs.</summary>
        Installed,
        /// <summary>The installation failed; the former firmware runs.</summary>
        InstallationFailed,
        /// <summary>The request is accepted and waits for its retrieveDate.</summary>
        DownloadScheduled,
        /// <summary>An attempt failed; the next one follows after a pause.</summary>
        DownloadPaused,
        /// <summary>The signature does not fit; the update is over.</summary>
        InvalidSignature,
        /// <summary>The signature fits the image.</summary>
        SignatureVerified,
        /// <summary>The image waits for its installDateTime.</summary>
        InstallScheduled,
        /// <summary>The charge point restarts into the new firmware.</summary>
        InstallRebooting,
        /// <summary>The image is not one for this charger; nothing has changed.</summary>
        InstallVerificationFailed,
        /// <summary>No status goes with this step.</summary>
        None,
    }

    /// <summary>The statuses as the wire spells them.</summary>
    public static class FirmwareStatusWords
    {
        /// <summary>Only SignedFirmwareStatusNotification knows it.</summary>
        public static bool IsSignedOnly(FirmwareStatus status) => status >= FirmwareStatus.DownloadScheduled;

        /// <summary>The status as messages spell it; "Idle" for <see cref="FirmwareStatus.None"/>.</summary>
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
