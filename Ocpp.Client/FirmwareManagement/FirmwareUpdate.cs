using Charger.Runtime;
using Ocpp.Client.Messages;

namespace Ocpp.Client.FirmwareManagement
{
    /// <summary>
    /// Downloads, checks and installs firmware (rule 70), plain or signed. The session steps it, sends its statuses in
    /// order, and grants it calls that freeze the threads.
    /// </summary>
    public sealed class FirmwareUpdate : IDownloadSink
    {
        private const int StepMs = 100;
        private const int InstallLimitMs = 600_000;
        private const int TellLimitMs = 60_000;

        // Steps of signature arithmetic per turn: few during a transaction, whose threads need the processor.
        private const int StepsCharging = 1;
        private const int StepsIdle = 8;

        private readonly IFileTransfer _transfer;
        private readonly IFirmwareInstaller _installer;
        private readonly ISignatureVerifier _verifier;
        private readonly ILog _log;
        private readonly FirmwareUpdateTable _row = new FirmwareUpdateTable();
        private readonly StatusQueue _statuses = new StatusQueue();
        private readonly Attempts _attempts = new Attempts();
        private FirmwareRequest _request;
        private FirmwareStatus _told = FirmwareStatus.Idle;
        private long _tellUntilMs;
        private long _deadlineMs;

        /// <summary>Idle at first; without a transfer (null) it can only tell how an installation before the boot ended.</summary>
        public FirmwareUpdate(IFileTransfer transfer, IFirmwareInstaller installer, ISignatureVerifier verifier, ILog log)
        {
            _transfer = transfer;
            _installer = installer;
            _verifier = verifier;
            _log = log;
        }

        /// <summary>State of the update.</summary>
        public FirmwareState State { get; private set; }

        /// <summary>False for one that only reports how an installation before the boot ended.</summary>
        public bool CanTransfer => _transfer != null;

        /// <summary>Copied to ConnectorOutputs.StallRequested: true from before an HTTPS transfer until its end.</summary>
        public bool StallWanted { get; private set; }

        /// <summary>Copied to ConnectorOutputs.InstallUnderWay.</summary>
        public bool InstallUnderWay => State == FirmwareState.Installing || State == FirmwareState.Rebooting;

        /// <summary>The new image needs a reboot, and all statuses are sent.</summary>
        public bool RebootWanted => State == FirmwareState.Rebooting && _statuses.Count == 0;

        /// <summary>A status waits to be sent: <see cref="Status"/>.</summary>
        public bool HasStatus => _statuses.Count > 0;

        /// <summary>The next status to send; when none waits (for a trigger), the present one: Idle when no update is under way.</summary>
        public FirmwareStatus Status => _statuses.Count > 0 ? (FirmwareStatus)_statuses.First : State == FirmwareState.Idle ? FirmwareStatus.Idle : _told;

        /// <summary>The statuses go out as SignedFirmwareStatusNotification, with <see cref="RequestId"/>.</summary>
        public bool IsSigned => _request != null && _request.Signed;

        /// <summary>The request's id of a signed update; 0 for a plain one.</summary>
        public int RequestId => _request == null ? 0 : _request.RequestId;

        /// <summary>Pairs of state and event that the table does not list.</summary>
        public int Unlisted { get; private set; }

        /// <summary>The request of this update; null before the first.</summary>
        public FirmwareRequest Asked => _request;

        /// <summary>Called after boot, and again once an image on trial is confirmed: queues the status of how the installation ended.</summary>
        public InstallOutcome Boot()
        {
            FirmwareRequest request = new FirmwareRequest();
            InstallOutcome outcome = _installer.ReadOutcome(request);
            _request = request;
            if (outcome == InstallOutcome.Installed) Happened(FirmwareEvent.BootedNew);
            else if (outcome == InstallOutcome.Failed) Happened(FirmwareEvent.BootedOld);
            return outcome;
        }

        /// <summary>UpdateFirmware, whose answer is empty; false when an installation is under way and it was ignored.</summary>
        public bool Request(FirmwareRequest request)
        {
            if (!Happened(FirmwareEvent.Requested)) return false;
            Accept(request);
            return true;
        }

        /// <summary>SignedUpdateFirmware; certificate and signature lie in the received message.</summary>
        public RequestAnswer RequestSigned(FirmwareRequest request, byte[] buffer, int certificateAt, int certificateCount, int signatureAt, int signatureCount, bool clockKnown, long nowUtcMs)
        {
            if (InstallUnderWay) return RequestAnswer.Rejected;
            CertificateCheck check = _verifier.Begin(buffer, certificateAt, certificateCount, signatureAt, signatureCount);
            if (check == CertificateCheck.Invalid) return RequestAnswer.InvalidCertificate;
            if (check == CertificateCheck.Revoked) return RequestAnswer.RevokedCertificate;
            if (check != CertificateCheck.Good) return RequestAnswer.Rejected;
            bool busy = State != FirmwareState.Idle;
            Happened(FirmwareEvent.Requested);
            Accept(request);
            if (!clockKnown || request.RetrieveMs > nowUtcMs) Tell(FirmwareStatus.DownloadScheduled);
            return busy ? RequestAnswer.AcceptedCanceled : RequestAnswer.Accepted;
        }

        /// <summary>The status is on its way to the central system.</summary>
        public void StatusTold()
        {
            _statuses.Remove();
            if (!CanTransfer && _statuses.Count == 0) _installer.OutcomeTold();
        }

