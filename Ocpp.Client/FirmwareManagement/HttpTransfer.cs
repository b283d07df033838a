using System.Text;
using Charger.Runtime;
using Ocpp.Client.Connection;
using Ocpp.Client.Transport;

namespace Ocpp.Client.FirmwareManagement
{
    /// <summary>
    /// HTTP/1.1 over a byte stream: GET for downloads, PUT for uploads, POST where a server refuses PUT (405, 501). One request
    /// a connection, no redirects. All bounds are fixed; moving the body allocates nothing.
    /// </summary>
    public sealed class HttpTransfer : IFileTransfer
    {
        private const int ChunkBytes = 512;

        /// <summary>Of a request, whose address may be long.</summary>
        private const int MostHeadBytes = 1024;
        private const int MaxMovesPerPoll = 8;

        /// <summary>Connecting may block the thread, and while charging its supervisor grants it no more than 10 s.</summary>
        private const int ConnectMs = 8_000;
        private const int IdleMs = 30_000;
        private const int WholeMs = 1_800_000;

        private enum Phase
        {
            None,
            Opening,
            Sending,
            Head,
            Body,
        }

        private readonly ITransport _plain;
        private readonly ITransport _secure;

        /// <summary>Allocated with the request, after the source's length is known: finding it may need as much memory.</summary>
        private byte[] _chunk;
        private readonly HttpAddress _address = new HttpAddress();
        private readonly HttpAnswer _answer = new HttpAnswer();
        private readonly Crc32 _crc;

        /// <summary>Only for a download.</summary>
        private HttpBody _body;
        private ITransport _stream;
        private IDownloadSink _sink;
        private IUploadSource _source;
        private string _fileName = "";
        private Phase _phase;
        private TransferState _state;
        private bool _post;
        private int _most;
        private int _toSend;
        private int _at;
        private int _end;
        private long _idleMs;
        private long _wholeMs;

        /// <summary>Idle; it opens a stream only while a transfer runs.</summary>
        /// <param name="secure">For https, or null where there is none: such a location is Untrusted.</param>
        public HttpTransfer(ITransport plain, ITransport secure, Crc32 crc)
        {
            _plain = plain;
            _secure = secure;
            _crc = crc;
        }

        /// <inheritdoc/>
        public TransferFailure Failure { get; private set; }

        /// <inheritdoc/>
        public int Status { get; private set; }

        /// <inheritdoc/>
        public int Moved { get; private set; }

        /// <summary>https, and a name that has to be looked up.</summary>
        public bool NeedsStall(string location)
        {
            return _address.Read(location) == TransferFailure.None && (_address.Secure || !LinkSupervisor.IsAddress(_address.Host));
        }

        /// <inheritdoc/>
        public void BeginDownload(string location, IDownloadSink sink, int mostBytes, long nowMs)
        {
            _sink = sink;
            _source = null;
            _most = mostBytes;
            if (_body == null) _body = new HttpBody(_crc);
            Begin(location, nowMs);
        }

        /// <inheritdoc/>
        public void BeginUpload(string location, string fileName, IUploadSource source, long nowMs)
        {
            // A server that refused PUT gets POST on the next attempt, and the other way round.
            _post = Status == 405 || Status == 501 ? !_post : _post;
            _sink = null;
            _source = source;
            _fileName = fileName;
            Begin(location, nowMs);
        }

        /// <inheritdoc/>
        public TransferState Poll(long nowMs)
        {
            // One read or write each, until there is nothing to move for now.
            for (int i = 0; i < MaxMovesPerPoll && _state == TransferState.Running; i++)
            {
                if (!(_phase == Phase.Opening ? Opened(_stream.PollOpen(), nowMs) : _phase == Phase.Sending ? Send(nowMs) : Receive(nowMs))) break;
            }
            if (_state == TransferState.Running && (nowMs >= _idleMs || nowMs >= _wholeMs)) Fail(TransferFailure.TimedOut);
            return _state;
        }

        /// <inheritdoc/>
        public void Abort()
        {
            Close();
            _state = TransferState.Idle;
        }

        private void Begin(string location, long nowMs)
        {
            Close();
            Failure = TransferFailure.None;
            Status = Moved = 0;
            _state = TransferState.Running;
            _wholeMs = nowMs + WholeMs;
            TransferFailure wrong = _address.Read(location);
            _chunk = null;
            _toSend = _source == null ? 0 : _source.Rewind();
            if (wrong == TransferFailure.None && _toSend < 0) wrong = TransferFailure.LocalFailure;
            if (wrong == TransferFailure.None && _address.Secure && _secure == null) wrong = TransferFailure.Untrusted;
            if (wrong == TransferFailure.None && !WriteRequest()) wrong = TransferFailure.BadAddress;
            if (wrong != TransferFailure.None)
            {
                Fail(wrong);
                return;
            }
            _phase = Phase.Opening;
            _stream = _address.Secure ? _secure : _plain;
            Progress(nowMs, ConnectMs);
            Opened(_stream.Open(_address.Host, _address.Port, ConnectMs), nowMs);
        }

        private bool Opened(OpenResult result, long nowMs)
        {
            if (result == OpenResult.Pending) return false;
            if (result == OpenResult.Open)
            {
                _phase = Phase.Sending;
                Progress(nowMs, IdleMs);
                return true;
            }
            if (result == OpenResult.NoAddress) return Fail(TransferFailure.NoAddress);
            if (result == OpenResult.Untrusted) return Fail(TransferFailure.Untrusted);
            return Fail(result == OpenResult.TimedOut ? TransferFailure.TimedOut : TransferFailure.NotReached);
        }

