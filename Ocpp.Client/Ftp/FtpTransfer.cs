using System.Text;
using Charger.Runtime;
using Ocpp.Client.Connection;
using Ocpp.Client.FirmwareManagement;
using Ocpp.Client.Transport;

namespace Ocpp.Client.Ftp
{
    /// <summary>
    /// FTP (RFC 959) over two byte streams: binary and passive, EPSV and where the server does not know it PASV, RETR for downloads,
    /// STOR for uploads. The data connection goes to the host of the location, whatever address the server names. Each reply,
    /// each wait and the whole are bounded; moving the file allocates nothing.
    /// </summary>
    public sealed class FtpTransfer : IFileTransfer
    {
        private const int ChunkBytes = 1024;
        private const int ControlBytes = 128;
        private const int MaxMovesPerPoll = 8;

        /// <summary>As for HTTP: connecting may block the thread.</summary>
        private const int ConnectMs = 8_000;
        private const int IdleMs = 30_000;
        private const int WholeMs = 1_800_000;

        private enum Phase
        {
            None,
            Opening,
            Greeting,
            User,
            Password,
            Binary,
            Size,
            Extended,
            Passive,
            OpeningData,
            Asked,
            Data,
            Ending,
        }

        private readonly ITransport _control;
        private readonly ITransport _data;
        private readonly Crc32 _crc;
        private readonly FtpAddress _address = new FtpAddress();
        private readonly FtpReply _reply = new FtpReply();
        private readonly byte[] _chunk = new byte[ChunkBytes];
        private readonly byte[] _in = new byte[ControlBytes];
        private byte[] _out;
        private int _outAt;
        private int _inAt;
        private int _inEnd;
        private IDownloadSink _sink;
        private IUploadSource _source;
        private Phase _phase;
        private TransferState _state;
        private string _path = "";
        private int _most;
        private int _length;
        private int _toSend;
        private int _at;
        private int _end;
        private uint _running;
        private long _idleMs;
        private long _wholeMs;

        /// <summary>Two streams of its own: one for commands, one for the file.</summary>
        public FtpTransfer(ITransport control, ITransport data, Crc32 crc)
        {
            _control = control;
            _data = data;
            _crc = crc;
        }

        /// <inheritdoc/>
        public TransferFailure Failure { get; private set; }

        /// <summary>Code of the server's last reply, 0 for none.</summary>
        public int Status { get; private set; }

        /// <inheritdoc/>
        public int Moved { get; private set; }

        /// <summary>A name that has to be looked up.</summary>
        public bool NeedsStall(string location) => _address.Read(location) == TransferFailure.None && !LinkSupervisor.IsAddress(_address.Host);

        /// <inheritdoc/>
        public void BeginDownload(string location, IDownloadSink sink, int mostBytes, long nowMs)
        {
            _sink = sink;
            _source = null;
            _most = mostBytes;
            Begin(location, "", nowMs);
        }

        /// <inheritdoc/>
        public void BeginUpload(string location, string fileName, IUploadSource source, long nowMs)
        {
            _sink = null;
            _source = source;
            Begin(location, fileName, nowMs);
        }

        /// <inheritdoc/>
        public TransferState Poll(long nowMs)
        {
            for (int i = 0; i < MaxMovesPerPoll && _state == TransferState.Running; i++)
                if (!Move(nowMs)) break;
            if (_state == TransferState.Running && (nowMs >= _idleMs || nowMs >= _wholeMs)) Fail(TransferFailure.TimedOut);
            return _state;
        }

        /// <inheritdoc/>
        public void Abort()
        {
            Close();
            _state = TransferState.Idle;
        }