        /// <summary>Does what is due; returns the next deadline, monotonic.</summary>
        public long Step(long nowMs, bool clockKnown, long nowUtcMs, bool transactionRunning, bool stallGranted)
        {
            switch (State)
            {
                case FirmwareState.Idle:
                case FirmwareState.Rebooting:
                    return long.MaxValue;
                case FirmwareState.Scheduled:
                    SignatureState chain = Check(transactionRunning);
                    if (chain == SignatureState.Bad) Happened(FirmwareEvent.Forged);
                    else if (chain == SignatureState.Good && clockKnown && nowUtcMs >= _request.RetrieveMs) Happened(FirmwareEvent.Due);
                    break;
                case FirmwareState.Waiting:
                    Wait(nowMs, stallGranted);
                    break;
                case FirmwareState.Downloading:
                    Download(nowMs);
                    break;
                case FirmwareState.Pausing:
                    if (nowMs >= _attempts.DueMs) Happened(FirmwareEvent.RetryDue);
                    break;
                case FirmwareState.Checking:
                    SignatureState image = Check(transactionRunning);
                    if (image == SignatureState.Underway) break;
                    Happened(!_request.Signed ? FirmwareEvent.Unsigned : image == SignatureState.Good ? FirmwareEvent.Genuine : FirmwareEvent.Forged);
                    if (State == FirmwareState.Holding && _request.InstallMs > nowUtcMs) Tell(FirmwareStatus.InstallScheduled);
                    break;
                case FirmwareState.Holding:
                    Hold(nowMs, clockKnown, nowUtcMs, transactionRunning);
                    break;
                default:
                    Install(nowMs);
                    break;
            }
            return nowMs + StepMs;
        }

        bool IDownloadSink.Begin(int length)
        {
            if (_request.Signed) _verifier.Restart();
            return length <= _installer.MostBytes && _installer.Begin(_request, length);
        }

        bool IDownloadSink.Receive(byte[] buffer, int offset, int count)
        {
            if (_request.Signed) _verifier.Update(buffer, offset, count);
            return _installer.Receive(buffer, offset, count);
        }

        private SignatureState Check(bool transactionRunning) => _request.Signed ? _verifier.Work(transactionRunning ? StepsCharging : StepsIdle, State == FirmwareState.Checking) : SignatureState.Good;

        private void Accept(FirmwareRequest request)
        {
            _transfer.Abort();
            // They would be sent with the new request's id.
            _statuses.Clear();
            StallWanted = false;
            _request = request;
            _told = FirmwareStatus.Idle;
            _attempts.Begin(request.Retries, request.RetryIntervalS);
            _installer.Keep(request);
        }

        private void Wait(long nowMs, bool stallGranted)
        {
            // A grant from before this request may belong to another requester.
            bool asked = StallWanted;
            StallWanted = _transfer.NeedsStall(_request.Location);
            if (StallWanted && !(asked && stallGranted)) return;
            Happened(FirmwareEvent.Granted);
            _transfer.BeginDownload(_request.Location, this, _installer.MostBytes, nowMs);
        }

        private void Download(long nowMs)
        {
            TransferState state = _transfer.Poll(nowMs);
            if (state == TransferState.Running) return;
            StallWanted = false;
            if (state == TransferState.Done)
            {
                Happened(FirmwareEvent.Arrived);
                return;
            }
            _log.Write(LogLevel.Warning, LogSection.Ocpp, "firmware download failed: " + TransferFailures.Describe(_transfer.Failure) + ", status " + _transfer.Status + ", after " + _transfer.Moved + " bytes");
            Happened(_attempts.Another(nowMs) ? FirmwareEvent.Failed : FirmwareEvent.GivenUp);
        }

        private void Hold(long nowMs, bool clockKnown, long nowUtcMs, bool transactionRunning)
        {
            bool due = _request.InstallMs == 0 || (clockKnown && nowUtcMs >= _request.InstallMs);
            if (!due || transactionRunning) return;
            _tellUntilMs = nowMs + TellLimitMs;
            _deadlineMs = nowMs + InstallLimitMs;
            Happened(FirmwareEvent.Clear);
        }

        private void Install(long nowMs)
        {
            // The status Installing is sent before flash is written, as far as the link allows.
            if (_statuses.Count > 0 && nowMs < _tellUntilMs) return;
            InstallResult result = _installer.Install();
            if (result == InstallResult.Done) Happened(FirmwareEvent.InstallDone);
            else if (result == InstallResult.RebootNeeded) Happened(FirmwareEvent.RebootNeeded);
            else if (result == InstallResult.NotFit && IsSigned) Happened(FirmwareEvent.ImageRefused);
            else if (result == InstallResult.Failed || result == InstallResult.NotFit || nowMs >= _deadlineMs) Happened(FirmwareEvent.InstallFailed);
        }

        private bool Happened(FirmwareEvent happened)
        {
            if (!_row.Find(State, happened))
            {
                Unlisted++;
                _log.Write(LogLevel.Warning, LogSection.Ocpp, "firmware update: event " + FirmwareUpdateTable.NameOf(happened) + " does not belong to state " + FirmwareUpdateTable.NameOf(State));
                return false;
            }
            if (State != FirmwareState.Idle && _row.Next == FirmwareState.Idle) _installer.Keep(null);
            State = _row.Next;
            if (_row.Tells != FirmwareStatus.None) Tell(_row.Tells);
            return true;
        }

        // A status that the plain message does not have is left out, and so is a repeated one (Downloading on a further attempt).
        private void Tell(FirmwareStatus status)
        {
            if (status == _told || (!IsSigned && FirmwareStatusWords.IsSignedOnly(status))) return;
            _told = status;
            _statuses.Add((int)status);
        }
    }
}
