using Ocpp.Client.Configuration;
using Ocpp.Client.Messages;
using Ocpp.Client.Session;

namespace Ocpp.Client.FirmwareManagement
{
    /// <summary>
    /// Files in the session: GetDiagnostics, GetLog, UpdateFirmware, SignedUpdateFirmware and their status messages (rules 70
    /// and 71). An upload or an update exists from its request until its last status was answered; a status whose answer
    /// was lost with the link is sent again; one that is not answered in time is sent three times in all.
    /// </summary>
    public sealed class FileCalls : SessionPart
    {
        // Bits: which statuses were triggered, and which one waits for its answer.
        private const int Diagnostics = 1;
        private const int Logs = 2;
        private const int Firmware = 4;
        private const int SignedFirmware = 8;
        private const int OfUpload = Diagnostics | Logs;
        private const int OfFirmware = Firmware | SignedFirmware;
        private const int MostUnanswered = 3;

        /// <summary>A new image is reverted when the central system has not accepted it by then: a charger that is not reachable could not be updated again.</summary>
        private const int TrialMs = 900_000;

        private readonly IFileTransfers _transfers;
        private readonly ILogFiles _logs;
        private readonly IFirmwareInstaller _installer;
        private readonly ISignatureVerifier _verifier;
        private LogUpload _upload;
        private FirmwareUpdate _update;
        private bool _begun;
        private bool _onTrial;

        /// <summary>The last step was the upload's: upload and update take turns.</summary>
        private bool _uploaded;
        private int _triggered;
        private int _out;
        private int _unanswered;

        /// <summary>Opens nothing: a transfer exists only while an upload or an update needs it.</summary>
        public FileCalls(IFileTransfers transfers, ILogFiles logs, IFirmwareInstaller installer, ISignatureVerifier verifier)
        {
            _transfers = transfers;
            _logs = logs;
            _installer = installer;
            _verifier = verifier;
        }

        /// <summary>A transfer is under way: a step may block while it connects.</summary>
        public bool Busy => (_upload != null && _upload.State != UploadState.Idle) || (_update != null && _update.State != FirmwareState.Idle);

        /// <inheritdoc/>
        public override bool TryHandle()
        {
            if (C.Rpc.Frame.IsNamed(GetDiagnostics.Action)) ReceiveGetDiagnostics();
            else if (C.Rpc.Frame.IsNamed(GetDiagnostics.LogAction)) ReceiveGetLog();
            else if (C.Rpc.Frame.IsNamed(UpdateFirmware.Action)) ReceiveUpdateFirmware();
            else if (C.Rpc.Frame.IsNamed(SignedUpdateFirmware.Action)) ReceiveSignedUpdateFirmware();
            else return false;
            return true;
        }

        /// <inheritdoc/>
        public override void Step()
        {
            if (!_begun || (_onTrial && C.Registration.IsAccepted)) Begin();
            if (_onTrial && C.NowMs >= TrialMs && !C.Transactions.Running) GoBack();
            // One connect per step: each may block for the whole time that the supervisor grants the thread.
            bool uploads = _upload != null && !C.HasConnected && (_update == null || !_uploaded);
            bool updates = _update != null && !C.HasConnected && !uploads;
            _uploaded = uploads;
            if (uploads)
            {
                _upload.Step(C.NowMs, C.Inputs.StallGranted);
                if (_upload.State != UploadState.Uploading) _logs.Release();
                if (_upload.State == UploadState.Idle && !_upload.HasStatus) _upload = null;
            }
            if (updates)
            {
                FirmwareState before = _update.State;
                _update.Step(C.NowMs, C.Clock.IsKnown, C.UtcMs, C.Transactions.Running, C.Inputs.StallGranted);
                bool wrong = _update.State == FirmwareState.Idle && (before == FirmwareState.Checking || before == FirmwareState.Scheduled);
                if (wrong) C.Raise(before == FirmwareState.Checking ? SecurityEvent.InvalidFirmwareSignature : SecurityEvent.InvalidFirmwareSigningCertificate, "request " + _update.RequestId);
                C.Outputs.InstallUnderWay = _update.InstallUnderWay;
                if (_update.RebootWanted) C.Outputs.RebootWanted = true;
                if (_update.State == FirmwareState.Idle && !_update.HasStatus) _update = null;
            }
            C.Outputs.RequestStall(StallRequester.Files, (_upload != null && _upload.StallWanted) || (_update != null && _update.StallWanted));
            if (Busy) C.Due(C.NowMs);
        }