        private void Begin(string location, string fileName, long nowMs)
        {
            Close();
            Failure = TransferFailure.None;
            Status = Moved = 0;
            _state = TransferState.Running;
            _length = -1;
            _running = Crc32.Start;
            _at = _end = _inAt = _inEnd = 0;
            _out = null;
            _reply.Begin();
            _wholeMs = nowMs + WholeMs;
            TransferFailure wrong = _address.Read(location);
            _toSend = _source == null ? 0 : _source.Rewind();
            if (wrong == TransferFailure.None && _toSend < 0) wrong = TransferFailure.LocalFailure;
            if (wrong != TransferFailure.None)
            {
                Fail(wrong);
                return;
            }
            // An upload's location is a directory, with or without its last slash.
            _path = _address.Path;
            if (_source != null) _path += (_path.Length == 0 || _path[_path.Length - 1] == '/' ? "" : "/") + fileName;
            _phase = Phase.Opening;
            Progress(nowMs, ConnectMs);
            Opened(_control.Open(_address.Host, _address.Port, ConnectMs), nowMs);
        }

        // One read or write; false when there is nothing to move for now.
        private bool Move(long nowMs)
        {
            if (_out != null) return SendCommand(nowMs);
            switch (_phase)
            {
                case Phase.Opening: return Opened(_control.PollOpen(), nowMs);
                case Phase.OpeningData: return Opened(_data.PollOpen(), nowMs);
                case Phase.Data: return _source == null ? ReceiveData(nowMs) : SendData(nowMs);
                default: return ReadReply(nowMs);
            }
        }

        private bool Opened(OpenResult result, long nowMs)
        {
            if (result == OpenResult.Pending) return false;
            if (result == OpenResult.NoAddress) return Fail(TransferFailure.NoAddress);
            if (result != OpenResult.Open) return Fail(result == OpenResult.TimedOut ? TransferFailure.TimedOut : TransferFailure.NotReached);
            Progress(nowMs, IdleMs);
            if (_phase == Phase.OpeningData) return Ask(Phase.Asked, (_source == null ? "RETR " : "STOR ") + _path);
            _phase = Phase.Greeting;
            return true;
        }

        private bool Ask(Phase next, string command)
        {
            _phase = next;
            _out = Encoding.UTF8.GetBytes(command + "\r\n");
            _outAt = 0;
            return true;
        }

        private bool SendCommand(long nowMs)
        {
            int wrote = _control.Write(_out, _outAt, _out.Length - _outAt);
            if (wrote < 0) return Fail(TransferFailure.Lost);
            if (wrote == 0) return false;
            Progress(nowMs, IdleMs);
            _outAt += wrote;
            if (_outAt == _out.Length) _out = null;
            return true;
        }

        private bool ReadReply(long nowMs)
        {
            if (_inAt == _inEnd)
            {
                int count = _control.Read(_in, 0, ControlBytes);
                if (count < 0) return Fail(TransferFailure.Lost);
                if (count == 0) return false;
                _inAt = 0;
                _inEnd = count;
                Progress(nowMs, IdleMs);
            }
            while (_inAt < _inEnd)
            {
                ReplyResult result = _reply.Read(_in[_inAt++]);
                if (result == ReplyResult.Bad) return Fail(TransferFailure.BadAnswer);
                if (result == ReplyResult.NeedMore) continue;
                Status = _reply.Code;
                bool goesOn = Handle(Status, nowMs);
                _reply.Begin();
                return goesOn;
            }
            return true;
        }

        /// <summary>Handles a reply by the command that it answers.</summary>
        private bool Handle(int code, long nowMs)
        {
            switch (_phase)
            {
                case Phase.Greeting:
                    // 120: the server will be ready soon and sends another reply then.
                    if (code == 120) return true;
                    return code == 220 ? Ask(Phase.User, "USER " + _address.User) : Refused(code);
                case Phase.User:
                    if (code == 331) return Ask(Phase.Password, "PASS " + _address.Password);
                    return code == 230 ? Ask(Phase.Binary, "TYPE I") : Refused(code);
                case Phase.Password:
                    return code == 230 || code == 202 ? Ask(Phase.Binary, "TYPE I") : Refused(code);
                case Phase.Binary:
                    if (code != 200) return Refused(code);
                    return _source == null ? Ask(Phase.Size, "SIZE " + _path) : Ask(Phase.Extended, "EPSV");
                case Phase.Size:
                    // Not every server has SIZE: then the end of the data and reply 226 show that the file is complete.
                    if (code == 213) _length = LengthOf(_reply.Text);
                    if (_length > _most) return Fail(TransferFailure.TooLarge);
                    return Ask(Phase.Extended, "EPSV");
                case Phase.Extended:
                    if (code >= 500) return Ask(Phase.Passive, "PASV");
                    return code == 229 ? OpenData(_reply.ExtendedPort(), nowMs) : Refused(code);
                case Phase.Passive:
                    return code == 227 ? OpenData(_reply.PassivePort(), nowMs) : Refused(code);
                case Phase.Asked:
                    if (code != 125 && code != 150) return Refused(code);
                    if (_sink != null && !_sink.Begin(_length)) return Fail(TransferFailure.LocalFailure);
                    _phase = Phase.Data;
                    return true;
                default:
                    return code == 226 || code == 250 ? Ended() : _source == null ? Fail(TransferFailure.CutShort) : Refused(code);
            }
        }

