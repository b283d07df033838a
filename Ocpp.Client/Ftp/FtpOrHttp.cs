using Ocpp.Client.FirmwareManagement;

namespace Ocpp.Client.Ftp
{
    /// <summary>ftp by one transfer, everything else by another, which refuses what it does not know (ftps too).</summary>
    public sealed class FtpOrHttp : IFileTransfer
    {
        /// <summary>SupportedFileTransferProtocols of an image that has both.</summary>
        public const string Protocols = "FTP,HTTP,HTTPS";

        private readonly IFileTransfer _ftp;
        private readonly IFileTransfer _other;
        private IFileTransfer _used;

        /// <summary>Uses <paramref name="ftp"/> for ftp locations and <paramref name="other"/> for all others.</summary>
        public FtpOrHttp(IFileTransfer ftp, IFileTransfer other)
        {
            _ftp = ftp;
            _other = _used = other;
        }

        /// <inheritdoc/>
        public TransferFailure Failure => _used.Failure;

        /// <inheritdoc/>
        public int Status => _used.Status;

        /// <inheritdoc/>
        public int Moved => _used.Moved;

        /// <inheritdoc/>
        public bool NeedsStall(string location) => Of(location).NeedsStall(location);

        /// <inheritdoc/>
        public void BeginDownload(string location, IDownloadSink sink, int mostBytes, long nowMs)
        {
            Use(location);
            _used.BeginDownload(location, sink, mostBytes, nowMs);
        }

        /// <inheritdoc/>
        public void BeginUpload(string location, string fileName, IUploadSource source, long nowMs)
        {
            Use(location);
            _used.BeginUpload(location, fileName, source, nowMs);
        }

        /// <inheritdoc/>
        public TransferState Poll(long nowMs) => _used.Poll(nowMs);

        /// <inheritdoc/>
        public void Abort()
        {
            _ftp.Abort();
            _other.Abort();
        }

        private IFileTransfer Of(string location) => FtpAddress.Is(location) ? _ftp : _other;

        private void Use(string location)
        {
            _used.Abort();
            _used = Of(location);
        }
    }
}
