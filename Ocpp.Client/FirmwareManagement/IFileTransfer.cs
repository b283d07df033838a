using Charger.Runtime;
using Ocpp.Client.Configuration;

namespace Ocpp.Client.FirmwareManagement
{
    /// <summary>State of a transfer.</summary>
    public enum TransferState
    {
        /// <summary>None was begun, or it was aborted.</summary>
        Idle,
        /// <summary><see cref="IFileTransfer.Poll"/> has to be called.</summary>
        Running,
        /// <summary>The whole file has been transferred.</summary>
        Done,
        /// <summary>It failed; <see cref="IFileTransfer.Failure"/> says why.</summary>
        Failed,
    }

    /// <summary>Why a transfer failed.</summary>
    public enum TransferFailure
    {
        /// <summary>It has not failed.</summary>
        None,
        /// <summary>The location is no URL.</summary>
        BadAddress,
        /// <summary>Neither http nor https, nor ftp in an image that has it.</summary>
        UnknownScheme,
        /// <summary>The name has no address; look-ups may not be allowed while the output is on.</summary>
        NoAddress,
        /// <summary>The server refused the connection, or no route leads to it.</summary>
        NotReached,
        /// <summary>TLS: no means here, or a certificate that is not acceptable.</summary>
        Untrusted,
        /// <summary>No byte moved for 30 s, connecting took too long, or the whole took more than 30 min.</summary>
        TimedOut,
        /// <summary>The connection ended before the answer.</summary>
        Lost,
        /// <summary>401 or 403; of FTP 530 and its like.</summary>
        Denied,
        /// <summary>404 or 410; of FTP 550.</summary>
        NotThere,
        /// <summary>Any other status; redirects are not followed.</summary>
        HttpStatus,
        /// <summary>The answer breaks its protocol, or is of a kind that is not read (compressed, without a length).</summary>
        BadAnswer,
        /// <summary>Longer than allowed.</summary>
        TooLarge,
        /// <summary>The body ended before its stated length.</summary>
        CutShort,
        /// <summary>The body does not have the CRC-32 that its location names.</summary>
        WrongChecksum,
        /// <summary>Our own end could not take or give the bytes.</summary>
        LocalFailure,
    }

    /// <summary>Receives a download.</summary>
    public interface IDownloadSink
    {
        /// <summary>A body begins; what an earlier attempt left is forgotten. False refuses it.</summary>
        /// <param name="length">Bytes to come, -1 when not known.</param>
        bool Begin(int length);

        /// <summary>Takes the next bytes of the body; false ends the transfer with <see cref="TransferFailure.LocalFailure"/>.</summary>
        bool Receive(byte[] buffer, int offset, int count);
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
        /// <summary>Why the last transfer failed; None while it runs and after success.</summary>
        TransferFailure Failure { get; }

        /// <summary>HTTP status of the answer, or the code of the FTP server's last reply; 0 for none.</summary>
        int Status { get; }

        /// <summary>Bytes of the body so far.</summary>
        int Moved { get; }

        /// <summary>Transferring freezes all threads at times: the output has to be off from before the beginning to the end.</summary>
        bool NeedsStall(string location);

        /// <summary>Begins a download into <paramref name="sink"/>; one under way is ended. May block for 8 s while it connects; a failure shows at the next Poll.</summary>
        void BeginDownload(string location, IDownloadSink sink, int mostBytes, long nowMs);

        /// <summary>Begins an upload to <paramref name="location"/>, a directory; otherwise as <see cref="BeginDownload"/>.</summary>
        void BeginUpload(string location, string fileName, IUploadSource source, long nowMs);

        /// <summary>Moves a bounded number of bytes and returns the state. Only connecting may block, for 8 s: FTP opens a second connection.</summary>
        TransferState Poll(long nowMs);

        /// <summary>Ends it and frees what it took; harmless when there is none.</summary>
        void Abort();
    }

    /// <summary>Makes a transfer when one is wanted: its sockets and buffers are there only as long as it is.</summary>
    public interface IFileTransfers
    {
        /// <summary>What it can, as SupportedFileTransferProtocols spells it.</summary>
        string Protocols { get; }

        /// <summary>A new transfer, idle.</summary>
        IFileTransfer Open(ConfigurationStore configuration, ILog log);
    }
}
