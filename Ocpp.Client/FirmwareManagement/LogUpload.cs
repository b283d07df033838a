using Charger.Runtime;
using Ocpp.Client.Messages;

namespace Ocpp.Client.FirmwareManagement
{
    /// <summary>The logs that can be uploaded.</summary>
    public interface ILogFiles
    {
        /// <summary>Writes the lines in memory to flash, before the upload's objects are allocated: both would not fit on the heap.</summary>
        void Bring();

        /// <summary>Picks the lines of a time span; returns the file's name, or null when there are none (rule 71): then the former selection stays.</summary>
        /// <param name="fromMs">UTC in ms; 0 for the oldest.</param>
        /// <param name="toMs">UTC in ms; <see cref="long.MaxValue"/> for the latest.</param>
        string Pick(LogKind kind, long fromMs, long toMs);

        /// <summary>What was picked.</summary>
        IUploadSource Picked { get; }

        /// <summary>The selection is not read at present, so the log may change; <see cref="IUploadSource.Rewind"/> picks the same time span again.</summary>
        void Release();
    }

    /// <summary>UploadLogStatus (W); the first four are DiagnosticsStatus (S 7.24) as well, Failed as UploadFailed.</summary>
    public enum UploadStatus
    {
        /// <summary>No upload is under way.</summary>
        Idle,
        /// <summary>The upload has begun.</summary>
        Uploading,
        /// <summary>The whole file is uploaded.</summary>
        Uploaded,
        /// <summary>All attempts failed.</summary>
        Failed,
        /// <summary>The location is no URL.</summary>
        BadMessage,
        /// <summary>This image has no transfer for the location's scheme.</summary>
        NotSupportedOperation,
        /// <summary>The server refused the user (HTTP 401 or 403, FTP 530).</summary>
        PermissionDenied,
    }

    /// <summary>State of an upload.</summary>
    public enum UploadState
    {
        /// <summary>No upload is under way.</summary>
        Idle,
        /// <summary>Waits for the grant to freeze the threads, if the transfer needs it.</summary>
        Waiting,
        /// <summary>The transfer runs.</summary>
        Uploading,
        /// <summary>An attempt failed; the next one follows after a pause.</summary>
        Pausing,
    }

    /// <summary>
    /// Uploads a log for GetDiagnostics (rule 71) or GetLog (W, 4.3): one at a time; a new request replaces the old one.
    /// The session steps it and sends its statuses in order.
    /// </summary>
    public sealed class LogUpload
    {
        private const int StepMs = 100;

        private readonly IFileTransfer _transfer;
        private readonly ILogFiles _files;
        private readonly ILog _log;
        private readonly StatusQueue _statuses = new StatusQueue();
        private readonly Attempts _attempts = new Attempts();
        private string _location = "";
        private UploadStatus _told;
        private bool _otherMethod;

        /// <summary>Idle until a request.</summary>
        public LogUpload(IFileTransfer transfer, ILogFiles files, ILog log)
        {
            _transfer = transfer;
            _files = files;
            _log = log;
        }

        /// <summary>State of the upload.</summary>
        public UploadState State { get; private set; }

        /// <summary>Copied to ConnectorOutputs.StallRequested.</summary>
        public bool StallWanted { get; private set; }

        /// <summary>Name of the file being uploaded, for the answer; null when there is none.</summary>
        public string FileName { get; private set; }

        /// <summary>Asked for by GetLog: statuses go out as LogStatusNotification, with <see cref="RequestId"/>.</summary>
        public bool IsLog { get; private set; }

        /// <summary>The request's id of GetLog; 0 for GetDiagnostics.</summary>
        public int RequestId { get; private set; }

        /// <summary>A status waits to be sent: <see cref="Status"/>.</summary>
        public bool HasStatus => _statuses.Count > 0;

        /// <summary>The next status to send; when none waits (for a trigger), Uploading or Idle (S 4.4).</summary>
        public UploadStatus Status => _statuses.Count > 0 ? (UploadStatus)_statuses.First : State == UploadState.Idle ? UploadStatus.Idle : UploadStatus.Uploading;

        /// <summary>The status as the wire spells it.</summary>
        public string StatusWord => Word(Status, IsLog);

        /// <summary>GetDiagnostics: returns the answer's fileName; null for an answer without one, and an upload under way then continues.</summary>
        public string RequestDiagnostics(string location, int retries, int retryIntervalS, long fromMs, long toMs)
        {
            if (!Accept(LogKind.DiagnosticsLog, location, retries, retryIntervalS, fromMs, toMs)) return null;
            IsLog = false;
            RequestId = 0;
            return FileName;
        }

