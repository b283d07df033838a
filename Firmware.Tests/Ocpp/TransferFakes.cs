using System;
using System.Text;
using Ocpp.Client.FirmwareManagement;
using Ocpp.Client.Messages;
using Ocpp.Client.Transport;

namespace Firmware.Tests.Ocpp
{
    /// <summary>A server that answers with one text, in pieces of a given size, and records what it received.</summary>
    public sealed class ServerFake : ITransport
    {
        private readonly byte[] _answer;
        private readonly int _piece;
        private readonly byte[] _got = new byte[4096];
        private int _gotCount;
        private int _at;

        public OpenResult Opens = OpenResult.Open;
        public bool Silent;
        public int Closed;
        public string Host;

        public ServerFake(string answer, int piece)
        {
            _answer = Encoding.UTF8.GetBytes(answer);
            _piece = piece;
        }

        public string Got => _gotCount == 0 ? "" : Encoding.UTF8.GetString(_got, 0, _gotCount);

        public OpenResult Open(string host, int port, int timeoutMs)
        {
            Host = host + ":" + port;
            _at = 0;
            return Opens;
        }

        public OpenResult PollOpen() => Opens;

        public int Read(byte[] buffer, int offset, int count)
        {
            if (Silent) return 0;
            int there = _answer.Length - _at;
            if (there == 0) return -1;
            if (count > _piece) count = _piece;
            if (count > there) count = there;
            Array.Copy(_answer, _at, buffer, offset, count);
            _at += count;
            return count;
        }

        public int Write(byte[] buffer, int offset, int count)
        {
            if (count > _piece) count = _piece;
            Array.Copy(buffer, offset, _got, _gotCount, count);
            _gotCount += count;
            return count;
        }

        public void Close() => Closed++;
    }

    /// <summary>Keeps a download's bytes, and gives bytes to upload.</summary>
    public sealed class FileFake : IDownloadSink, IUploadSource
    {
        private readonly byte[] _content;
        private readonly byte[] _taken = new byte[256];
        private int _at;
        private int _count;

        public FileFake(string content)
        {
            _content = Encoding.UTF8.GetBytes(content);
        }

        public string Taken => _count == 0 ? "" : Encoding.UTF8.GetString(_taken, 0, _count);

        public bool Begin(int length)
        {
            _count = 0;
            return true;
        }

        public bool Receive(byte[] buffer, int offset, int count)
        {
            if (_count + count > _taken.Length) return false;
            Array.Copy(buffer, offset, _taken, _count, count);
            _count += count;
            return true;
        }

        public int Rewind()
        {
            _at = 0;
            return _content.Length;
        }

        public int Read(byte[] into, int offset, int count)
        {
            if (count > 5) count = 5;
            if (count > _content.Length - _at) count = _content.Length - _at;
            Array.Copy(_content, _at, into, offset, count);
            _at += count;
            return count;
        }
    }

    /// <summary>A transfer that ends as the test says, and records what was begun.</summary>
    public sealed class TransferFake : IFileTransfer
    {
        public string Begun = "";
        public TransferState Next = TransferState.Running;
        public int Aborted;

        public TransferFailure Failure { get; set; }

        public int Status { get; set; }

        public int Moved => 0;

        public bool NeedsStall(string location) => location.StartsWith("https");

        public void BeginDownload(string location, IDownloadSink sink, int mostBytes, long nowMs)
        {
            sink.Begin(4);
            sink.Receive(new byte[4], 0, 4);
            Begun += "D";
        }

        public void BeginUpload(string location, string fileName, IUploadSource source, long nowMs) => Begun += "U";

        public TransferState Poll(long nowMs) => Next;

        public void Abort() => Aborted++;
    }

    /// <summary>An installer and verifier whose results the test sets.</summary>
    public sealed class InstallFake : IFirmwareInstaller, ISignatureVerifier
    {
        public InstallResult Result = InstallResult.Done;
        public InstallOutcome Outcome;
        public int OutcomeId;
        public CertificateCheck Certificate;
        public bool Genuine = true;
        public int Installs;
        public int Bytes;

        public int MostBytes => 1000;

        bool IFirmwareInstaller.Begin(FirmwareRequest request, int length)
        {
            Bytes = 0;
            return true;
        }

        public bool Receive(byte[] buffer, int offset, int count)
        {
            Bytes += count;
            return true;
        }

        public InstallResult Install()
        {
            Installs++;
            return Result;
        }

        public InstallOutcome ReadOutcome(FirmwareRequest request)
        {
            request.Signed = OutcomeId != 0;
            request.RequestId = OutcomeId;
            return Outcome;
        }

        public void OutcomeTold() => Outcome = InstallOutcome.None;

        /// <summary>K for a request kept, F for one that is over, C and R for an image confirmed or not.</summary>
        public string Kept = "";

        public void Keep(FirmwareRequest request) => Kept += request == null ? "F" : "K";

        public void Confirm(bool good) => Kept += good ? "C" : "R";

        CertificateCheck ISignatureVerifier.Begin(byte[] buffer, int certificateAt, int certificateCount, int signatureAt, int signatureCount) => Certificate;

        public void Restart()
        {
        }

        public void Update(byte[] buffer, int offset, int count)
        {
        }

        public SignatureState Chain = SignatureState.Good;

        public SignatureState Work(int steps, bool image) => !image ? Chain : Genuine && Bytes == 4 ? SignatureState.Good : SignatureState.Bad;
    }
}
