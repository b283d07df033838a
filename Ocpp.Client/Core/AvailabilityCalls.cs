using Ocpp.Client.Availability;
using Charger.Runtime;
using Ocpp.Client.Messages;
using Ocpp.Client.Session;

namespace Ocpp.Client.Core
{
    /// <summary>
    /// ChangeAvailability for the whole charge point and its connector (rule 54, S 5.2). The wanted state is on flash before it is
    /// answered; during a transaction it takes effect when the transaction is over, also after a reboot.
    /// </summary>
    public sealed class AvailabilityCalls : SessionPart
    {
        private const string Name = "avail";

        /// <summary>Format version of its record.</summary>
        public const int FormatVersion = 1;

        /// <summary>Bytes of the payload on flash.</summary>
        public const int PayloadBytes = 1;

        private int _wanted;

        internal override void Join(SessionContext context)
        {
            base.Join(context);
            byte[] record = new byte[1];
            SlotStore slots = Slots();
            int length = slots.Load(record, 0, record.Length);
            if (length == 1 && slots.FormatVersion == FormatVersion) _wanted = record[0] & Inoperative.Both;
            else if (slots.HasValue || slots.Damaged > 0) C.Warn("the stored availability is damaged: the charge point is operative");
            C.Inoperative = _wanted;
        }

        /// <inheritdoc/>
        public override bool TryHandle()
        {
            if (!C.Rpc.Frame.IsNamed(ChangeAvailability.Action)) return false;
            if (ChangeAvailability.Read(C.Payload, C.Rpc.Frame, out int connectorId, out bool inoperative)) C.Rpc.Status(Change(connectorId, inoperative));
            return true;
        }

        /// <inheritdoc/>
        public override void Step()
        {
            if (C.Inoperative != _wanted && !C.Transactions.Running) Enforce();
        }

        private string Change(int connectorId, bool inoperative)
        {
            int bits = connectorId == 0 ? Inoperative.Both : Inoperative.Connector;
            int wanted = inoperative ? _wanted | bits : _wanted & ~bits;
            string why = connectorId > 1 ? "there is no such connector" : (wanted & Inoperative.Both) == Inoperative.Whole ? "the whole charge point is inoperative" : null;
            if (why == null && wanted != _wanted && !Slots().Save(FormatVersion, new byte[] { (byte)wanted }, 0, 1)) why = "it could not be stored";
            if (why != null)
            {
                C.Warn("ChangeAvailability of connector " + connectorId + " is rejected: " + why);
                return "Rejected";
            }
            _wanted = wanted;
            if (((wanted ^ C.Inoperative) & bits) == 0) return "Accepted";
            if (C.Transactions.Running) return "Scheduled";
            Enforce();
            return "Accepted";
        }

        private void Enforce()
        {
            C.Inoperative = _wanted;
            C.Info(_wanted == 0 ? "operative" : (_wanted & Inoperative.Whole) != 0 ? "the whole charge point is inoperative" : "connector 1 is inoperative");
            if (_wanted != 0) C.Transactions.Withdraw("the connector is unavailable");
        }

        // Created for each use, since availability changes rarely.
        private SlotStore Slots() => new SlotStore(C.Storage, Name, C.Crc, new byte[SlotStore.HeaderBytes + PayloadBytes]);
    }
}
