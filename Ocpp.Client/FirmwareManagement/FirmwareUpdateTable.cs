namespace Ocpp.Client.FirmwareManagement
{
    /// <summary>State of a firmware update.</summary>
    public enum FirmwareState
    {
        /// <summary>No update is under way.</summary>
        Idle,
        /// <summary>Waits for retrieveDate, and for the check of the signing certificates.</summary>
        Scheduled,
        /// <summary>Waits for the grant to freeze the threads, if the transfer needs it.</summary>
        Waiting,
        /// <summary>The transfer runs.</summary>
        Downloading,
        /// <summary>Between two attempts.</summary>
        Pausing,
        /// <summary>The image is downloaded; its signature is checked.</summary>
        Checking,
        /// <summary>Waits for installDateTime and for the transaction to end.</summary>
        Holding,
        /// <summary>The image is written, or tested, by the installer.</summary>
        Installing,
        /// <summary>Needs a reboot.</summary>
        Rebooting,
    }

    /// <summary>What can happen to a firmware update.</summary>
    public enum FirmwareEvent
    {
        /// <summary>UpdateFirmware or SignedUpdateFirmware was received.</summary>
        Requested,
        /// <summary>The retrieveDate is reached and the signing certificates are good.</summary>
        Due,
        /// <summary>The transfer may begin: threads may freeze, or need not.</summary>
        Granted,
        /// <summary>The whole image has been downloaded.</summary>
        Arrived,
        /// <summary>An attempt failed and another one is left.</summary>
        Failed,
        /// <summary>The last attempt failed.</summary>
        GivenUp,
        /// <summary>The pause before the next attempt is over.</summary>
        RetryDue,
        /// <summary>The image's signature is good.</summary>
        Genuine,
        /// <summary>A signature or a signing certificate is not good.</summary>
        Forged,
        /// <summary>The image came by UpdateFirmware, which has no signature.</summary>
        Unsigned,
        /// <summary>The installDateTime is reached and no transaction runs.</summary>
        Clear,
        /// <summary>The installer is done; no reboot is needed.</summary>
        InstallDone,
        /// <summary>The installer failed, or did not end in time.</summary>
        InstallFailed,
        /// <summary>The installer is done; the next boot starts the new image.</summary>
        RebootNeeded,
        /// <summary>This boot started the new image, which is confirmed.</summary>
        BootedNew,
        /// <summary>This boot started the former image.</summary>
        BootedOld,
        /// <summary>The signed image is not one for this charger.</summary>
        ImageRefused,
    }

    /// <summary>The course of a firmware update (S 5.19, W L01): state, event, next state, status sent. Unlisted pairs change nothing and are counted.</summary>
    public sealed class FirmwareUpdateTable
    {
        /// <summary>The state that follows; valid after <see cref="Find"/> returned true.</summary>
        public FirmwareState Next;

        /// <summary>The status to send; <see cref="FirmwareStatus.None"/> for none.</summary>
        public FirmwareStatus Tells;

        /// <summary>Fills the row; false when the pair is not listed.</summary>
        public bool Find(FirmwareState state, FirmwareEvent happened)
        {
            switch (happened)
            {
                case FirmwareEvent.Requested:
                    // A new request does not cancel an installation that writes flash.
                    return state != FirmwareState.Installing && state != FirmwareState.Rebooting && Row(FirmwareState.Scheduled, FirmwareStatus.None);
                case FirmwareEvent.BootedNew: return state == FirmwareState.Idle && Row(FirmwareState.Idle, FirmwareStatus.Installed);
                case FirmwareEvent.BootedOld: return state == FirmwareState.Idle && Row(FirmwareState.Idle, FirmwareStatus.InstallationFailed);
            }
            switch (state)
            {
                case FirmwareState.Scheduled:
                    // The certificates' signatures take seconds: they are checked while an accepted update waits.
                    return happened == FirmwareEvent.Forged ? Row(FirmwareState.Idle, FirmwareStatus.InvalidSignature) : happened == FirmwareEvent.Due && Row(FirmwareState.Waiting, FirmwareStatus.None);
                case FirmwareState.Waiting: return happened == FirmwareEvent.Granted && Row(FirmwareState.Downloading, FirmwareStatus.Downloading);
                case FirmwareState.Downloading: return WhileDownloading(happened);
                case FirmwareState.Pausing: return happened == FirmwareEvent.RetryDue && Row(FirmwareState.Waiting, FirmwareStatus.None);
                case FirmwareState.Checking: return WhileChecking(happened);
                case FirmwareState.Holding: return happened == FirmwareEvent.Clear && Row(FirmwareState.Installing, FirmwareStatus.Installing);
                case FirmwareState.Installing: return WhileInstalling(happened);
                default: return false;
            }
        }

        private bool WhileDownloading(FirmwareEvent happened)
        {
            switch (happened)
            {
                case FirmwareEvent.Arrived: return Row(FirmwareState.Checking, FirmwareStatus.Downloaded);
                case FirmwareEvent.Failed: return Row(FirmwareState.Pausing, FirmwareStatus.DownloadPaused);
                case FirmwareEvent.GivenUp: return Row(FirmwareState.Idle, FirmwareStatus.DownloadFailed);
                default: return false;
            }
        }

        private bool WhileChecking(FirmwareEvent happened)
        {
            switch (happened)
            {
                case FirmwareEvent.Genuine: return Row(FirmwareState.Holding, FirmwareStatus.SignatureVerified);
                case FirmwareEvent.Unsigned: return Row(FirmwareState.Holding, FirmwareStatus.None);
                case FirmwareEvent.Forged: return Row(FirmwareState.Idle, FirmwareStatus.InvalidSignature);
                default: return false;
            }
        }

        private bool WhileInstalling(FirmwareEvent happened)
        {
            switch (happened)
            {
                case FirmwareEvent.InstallDone: return Row(FirmwareState.Idle, FirmwareStatus.Installed);
                case FirmwareEvent.InstallFailed: return Row(FirmwareState.Idle, FirmwareStatus.InstallationFailed);
                case FirmwareEvent.ImageRefused: return Row(FirmwareState.Idle, FirmwareStatus.InstallVerificationFailed);
                case FirmwareEvent.RebootNeeded: return Row(FirmwareState.Rebooting, FirmwareStatus.InstallRebooting);
                default: return false;
            }
        }

        private bool Row(FirmwareState next, FirmwareStatus tells)
        {
            Next = next;
            Tells = tells;
            return true;
        }

        /// <summary>The state's name, for the log.</summary>
        public static string NameOf(FirmwareState of)
        {
            switch (of)
            {
                case FirmwareState.Idle: return "Idle";
                case FirmwareState.Scheduled: return "Scheduled";
                case FirmwareState.Waiting: return "Waiting";
                case FirmwareState.Downloading: return "Downloading";
                case FirmwareState.Pausing: return "Pausing";
                case FirmwareState.Checking: return "Checking";
                case FirmwareState.Holding: return "Holding";
                case FirmwareState.Installing: return "Installing";
                default: return "Rebooting";
            }
        }

        /// <summary>The event's name, for the log.</summary>
        public static string NameOf(FirmwareEvent of)
        {
            switch (of)
            {
                case FirmwareEvent.Requested: return "Requested";
                case FirmwareEvent.Due: return "Due";
                case FirmwareEvent.Granted: return "Granted";
                case FirmwareEvent.Arrived: return "Arrived";
                case FirmwareEvent.Failed: return "Failed";
                case FirmwareEvent.GivenUp: return "GivenUp";
                case FirmwareEvent.RetryDue: return "RetryDue";
                case FirmwareEvent.Genuine: return "Genuine";
                case FirmwareEvent.Forged: return "Forged";
                case FirmwareEvent.Unsigned: return "Unsigned";
                case FirmwareEvent.Clear: return "Clear";
                case FirmwareEvent.InstallDone: return "InstallDone";
                case FirmwareEvent.InstallFailed: return "InstallFailed";
                case FirmwareEvent.RebootNeeded: return "RebootNeeded";
                case FirmwareEvent.BootedNew: return "BootedNew";
                case FirmwareEvent.BootedOld: return "BootedOld";
                default: return "ImageRefused";
            }
        }
    }
}
