using Ocpp.Client.Messages;

namespace Ocpp.Client.FirmwareManagement
{
    /// <summary>How far an installation is.</summary>
    public enum InstallResult
    {
        /// <summary>To be called again.</summary>
        Underway,
        /// <summary>The new firmware is in use; no reboot is needed.</summary>
        Done,
        /// <summary>The new image starts with the next boot.</summary>
        RebootNeeded,
        /// <summary>The former firmware stays.</summary>
        Failed,
        /// <summary>The staged file is not an image for this charger; nothing has changed.</summary>
        NotFit,
    }

    /// <summary>What the boot after an installation found.</summary>
    public enum InstallOutcome
    {
        /// <summary>Nothing was being installed.</summary>
        None,
        /// <summary>The new image runs and is confirmed.</summary>
        Installed,
        /// <summary>The former image runs.</summary>
        Failed,
        /// <summary>The new image runs, for this boot only unless it is confirmed.</summary>
        Trial,
        /// <summary>An update was under way before this boot and continues.</summary>
        Asked,
    }

    /// <summary>
    /// Receives a downloaded image and installs it, if the platform can: stage, test by one boot, confirm or revert. It
    /// stores the request and its outcome over reboots.
    /// </summary>
    public interface IFirmwareInstaller
    {
        /// <summary>Largest image, in bytes.</summary>
        int MostBytes { get; }

        /// <summary>A download begins: forget an earlier one. False when this image cannot be taken.</summary>
        /// <param name="request">Whose image it is: its <see cref="FirmwareRequest.Signed"/> and id come back with the outcome.</param>
        bool Begin(FirmwareRequest request, int length);

        /// <summary>Takes the image's next bytes; false when they could not be stored, which ends the download.</summary>
        bool Receive(byte[] buffer, int offset, int count);

        /// <summary>Begins to install, then returns how far it is: called again while <see cref="InstallResult.Underway"/>.</summary>
        InstallResult Install();

        /// <summary>The outcome of the installation before this boot; the same at every boot until <see cref="OutcomeTold"/>.</summary>
        /// <param name="request">Takes the request it was for.</param>
        InstallOutcome ReadOutcome(FirmwareRequest request);

        /// <summary>Stores a request, so that its update continues after a reboot; null when it is over.</summary>
        void Keep(FirmwareRequest request);

        /// <summary>Decides about the image on trial: true keeps it, false makes the next boot start the former one.</summary>
        void Confirm(bool good);

        /// <summary>The central system has received the outcome.</summary>
        void OutcomeTold();
    }

    /// <summary>
    /// For a platform that cannot replace its own image: the download and its checks are real, the image is discarded byte by
    /// byte, and installing reports that it failed.
    /// </summary>
    public sealed class NoInstaller : IFirmwareInstaller
    {
        /// <summary>Accepts images of up to so many bytes.</summary>
        public NoInstaller(int mostBytes)
        {
            MostBytes = mostBytes;
        }

        /// <inheritdoc/>
        public int MostBytes { get; }

        /// <inheritdoc/>
        public bool Begin(FirmwareRequest request, int length) => true;

        /// <inheritdoc/>
        public bool Receive(byte[] buffer, int offset, int count) => true;

        /// <inheritdoc/>
        public InstallResult Install() => InstallResult.Failed;

        /// <inheritdoc/>
        public InstallOutcome ReadOutcome(FirmwareRequest request) => InstallOutcome.None;

        /// <inheritdoc/>
        public void Keep(FirmwareRequest request)
        {
        }

        /// <inheritdoc/>
        public void Confirm(bool good)
        {
        }

        /// <inheritdoc/>
        public void OutcomeTold()
        {
        }
    }

    /// <summary>What a verifier found of the signing certificate.</summary>
    public enum CertificateCheck
    {
        /// <summary>All fast checks passed; <see cref="ISignatureVerifier.Work"/> does the rest.</summary>
        Good,
        /// <summary>It cannot be read, is not for signing, is not valid now, or no known root has signed it.</summary>
        Invalid,
        /// <summary>It has been revoked, as far as the verifier can know that.</summary>
        Revoked,
        /// <summary>This platform has no means to check signatures: signed updates are refused.</summary>
        NotAble,
    }

    /// <summary>State of a signature check that is done in steps.</summary>
    public enum SignatureState
    {
        /// <summary>Some steps are left.</summary>
        Underway,
        /// <summary>What was checked fits.</summary>
        Good,
        /// <summary>A signature does not fit.</summary>
        Bad,
    }

    /// <summary>Checks the signature of an image while it is downloaded (W L01). Stores what it needs of the certificate, over a reboot too.</summary>
    public interface ISignatureVerifier
    {
        /// <summary>
        /// Reads certificate and signature from the JSON text, with its escapes, and checks what is
        /// fast to check: names, dates, purposes. <see cref="Work"/> continues. A result other than Good leaves an update under way unchanged.
        /// </summary>
        CertificateCheck Begin(byte[] buffer, int certificateAt, int certificateCount, int signatureAt, int signatureCount);

        /// <summary>The image begins, for the first time or again.</summary>
        void Restart();

        /// <summary>Adds the image's next bytes to the hash.</summary>
        void Update(byte[] buffer, int offset, int count);

        /// <summary>
        /// Continues the check by some steps of a few milliseconds each: the certificates before the image begins, the image's
        /// signature once the whole of it has passed.
        /// </summary>
        /// <param name="image">True to check the image's signature; false for the certificates only.</param>
        SignatureState Work(int steps, bool image);
    }

    /// <summary>For a platform without signature checks.</summary>
    public sealed class NoVerifier : ISignatureVerifier
    {
        /// <inheritdoc/>
        public CertificateCheck Begin(byte[] buffer, int certificateAt, int certificateCount, int signatureAt, int signatureCount) => CertificateCheck.NotAble;

        /// <inheritdoc/>
        public void Restart()
        {
        }

        /// <inheritdoc/>
        public void Update(byte[] buffer, int offset, int count)
        {
        }

        /// <inheritdoc/>
        public SignatureState Work(int steps, bool image) => SignatureState.Bad;
    }
}