        private bool Send(long nowMs)
        {
            if (_at == _end)
            {
                if (_toSend == 0)
                {
                    _phase = Phase.Head;
                    _answer.Begin();
                    return true;
                }
                int room = _toSend < _chunk.Length ? _toSend : _chunk.Length;
                int given = _source.Read(_chunk, 0, room);
                if (given <= 0 || given > room) return Fail(TransferFailure.LocalFailure);
                _toSend -= given;
                Moved += given;
                _at = 0;
                _end = given;
            }
            int wrote = _stream.Write(_chunk, _at, _end - _at);
            if (wrote < 0) return Fail(TransferFailure.Lost);
            if (wrote == 0) return false;
            _at += wrote;
            Progress(nowMs, IdleMs);
            return true;
        }

        private bool Receive(long nowMs)
        {
            int count = _stream.Read(_chunk, 0, _chunk.Length);
            if (count < 0) return Fail(_phase == Phase.Head ? TransferFailure.Lost : TransferFailure.CutShort);
            if (count == 0) return false;
            Progress(nowMs, IdleMs);
            int from = 0;
            if (_phase == Phase.Head)
            {
                HeadResult head = _answer.Read(_chunk, 0, count);
                if (head == HeadResult.NeedMore) return true;
                if (head == HeadResult.Bad) return Fail(TransferFailure.BadAnswer);
                Status = _answer.Status;
                if (!ReadHead()) return false;
                from = _answer.Consumed;
            }
            BodyResult result = _body.Read(_chunk, from, count - from);
            Moved = _body.Taken;
            if (result == BodyResult.NeedMore) return true;
            if (result != BodyResult.Whole) return Fail(FailureOf(result));
            if (_address.HasCrc && _address.Crc != _body.Crc) return Fail(TransferFailure.WrongChecksum);
            return Succeed();
        }

        // False when the answer ends with its head, as a success or a failure.
        private bool ReadHead()
        {
            if (Status < 200 || Status > 299) return Fail(FailureOf(Status));
            if (_source != null) return Succeed();
            if (Status != 200 || _answer.IsEncoded) return Fail(TransferFailure.BadAnswer);
            // Without a length, an incomplete image would look like a complete one.
            if (!_answer.IsChunked && _answer.ContentLength < 0) return Fail(TransferFailure.BadAnswer);
            int length = _answer.IsChunked ? -1 : _answer.ContentLength;
            if (length > _most) return Fail(TransferFailure.TooLarge);
            if (!_sink.Begin(length)) return Fail(TransferFailure.LocalFailure);
            _body.Begin(_sink, _answer.IsChunked, length, _most);
            _phase = Phase.Body;
            return true;
        }

        private bool WriteRequest()
        {
            string path = _address.Path;
            // An upload's location is a directory, with or without its last slash; with a query it is not.
            if (_source != null && path.IndexOf('?') < 0) path += (path[path.Length - 1] == '/' ? "" : "/") + _fileName;
            bool usual = _address.Port == (_address.Secure ? 443 : 80);
            string head = (_source == null ? "GET " : _post ? "POST " : "PUT ") + path + " HTTP/1.1\r\nHost: " + _address.Host + (usual ? "" : ":" + _address.Port)
                + "\r\nConnection: close\r\n";
            head += _source == null ? "Accept-Encoding: identity\r\n" : "Content-Type: text/plain; charset=utf-8\r\nContent-Length: " + _toSend + "\r\n";
            if (_address.User.Length > 0) head += "Authorization: Basic " + Encoded(_address.User) + "\r\n";
            head += "\r\n";
            _at = _end = 0;
            if (head.Length > MostHeadBytes) return false;
            _chunk = new byte[head.Length > ChunkBytes ? head.Length : ChunkBytes];
            _end = Encoding.UTF8.GetBytes(head, 0, head.Length, _chunk, 0);
            return true;
        }

        private static string Encoded(string user)
        {
            byte[] plain = Encoding.UTF8.GetBytes(user);
            byte[] encoded = new byte[Base64.EncodedLength(plain.Length)];
            Base64.Encode(plain, 0, plain.Length, encoded, 0);
            return Encoding.UTF8.GetString(encoded, 0, encoded.Length);
        }

        private static TransferFailure FailureOf(int status)
        {
            if (status == 401 || status == 403) return TransferFailure.Denied;
            return status == 404 || status == 410 ? TransferFailure.NotThere : TransferFailure.HttpStatus;
        }

        private static TransferFailure FailureOf(BodyResult result)
        {
            if (result == BodyResult.TooLarge) return TransferFailure.TooLarge;
            return result == BodyResult.NotTaken ? TransferFailure.LocalFailure : TransferFailure.BadAnswer;
        }

        private void Progress(long nowMs, int limitMs) => _idleMs = nowMs + limitMs;

        private bool Succeed()
        {
            Close();
            _state = TransferState.Done;
            return false;
        }

        private bool Fail(TransferFailure failure)
        {
            Failure = failure;
            Close();
            _state = TransferState.Failed;
            return false;
        }

        private void Close()
        {
            _phase = Phase.None;
            ITransport stream = _stream;
            _stream = null;
            if (stream != null) stream.Close();
        }
    }
}
