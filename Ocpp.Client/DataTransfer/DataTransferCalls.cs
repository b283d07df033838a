using System.Text;
using Ocpp.Client.Configuration;
using Ocpp.Client.Session;
using Ocpp.Client.Wire;

namespace Ocpp.Client.DataTransfer
{
    /// <summary>
    /// DataTransfer in both directions (rule 59, S 4.3, 5.6): calls go to the handler of their vendor and messageId; ours are either
    /// queued on flash until delivered, or sent once, the latest only.
    /// </summary>
    public sealed class DataTransferCalls : SessionPart
    {
        /// <summary>Longest data a handler is given.</summary>
        private const int MostData = 500;
        private const int FlashRetryMs = 60_000;

        private DataHandler _handlers;
        private string _tellId;
        private string _tellData;
        private bool _outIsQueued;
        private int _attempts;
        private long _nextMs;

        /// <summary>vendorId of our own messages.</summary>
        public string VendorId { get; set; } = "";

        /// <summary>What waits on flash; null where nothing is queued.</summary>
        public DataQueue Queue { get; internal set; }

        /// <summary>The central system does not know the last message's vendor or messageId: it need not be sent again.</summary>
        public bool Unwanted { get; private set; }

        /// <summary>Adds a handler; called while the charge point is put together. Of two with the same names the later one serves.</summary>
        public void Add(DataHandler handler)
        {
            handler.Next = _handlers;
            _handlers = handler;
        }

        /// <summary>Sends this as soon as possible, unless a later one replaces it; data of null cancels it.</summary>
        public void Tell(string messageId, string data)
        {
            _tellId = messageId;
            _tellData = data;
        }

        /// <inheritdoc/>
        public override bool TryHandle()
        {
            if (!C.Rpc.Frame.IsNamed(Messages.DataTransfer.Action)) return false;
            if (!Messages.DataTransfer.Read(C.Payload, C.Rpc.Frame, out string vendorId, out string messageId)) return true;
            DataHandler handler = Find(vendorId, messageId, out bool vendorKnown);
            if (handler == null)
            {
                C.Rpc.Status(vendorKnown ? "UnknownMessageId" : "UnknownVendorId");
                return true;
            }
            string data = Messages.DataTransfer.ReadData(C.Payload, C.Rpc.Frame, MostData);
            if (!C.Payload.IsGood) return true;
            string status = handler.Handle(data, out JsonWriter answer);
            C.Rpc.BeginResult();
            Messages.DataTransfer.WriteAnswer(C.Rpc.Writer, status, answer);
            C.Rpc.EndResult();
            return true;
        }

        /// <inheritdoc/>
        public override bool TrySend()
        {
            if (!C.Rpc.CanCall) return false;
            if (_tellData != null)
            {
                byte[] told = Encoding.UTF8.GetBytes(_tellData);
                _tellData = null;
                return Send(false, _tellId, told, 0, told.Length);
            }
            if (Queue == null || Queue.Waiting == 0 || C.NowMs < _nextMs) return false;
            byte[] head = Queue.Head(out string messageId, out int data, out int count);
            return head != null && Send(true, messageId, head, data, count);
        }

        /// <inheritdoc/>
        public override bool Ended(int kind, RpcEvent how)
        {
            if (kind != CallKind.Vendor) return false;
            string status = how == RpcEvent.Answered ? Messages.DataTransfer.ReadAnswer(C.Payload, C.Rpc.Frame) : null;
            if (status != null && status != "Accepted") C.Warn("DataTransfer for vendor '" + VendorId + "': the central system answers " + status);
            if (!_outIsQueued) Unwanted = how == RpcEvent.Refused || status == "UnknownVendorId" || status == "UnknownMessageId";
            else if (how == RpcEvent.Answered) Done();
            else if (how != RpcEvent.Lost) Failed(how);
            return true;
        }

        private DataHandler Find(string vendorId, string messageId, out bool vendorKnown)
        {
            string vendor = vendorId.ToLower();
            string message = messageId.ToLower();
            vendorKnown = false;
            for (DataHandler handler = _handlers; handler != null; handler = handler.Next)
            {
                if (handler.VendorId.ToLower() != vendor) continue;
                vendorKnown = true;
                if (handler.MessageId.ToLower() == message) return handler;
            }
            return null;
        }

        private bool Send(bool queued, string messageId, byte[] data, int offset, int count)
        {
            _outIsQueued = queued;
            C.Rpc.BeginCall(Messages.DataTransfer.Action);
            Messages.DataTransfer.Write(C.Rpc.Writer, VendorId, messageId, data, offset, count);
            return C.Rpc.EndCall(CallKind.Vendor, C.NowMs, C.Configuration.Whole(OcppKeys.MessageTimeout) * 1000);
        }

        // Answered means delivered, whatever the status is.
        private void Done()
        {
            _attempts = 0;
            _nextMs = C.NowMs;
            if (Queue.Complete()) return;
            _nextMs += FlashRetryMs;
            C.Warn("flash did not remove a delivered DataTransfer: it is sent again");
        }

        /// <summary>After a time-out it is tried again without end; after a CALLERROR as often as a transaction's message (S 9.1.31).</summary>
        private void Failed(RpcEvent how)
        {
            _attempts++;
            int most = C.Configuration.Whole(OcppKeys.TransactionMessageAttempts);
            if (how == RpcEvent.Refused && _attempts >= most)
            {
                C.Warn("a DataTransfer is undeliverable after " + _attempts + " attempts and given up");
                Done();
                return;
            }
            if (_attempts > most) _attempts = most;
            _nextMs = C.NowMs + _attempts * 1000L * C.Configuration.Whole(OcppKeys.TransactionMessageRetryInterval);
        }
    }
}