        /// <inheritdoc/>
        public override bool TrySend()
        {
            if (!C.Rpc.CanCall) return false;
            if (_upload != null && _upload.HasStatus) return Send(_upload.IsLog ? Logs : Diagnostics, true);
            return _update != null && _update.HasStatus && Send(_update.IsSigned ? SignedFirmware : Firmware, true);
        }

        /// <inheritdoc/>
        public override bool Ended(int kind, RpcEvent how)
        {
            if (kind != CallKind.Progress) return false;
            int ended = _out;
            _out = 0;
            if (ended == 0 || how == RpcEvent.Lost || (how == RpcEvent.TimedOut && ++_unanswered < MostUnanswered)) return true;
            if (_unanswered >= MostUnanswered) C.Warn("a status of a transfer is given up: not answered " + MostUnanswered + " times");
            _unanswered = 0;
            if ((ended & OfUpload) == 0)
            {
                if (_update != null) _update.StatusTold();
            }
            else if (_upload != null) _upload.StatusTold();
            return true;
        }

        /// <inheritdoc/>
        public override bool TryTrigger(string message, int connectorId)
        {
            int which = message == ProgressNotifications.Diagnostics ? Diagnostics : message == ProgressNotifications.Log ? Logs
                : message == ProgressNotifications.Firmware ? Firmware : message == ProgressNotifications.SignedFirmware ? SignedFirmware : 0;
            _triggered |= which;
            return which != 0;
        }

        /// <inheritdoc/>
        public override bool TrySendTriggered()
        {
            if (_triggered == 0 || !C.Rpc.CanCall) return false;
            int which = _triggered & -_triggered;
            _triggered &= ~which;
            return Send(which, false);
        }

        private void Begin()
        {
            bool again = _begun;
            if (again)
            {
                C.Info("the new firmware is confirmed: the central system has accepted it");
                _installer.Confirm(true);
            }
            _begun = true;
            FirmwareUpdate update = new FirmwareUpdate(null, _installer, _verifier, C.Log);
            InstallOutcome outcome = update.Boot();
            _onTrial = outcome == InstallOutcome.Trial && !again;
            if (update.HasStatus) _update = update;
            else if (outcome == InstallOutcome.Asked)
            {
                _update = Update();
                _update.Request(update.Asked);
            }
        }

        private void GoBack()
        {
            _onTrial = false;
            C.Warn("the central system has not accepted the new firmware within " + TrialMs / 60000 + " min: the former one starts");
            _installer.Confirm(false);
            C.Outputs.RebootWanted = true;
        }

        /// <summary>Sends one status; one that was not queued is the present one, Idle when nothing is under way (rule 70).</summary>
        private bool Send(int which, bool queued)
        {
            bool ofLog = which == Logs;
            bool signed = which == SignedFirmware;
            string word;
            bool withId;
            int id;
            if (which == Diagnostics || ofLog)
            {
                bool its = _upload != null && _upload.IsLog == ofLog;
                word = its ? _upload.StatusWord : "Idle";
                withId = ofLog && its;
                id = its ? _upload.RequestId : 0;
            }
            else
            {
                bool its = _update != null && _update.IsSigned == signed;
                word = FirmwareStatusWords.Of(its ? _update.Status : FirmwareStatus.Idle);
                withId = signed && its;
                id = its ? _update.RequestId : 0;
            }
            _out = queued ? which : 0;
            C.Rpc.BeginCall(ofLog ? ProgressNotifications.Log : which == Diagnostics ? ProgressNotifications.Diagnostics : signed ? ProgressNotifications.SignedFirmware : ProgressNotifications.Firmware);
            ProgressNotifications.Write(C.Rpc.Writer, word, withId, id);
            return C.Rpc.EndCall(CallKind.Progress, C.NowMs, C.Configuration.Whole(OcppKeys.MessageTimeout) * 1000);
        }

