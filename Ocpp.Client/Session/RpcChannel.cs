using System;
using Charger.Runtime;
using Ocpp.Client.Transport;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Session
{
    /// <summary>What <see cref="RpcChannel.Poll"/> found.</summary>
    public enum RpcEvent
    {
        /// <summary>Nothing to do.</summary>
        None,
        /// <summary>A CALL of the central system: answer it before polling again.</summary>
        Incoming,
        /// <summary>The CALLRESULT of our call.</summary>
        Answered,
        /// <summary>The CALLERROR of our call.</summary>
        Refused,
        /// <summary>No answer to our call came in time; one that comes later is ignored (rule 9).</summary>
        TimedOut,
        /// <summary>The link ended while our call was out: it is unknown whether it arrived.</summary>
        Lost,
    }

    /// <summary>A long answer, written piece by piece while the link takes it.</summary>
    public interface IAnswerParts
    {
        /// <summary>Appends the next piece of the payload to the writer; false when that was the last.</summary>
        bool WriteNext(JsonWriter writer);
    }

    /// <summary>
    /// Messages over a link: at most one call of ours waits for its answer; calls of the other side are answered meanwhile (J 4.1.1). Messages are
    /// written into the link's own send buffer: the next one begins when the last has left it.
    /// </summary>
    public sealed class RpcChannel
    {
        private const int IdPrefixBytes = 8;

        /// <summary>A part of a long answer is sent when it has this many bytes: with its last piece it usually fits the writer's own buffer.</summary>
        private const int PartBytes = 768;

        private readonly IMessageLink _link;
        private readonly IRandomSource _random;
        private readonly ILog _log;
        private readonly byte[] _id = new byte[RpcFrame.MaxMessageId];
        private int _idLength;
        private int _calls;
        private bool _unsent;
        private long _deadlineMs;
        private bool _holding;

        /// <summary>What is still to be written of a long answer; null for none.</summary>
        private IAnswerParts _parts;

        /// <summary>The link has sent the beginning of a message; the rest follows.</summary>
        private bool _begun;

        /// <summary>Nothing is sent or received before the first <see cref="Poll"/>. It does not own the link.</summary>
        /// <param name="writeBytes">Buffer for everyday messages when the link lends none.</param>
        /// <param name="mostBytes">Buffer for a rare long message (GetConfiguration for all keys), allocated for it and released.</param>
        public RpcChannel(IMessageLink link, IRandomSource random, ILog log, int writeBytes, int mostBytes)
        {
            _link = link;
            _random = random;
            _log = log;
            Writer = new JsonWriter(writeBytes, mostBytes);
        }

        /// <summary>Where the payload of a CALL or an answer is written, between its Begin and its End.</summary>
        public JsonWriter Writer { get; }

        /// <summary>Reads messages; free for the payload once <see cref="Poll"/> has returned.</summary>
        public JsonReader Json { get; } = new JsonReader();

        /// <summary>The message that the last <see cref="Poll"/> returned, until the next poll.</summary>
        public RpcFrame Frame { get; } = new RpcFrame();

        /// <summary>A call of ours is out.</summary>
        public bool Waiting { get; private set; }

        /// <summary>Deadline for the answer to that call.</summary>
        public long DeadlineMs => _deadlineMs;

        /// <summary>What kind of call, as given to <see cref="EndCall"/>.</summary>
        public int Kind { get; private set; }

        /// <summary>Answers that matched no call of ours (rule 9).</summary>
        public int Strays { get; private set; }

        /// <summary>Received texts that are not OCPP-J messages.</summary>
        public int Malformed { get; private set; }

        /// <summary>The link has not accepted our last message yet, or not all of it.</summary>
        public bool Unsent => _unsent || _parts != null;

        /// <summary>A CALL may begin: the link is open, none of ours waits for its answer (rule 3), and all that was written is sent.</summary>
        public bool CanCall => _link.State == LinkState.Open && !Waiting && !Unsent && _link.CanSend;

        /// <summary>The link is open.</summary>
        public bool IsOpen => _link.State == LinkState.Open;

        /// <summary>Writes the beginning of a CALL; the caller adds the payload.</summary>
        public void BeginCall(string action)
        {
            if (_calls == 0) NewPrefix();
            _calls++;
            BeginMessage();
            Writer.Raw("[2,\"");
            int from = Writer.Count;
            Writer.Raw(_id, 0, IdPrefixBytes);
            Writer.Number(_calls);
            _idLength = Writer.Count - from;
            Array.Copy(Writer.Buffer, from, _id, 0, _idLength);
            Writer.Raw("\",\"");
            Writer.Raw(action);
            Writer.Raw("\",");
        }

        /// <summary>Sends the call. False when it is too large: nothing was sent.</summary>
        public bool EndCall(int kind, long nowMs, int timeoutMs)
        {
            Writer.Byte(']');
            if (Writer.Overflowed) return false;
            Waiting = true;
            Kind = kind;
            _deadlineMs = nowMs + timeoutMs;
            Send();
            return true;
        }

        /// <summary>Writes the beginning of the answer to <see cref="Frame"/>.</summary>
        public void BeginResult()
        {
            BeginMessage();
            Writer.Raw("[3,\"");
            Writer.Raw(Frame.Buffer, Frame.IdStart, Frame.IdLength);
            Writer.Raw("\",");
        }

        /// <summary>Sends the answer; when it was too large for the buffer, a CALLERROR instead.</summary>
        public void EndResult()
        {
            Writer.Byte(']');
            if (Writer.Overflowed) Error("InternalError", "the answer is larger than this charge point can send");
            else Send();
        }

        /// <summary>Answers part by part: <see cref="Poll"/> sends the further parts, and the request stays readable until the last one is written.</summary>
        public void Result(IAnswerParts payload)
        {
            BeginResult();
            _parts = payload;
            WriteParts();
        }

        /// <summary>Answers with a status alone: what most commands get.</summary>
        public void Status(string status)
        {
            BeginResult();
            Writer.Raw("{\"status\":\"");
            Writer.Raw(status);
            Writer.Raw("\"}");
            EndResult();
        }

        /// <summary>Answers with a CALLERROR; its details are always there and empty (rule 7).</summary>
        public void Error(string code, string description)
        {
            BeginMessage();
            Writer.Raw("[4,\"");
            Writer.Raw(Frame.Buffer, Frame.IdStart, Frame.IdLength);
            Writer.Raw("\",\"");
            Writer.Raw(code);
            Writer.Raw("\",");
            Writer.Quoted(description.Substring(0, description.Length < 255 ? description.Length : 255));
            Writer.Raw(",{}]");
            Send();
        }

        /// <summary>Returns the next event. Releases the message of the last one.</summary>
        public RpcEvent Poll(long nowMs)
        {
            if (_parts == null || _link.State != LinkState.Open) Release();
            if (_link.State != LinkState.Open)
            {
                _unsent = _begun = false;
                Writer.Clear();
                _parts = null;
                _calls = 0;
                if (!Waiting) return RpcEvent.None;
                Waiting = false;
                return RpcEvent.Lost;
            }
            if (_unsent) Send();
            WriteParts();
            if (Unsent || !_link.CanSend) return RpcEvent.None;
            Release();
            int length = _link.Received;
            if (length >= 0)
            {
                _holding = true;
                return Receive(length);
            }
            if (!Waiting || nowMs < _deadlineMs) return RpcEvent.None;
            Waiting = false;
            return RpcEvent.TimedOut;
        }

        private RpcEvent Receive(int length)
        {
            if (_link.Omitted != 0) return ReceiveBeginning(length, _link.Omitted);
            if (!Frame.TryRead(Json, _link.ReceiveBuffer, 0, length))
            {
                Malformed++;
                _log.Write(LogLevel.Warning, LogSection.Ocpp, "a message of " + length + " bytes is no OCPP message");
                if (Frame.IdLength > 0) Error(PayloadReader.FormationError, "not a message of OCPP-J");
                return RpcEvent.None;
            }
            if (Frame.Type == RpcType.Call) return RpcEvent.Incoming;
            if (Frame.Type == RpcType.Unknown) return RpcEvent.None;
            if (!Waiting || !Frame.HasId(_id, _idLength))
            {
                Strays++;
                _log.Write(LogLevel.Warning, LogSection.Ocpp, "an answer without a call is ignored");
                return RpcEvent.None;
            }
            Waiting = false;
            return Frame.Type == RpcType.CallResult ? RpcEvent.Answered : RpcEvent.Refused;
        }

        // The first bytes have the message's id: the sender gets an error at once.
        private RpcEvent ReceiveBeginning(int length, int omitted)
        {
            Frame.TryRead(Json, _link.ReceiveBuffer, 0, length);
            string why = "a message of " + (length + omitted) + " bytes is longer than this charge point can take";
            _log.Write(LogLevel.Warning, LogSection.Ocpp, why);
            if (Frame.Begun == RpcType.Call) Error("InternalError", why);
            bool ours = (Frame.Begun == RpcType.CallResult || Frame.Begun == RpcType.CallError) && Waiting && Frame.HasId(_id, _idLength);
            if (!ours) return RpcEvent.None;
            Waiting = false;
            return RpcEvent.Refused;
        }

        /// <summary>
        /// The call was read: only the id for its answer is kept. A long message is released before the work on
        /// flash that follows.
        /// </summary>
        public void KeepIdAlone()
        {
            byte[] id = new byte[Frame.IdLength];
            Array.Copy(Frame.Buffer, Frame.IdStart, id, 0, id.Length);
            Release();
            Frame.Buffer = id;
            Frame.IdStart = 0;
        }

        private void Release()
        {
            if (!_holding) return;
            _holding = false;
            _link.Release();
            // A long message has its own buffer, which would stay on the heap until the next message.
            Frame.Buffer = _link.ReceiveBuffer;
            Json.Reset(_link.ReceiveBuffer, 0, 0);
        }

        private void WriteParts()
        {
            while (_parts != null && !_unsent && _link.CanSend)
            {
                bool more = true;
                if (Writer.Length == 0) BeginMessage();
                while (more && Writer.Length < PartBytes) more = _parts.WriteNext(Writer);
                if (!more)
                {
                    _parts = null;
                    Writer.Byte(']');
                }
                Send();
            }
        }

        private void BeginMessage() => Writer.Begin(_link.SendBuffer, _link.SendOffset);

        private void Send()
        {
            _unsent = !_link.TrySendPart(Writer.Buffer, Writer.Start, Writer.Length, !_begun, _parts == null);
            if (_unsent) return;
            _begun = _parts != null;
            Writer.Clear();
        }

        // Unique per connection and, with its random part, over connections too (J 4.1.4).
        private void NewPrefix()
        {
            int bits = _random.NextInt32();
            _id[IdPrefixBytes - 1] = (byte)'-';
            for (int i = 0; i < IdPrefixBytes - 1; i++)
            {
                int digit = (bits >> (4 * i)) & 15;
                _id[i] = (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);
            }
        }
    }
}
