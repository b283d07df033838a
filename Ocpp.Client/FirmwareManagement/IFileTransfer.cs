using Charger.Runtime;
using Ocpp.Client.Configuration;

namespace Ocpp.Client.FirmwareManagement
{
    public enum TransferState
    {
        Idle,
        Running,
        Done,
        Failed,
    }

    /// <summary>Why a transfer failed.</summary>
    public enum TransferFailure
    {
        None,
        /// <summary>The location is no URL.</summary>
        BadAddress,
        /// <summary>Neither http nor https, nor ftp in an image that has it.</summary>
        UnknownScheme,
        /// <summary>The name has no address; look-ups may not be allowed while the output is on.</summary>
        NoAddress,
        NotReached,
        /// <summary>TLS: no means here, or a certificate that is not acceptable.</summary>
        Untrusted,
        TimedOut,
        Lost,
        /// <summary>401 or 403; of FTP 530 and its like.</summary>
        Denied,
        /// <summary>404 or 410; of FTP 550.</summary>
        NotThere,
        /// <summary>Any other status; redirects are not followed.</summary>
        HttpStatus,
        BadAnswer,
        /// <summary>Longer than allowed.</summary>
        TooLarge,
        /// <summary>The body ended before its stated length.</summary>
        CutShort,
        WrongChecksum,
        /// <summary>Our own end could not take or give the bytes.</summary>
        LocalFailure,
    }

    /// <summary>Where a download goes.</summary>
    public interface IDownloadSink
    {
        /// <summary>A body begins; what an earlier attempt left is forgotten. False refuses it.</summary>
        /// <param name="length">Bytes to come, -1 when not known.</param>
        bool Begin(int length);

        bool Take(byte[] buffer, int offset, int count);
    }

    /// <summary>What is uploaded; may be read from the start again for another attempt.</summary>
    public interface IUploadSource
    {
        /// <summary>Begins at the first byte; bytes there are, or -1 when it cannot be read.</summary>
        int Rewind();

        /// <summary>Bytes given, at least one before the end; -1 on failure.</summary>
        int Read(byte[] into, int offset, int count);
    }

    /// <summary>One file at a time to or from a location. Driven by one thread; <see cref="Poll"/> moves a bounded number of bytes.</summary>
    public interface IFileTransfer
    {
        TransferFailure Failure { get; }

        /// <summary>HTTP status of the answer, or the code of the FTP server's last reply; 0 for none.</summary>
        int Status { get; }

        /// <summary>Bytes of the body so far.</summary>
        int Moved { get; }

        /// <summary>Transferring freezes all threads at times: the output has to be off from before the beginning to the end.</summary>
        bool NeedsStall(string location);

        void BeginDownload(string location, IDownloadSink sink, int mostBytes, long nowMs);

        void BeginUpload(string location, string fileName, IUploadSource source, long nowMs);

        TransferState Poll(long nowMs);

        /// <summary>Ends it and frees what it took; harmless when there is none.</summary>
        void Abort();
    }

    /// <summary>Makes a transfer when one is wanted: its sockets and buffers are there only as long as it is.</summary>
    public interface IFileTransfers
    {
        /// <summary>What it can, as SupportedFileTransferProtocols spells it.</summary>
        string Protocols { get; }

        IFileTransfer Open(ConfigurationStore configuration, ILog log);
    }
}