        private LogUpload Upload()
        {
            if (_upload == null) _upload = new LogUpload(_transfers.Open(C.Configuration, C.Log), _logs, C.Log);
            return _upload;
        }

        /// <summary>The existing update, or a new one, which replaces it once its request is accepted.</summary>
        private FirmwareUpdate Update()
        {
            // An update that only reports how the last installation ended has no transfer.
            return _update != null && _update.CanTransfer ? _update : new FirmwareUpdate(_transfers.Open(C.Configuration, C.Log), _installer, _verifier, C.Log);
        }

        /// <summary>A late answer to the previous request is ignored: it does not answer the first status of the new one.</summary>
        private void Replaced(int statuses)
        {
            if ((_out & statuses) != 0) _out = 0;
            _unanswered = 0;
        }

        private void ReceiveGetDiagnostics()
        {
            GetDiagnostics m = new GetDiagnostics();
            if (!m.Read(C.Payload, C.Rpc.Frame)) return;
            C.Rpc.KeepIdAlone();
            _logs.Bring();
            string name = Upload().RequestDiagnostics(m.Location, m.Retries, m.RetryIntervalS, m.FromMs, m.ToMs);
            if (name != null) Replaced(OfUpload);
            C.Info(name == null ? "GetDiagnostics: there are no lines of that time" : "diagnostics " + name + " are asked for");
            C.Rpc.BeginResult();
            GetDiagnostics.WriteAnswer(C.Rpc.Writer, name);
            C.Rpc.EndResult();
        }

        private void ReceiveGetLog()
        {
            GetDiagnostics m = new GetDiagnostics();
            if (!m.ReadLog(C.Payload, C.Rpc.Frame)) return;
            C.Rpc.KeepIdAlone();
            _logs.Bring();
            RequestAnswer answer = Upload().RequestLog(m.Kind, m.RequestId, m.Location, m.Retries, m.RetryIntervalS, m.FromMs, m.ToMs);
            if (answer != RequestAnswer.Rejected) Replaced(OfUpload);
            else C.Warn("GetLog " + m.RequestId + " is rejected: there are no lines of that time");
            C.Rpc.BeginResult();
            GetDiagnostics.WriteLogAnswer(C.Rpc.Writer, answer, answer == RequestAnswer.Rejected ? null : _upload.FileName);
            C.Rpc.EndResult();
        }

        private void ReceiveUpdateFirmware()
        {
            FirmwareRequest request = new FirmwareRequest();
            if (!UpdateFirmware.Read(C.Payload, C.Rpc.Frame, request)) return;
            // While an image is on trial, the record on flash belongs to that image.
            FirmwareUpdate update = Update();
            if (!_onTrial && update.Request(request))
            {
                _update = update;
                Replaced(OfFirmware);
            }
            else C.Warn("UpdateFirmware is ignored: an installation is under way");
            C.Rpc.BeginResult();
            C.Rpc.Writer.Raw("{}");
            C.Rpc.EndResult();
        }

        private void ReceiveSignedUpdateFirmware()
        {
            FirmwareRequest request = new FirmwareRequest();
            SignedUpdateFirmware m = new SignedUpdateFirmware();
            if (!m.Read(C.Payload, C.Rpc.Frame, request)) return;
            FirmwareUpdate update = Update();
            RequestAnswer answer = _onTrial ? RequestAnswer.Rejected : update.RequestSigned(request, C.Rpc.Frame.Buffer, m.CertificateAt, m.CertificateCount, m.SignatureAt, m.SignatureCount, C.Clock.IsKnown, C.UtcMs);
            if (answer == RequestAnswer.InvalidCertificate || answer == RequestAnswer.RevokedCertificate) C.Raise(SecurityEvent.InvalidFirmwareSigningCertificate, "request " + request.RequestId);
            if (answer == RequestAnswer.Accepted || answer == RequestAnswer.AcceptedCanceled)
            {
                _update = update;
                Replaced(OfFirmware);
            }
            if (answer != RequestAnswer.Accepted) C.Warn("SignedUpdateFirmware " + request.RequestId + ": " + SignedUpdateFirmware.Word(answer));
            C.Rpc.Status(SignedUpdateFirmware.Word(answer));
        }
    }
}