        private bool OpenData(int port, long nowMs)
        {
            if (port == 0) return Fail(TransferFailure.BadAnswer);
            _phase = Phase.OpeningData;
            Progress(nowMs, ConnectMs);
            // It may have blocked: nothing else in this step.
            Opened(_data.Open(_address.Host, port, ConnectMs), nowMs);
            return false;
        }

        private bool ReceiveData(long nowMs)
        {
            int count = _data.Read(_chunk, 0, ChunkBytes);
            if (count == 0) return false;
            Progress(nowMs, IdleMs);
            if (count < 0)
            {
                _data.Close();
                _phase = Phase.Ending;
                return true;
            }
            Moved += count;
            if (Moved > _most) return Fail(TransferFailure.TooLarge);
            _running = _crc.Update(_running, _chunk, 0, count);
            return _sink.Receive(_chunk, 0, count) || Fail(TransferFailure.LocalFailure);
        }

        private bool SendData(long nowMs)
        {
            if (_at == _end)
            {
                if (_toSend == 0)
                {
                    // The end of the connection is the end of the file.
                    _data.Close();
                    _phase = Phase.Ending;
                    return true;
                }
                int room = _toSend < ChunkBytes ? _toSend : ChunkBytes;
                int given = _source.Read(_chunk, 0, room);
                if (given <= 0 || given > room) return Fail(TransferFailure.LocalFailure);
                _toSend -= given;
                Moved += given;
                _at = 0;
                _end = given;
            }
            int wrote = _data.Write(_chunk, _at, _end - _at);
            if (wrote < 0) return Fail(TransferFailure.Lost);
            if (wrote == 0) return false;
            _at += wrote;
            Progress(nowMs, IdleMs);
            return true;
        }

        private bool Ended()
        {
            if (_source == null && _length >= 0 && Moved != _length) return Fail(TransferFailure.CutShort);
            if (_source == null && _address.HasCrc && _address.Crc != Crc32.Finish(_running)) return Fail(TransferFailure.WrongChecksum);
            byte[] quit = Encoding.UTF8.GetBytes("QUIT\r\n");
            // Optional: the transfer is done whether QUIT arrives or not.
            _control.Write(quit, 0, quit.Length);
            Close();
            _state = TransferState.Done;
            return false;
        }

        private bool Refused(int code)
        {
            bool denied = code == 530 || code == 532 || code == 332 || (_source != null && (code == 550 || code == 553));
            return Fail(denied ? TransferFailure.Denied : code == 550 ? TransferFailure.NotThere : code < 400 || code == 501 ? TransferFailure.BadAnswer : TransferFailure.HttpStatus);
        }

        private static int LengthOf(string reply)
        {
            int length = 0;
            for (int i = 4; i < reply.Length; i++)
            {
                int digit = reply[i] - '0';
                if (digit < 0 || digit > 9 || length > 99_999_999) return i > 4 && digit < 0 ? length : -1;
                length = length * 10 + digit;
            }
            return reply.Length > 4 ? length : -1;
        }

        private void Progress(long nowMs, int limitMs) => _idleMs = nowMs + limitMs;

        private bool Fail(TransferFailure failure)
        {
            Failure = failure;
            Close();
            _state = TransferState.Failed;
            return false;
        }

        private void Close()
        {
            if (_phase == Phase.None) return;
            _phase = Phase.None;
            _data.Close();
            _control.Close();
        }
    }
}