        /// <summary>GetLog: Rejected when there is nothing to upload (an upload under way continues), AcceptedCanceled when an upload was ended for it.</summary>
        public RequestAnswer RequestLog(LogKind kind, int requestId, string location, int retries, int retryIntervalS, long fromMs, long toMs)
        {
            bool busy = State != UploadState.Idle;
            if (!Accept(kind, location, retries, retryIntervalS, fromMs, toMs)) return RequestAnswer.Rejected;
            IsLog = true;
            RequestId = requestId;
            return busy ? RequestAnswer.AcceptedCanceled : RequestAnswer.Accepted;
        }

        /// <summary>The status is on its way to the central system.</summary>
        public void StatusTold() => _statuses.Remove();

        /// <summary>Does what is due; returns the next deadline, monotonic.</summary>
        public long Step(long nowMs, bool stallGranted)
        {
            switch (State)
            {
                case UploadState.Idle:
                    return long.MaxValue;
                case UploadState.Waiting:
                    Wait(nowMs, stallGranted);
                    break;
                case UploadState.Uploading:
                    Upload(nowMs);
                    break;
                default:
                    if (nowMs >= _attempts.DueMs) State = UploadState.Waiting;
                    break;
            }
            return nowMs + StepMs;
        }

        /// <summary>A status as LogStatusNotification spells it (W), or DiagnosticsStatusNotification (S 7.24).</summary>
        public static string Word(UploadStatus status, bool ofLog)
        {
            switch (status)
            {
                case UploadStatus.Uploading: return "Uploading";
                case UploadStatus.Uploaded: return "Uploaded";
                case UploadStatus.Idle: return "Idle";
                default:
                    if (!ofLog) return "UploadFailed";
                    if (status == UploadStatus.BadMessage) return "BadMessage";
                    if (status == UploadStatus.NotSupportedOperation) return "NotSupportedOperation";
                    return status == UploadStatus.PermissionDenied ? "PermissionDenied" : "UploadFailure";
            }
        }

        private bool Accept(LogKind kind, string location, int retries, int retryIntervalS, long fromMs, long toMs)
        {
            string name = _files.Pick(kind, fromMs, toMs);
            if (name == null) return false;
            if (State != UploadState.Idle || _statuses.Count > 0) _log.Write(LogLevel.Warning, LogSection.Ocpp, "log upload of " + FileName + " is replaced by another; it was " + StatusWord);
            _transfer.Abort();
            // They would be sent with the new request's id.
            _statuses.Clear();
            StallWanted = _otherMethod = false;
            _told = UploadStatus.Idle;
            _location = location;
            FileName = name;
            _attempts.Begin(retries, retryIntervalS);
            State = UploadState.Waiting;
            return true;
        }

        private void Wait(long nowMs, bool stallGranted)
        {
            // A grant from before this request may belong to another requester.
            bool asked = StallWanted;
            StallWanted = _transfer.NeedsStall(_location);
            if (StallWanted && !(asked && stallGranted)) return;
            State = UploadState.Uploading;
            Tell(UploadStatus.Uploading);
            _transfer.BeginUpload(_location, FileName, _files.Picked, nowMs);
        }

        private void Upload(long nowMs)
        {
            TransferState state = _transfer.Poll(nowMs);
            if (state == TransferState.Running) return;
            // The other of PUT and POST belongs to the same attempt.
            bool refusesMethod = state == TransferState.Failed && _transfer.Failure == TransferFailure.HttpStatus && (_transfer.Status == 405 || _transfer.Status == 501);
            if (refusesMethod && !_otherMethod)
            {
                _otherMethod = true;
                _transfer.BeginUpload(_location, FileName, _files.Picked, nowMs);
                return;
            }
            StallWanted = false;
            if (state == TransferState.Done)
            {
                State = UploadState.Idle;
                Tell(UploadStatus.Uploaded);
                return;
            }
            _log.Write(LogLevel.Warning, LogSection.Ocpp, "log upload failed: " + TransferFailures.Describe(_transfer.Failure) + ", status " + _transfer.Status + ", after " + _transfer.Moved + " bytes");
            // Another attempt does not help when the location is wrong.
            bool hopeless = _transfer.Failure == TransferFailure.BadAddress || _transfer.Failure == TransferFailure.UnknownScheme;
            if (!hopeless && _attempts.Another(nowMs))
            {
                State = UploadState.Pausing;
                return;
            }
            State = UploadState.Idle;
            Tell(StatusOf(_transfer.Failure));
        }

        private static UploadStatus StatusOf(TransferFailure failure)
        {
            if (failure == TransferFailure.BadAddress) return UploadStatus.BadMessage;
            if (failure == TransferFailure.UnknownScheme) return UploadStatus.NotSupportedOperation;
            return failure == TransferFailure.Denied ? UploadStatus.PermissionDenied : UploadStatus.Failed;
        }

        private void Tell(UploadStatus status)
        {
            if (status == _told) return;
            _told = status;
            _statuses.Add((int)status);
        }
    }
}
