using Ocpp.Client.Messages;

namespace Ocpp.Client.FirmwareManagement
{
    public enum InstallResult
    {
        Underway,
        Done,
        /// <summary>The new image starts with the next boot.</summary>
        RebootNeeded,
        Failed,
        /// <summary>What was staged is no image for this charger; nothing has changed.</summary>
        NotFit,
    }

    /// <summary>What the boot after an installation found.</summary>
    public enum InstallOutcome
    {
        /// <summary>Nothing was being installed.</summary>
        None,
        Installed,
        /// <summary>The former image runs.</summary>
        Failed,
        /// <summary>The new image runs, until it is confirmed for this boot alone.</summary>
        Trial,
        /// <summary>An update was under way before this boot and is to go on.</summary>
        Asked,
    }

    /// <summary>
    /// Takes a downloaded image and installs it, where the platform has the means: stage, test by one boot, confirm or go back. It
    /// keeps over reboots what was asked for and how it ended.
    /// </summary>
    public interface IFirmwareInstaller
    {
        /// <summary>Largest image, in bytes.</summary>
        int MostBytes { get; }

        /// <summary>A download begins: forget an earlier one. False when this image cannot be taken.</summary>
        /// <param name="request">Whose image it is: its <see cref="FirmwareRequest.Signed"/> and id come back with the outcome.</param>
        bool Begin(FirmwareRequest request, int length);

        bool Take(byte[] buffer, int offset, int count);

        /// <summary>Begins to install, then tells how far it is: asked again while <see cref="InstallResult.Underway"/>.</summary>
        InstallResult Install();

        /// <summary>Of the installation before this boot; the same at every boot until <see cref="OutcomeTold"/>.</summary>
        /// <param name="request">Takes the request it was for.</param>
        InstallOutcome TakeOutcome(FirmwareRequest request);

        /// <summary>An update is asked for, and goes on after a reboot; null: it is over.</summary>
        void Keep(FirmwareRequest request);

        /// <summary>Of the image on trial: true keeps it, false lets the next boot start the former one.</summary>
        void Confirm(bool good);

        /// <summary>The central system has taken the outcome.</summary>
        void OutcomeTold();
    }

    /// <summary>
    /// For a platform that cannot replace its own image: the download and its checks are real, the image is let go byte by
    /// byte, and installing says truthfully that it failed.
    /// </summary>
    public sealed class NoInstaller : IFirmwareInstaller
    {
        public NoInstaller(int mostBytes)
        {
            MostBytes = mostBytes;
        }

        public int MostBytes { get; }

        public bool Begin(FirmwareRequest request, int length) => true;

        public bool Take(byte[] buffer, int offset, int count) => true;

        public InstallResult Install() => InstallResult.Failed;

        public InstallOutcome TakeOutcome(FirmwareRequest request) => InstallOutcome.None;

        public void Keep(FirmwareRequest request)
        {
        }

        public void Confirm(bool good)
        {
        }

        public void OutcomeTold()
        {
        }
    }

    public enum CertificateCheck
    {
        Good,
        Invalid,
        Revoked,
        /// <summary>This platform has no means to check signatures: signed updates are refused.</summary>
        NotAble,
    }

    /// <summary>How a check that is worked off in steps stands.</summary>
    public enum SignatureState
    {
        Underway,
        Good,
        Bad,
    }

    /// <summary>Checks the signature of an image while it passes by (W L01). Keeps of the certificate what it needs, over a reboot too.</summary>
    public interface ISignatureVerifier
    {
        /// <summary>
        /// Takes certificate and signature from the JSON text, escapes as they stand there, and checks of the certificate what is
        /// quickly checked: names, dates, purposes. <see cref="Work"/> goes on. What is not Good changes nothing of an update under way.
        /// </summary>
        CertificateCheck Begin(byte[] buffer, int certificateAt, int certificateCount, int signatureAt, int signatureCount);

        /// <summary>The image begins, perhaps once more.</summary>
        void Restart();

        void Update(byte[] buffer, int offset, int count);

        /// <summary>
        /// Goes on with what is due, some steps of a few milliseconds each: the certificates before the image begins, the image's
        /// signature once the whole of it has passed.
        /// </summary>
        /// <param name="image">The image's signature is asked for; else the certificates' alone.</param>
        SignatureState Work(int steps, bool image);
    }

    /// <summary>For a platform without signature checks.</summary>
    public sealed class NoVerifier : ISignatureVerifier
    {
        public CertificateCheck Begin(byte[] buffer, int certificateAt, int certificateCount, int signatureAt, int signatureCount) => CertificateCheck.NotAble;

        public void Restart()
        {
        }

        public void Update(byte[] buffer, int offset, int count)
        {
        }

        public SignatureState Work(int steps, bool image) => SignatureState.Bad;
    }
}
