using Ocpp.Client.Configuration;
using Ocpp.Client.Messages;
using Ocpp.Client.Queue;
using Ocpp.Client.Session;

namespace Ocpp.Client.RemoteTrigger
{
    /// <summary>
    /// TriggerMessage and ExtendedTriggerMessage (rule 58, S 5.17): the answer goes first, then the message, while Pending too
    /// (rule 17). Other parts send their own messages after <see cref="SessionPart.TryTrigger"/>.
    /// </summary>
    internal sealed class TriggerCalls : SessionPart
    {
        private const string NotImplemented = "NotImplemented";

        private bool _readingDue;

        /// <inheritdoc/>
        public override bool TryHandle()
        {
            bool extended = C.Rpc.Frame.IsNamed(TriggerMessage.ExtendedAction);
            if (!extended && !C.Rpc.Frame.IsNamed(TriggerMessage.Action)) return false;
            if (!TriggerMessage.Read(C.Payload, C.Rpc.Frame, out string message, out int connectorId)) return true;
            // Only marks the requested message: it is sent after the answer.
            string status = Mark(message, connectorId, extended);
            if (status != "Accepted") C.Warn(message + " was asked for, connector " + connectorId + ": " + status);
            C.Rpc.Status(status);
            return true;
        }

        /// <inheritdoc/>
        public override bool TrySendTriggered()
        {
            if (!_readingDue || !C.Rpc.CanCall) return false;
            _readingDue = false;
            TransactionRecord reading = new TransactionRecord();
            C.Transactions.FillReading(reading, ReadingContexts.Trigger);
            bool known = C.Transactions.Running && C.Queue.IdSerial == C.Transactions.Serial;
            C.Rpc.BeginCall(MeterValues.Action);
            MeterValues.Write(C.Rpc.Writer, 1, known, C.Queue.TransactionId, reading, C.Measurands(OcppKeys.MeterValuesSampledData), C.UtcMs, C.Work);
            return C.Rpc.EndCall(CallKind.Triggered, C.NowMs, C.Configuration.Whole(OcppKeys.MessageTimeout) * 1000);
        }

        /// <summary>Sends the clock-aligned value of a time without a transaction; only once, since the next one follows.</summary>
        public override bool TrySend()
        {
            TransactionRecord reading = C.Transactions.IdleValue;
            if (reading == null || !C.Rpc.CanCall) return false;
            C.Transactions.IdleValue = null;
            C.Rpc.BeginCall(MeterValues.Action);
            MeterValues.Write(C.Rpc.Writer, 1, false, 0, reading, C.Measurands(OcppKeys.MeterValuesAlignedData), reading.TimeMs, C.Work);
            return C.Rpc.EndCall(CallKind.Triggered, C.NowMs, C.Configuration.Whole(OcppKeys.MessageTimeout) * 1000);
        }

        /// <inheritdoc/>
        public override bool Ended(int kind, RpcEvent how) => kind == CallKind.Triggered;

        private string Mark(string message, int connectorId, bool extended)
        {
            // Before the first answer to a BootNotification no other message may be sent (rule 14).
            if (C.Registration.Status == RegistrationStatus.None && message != BootNotification.Action) return "Rejected";
            switch (message)
            {
                case BootNotification.Action:
                    C.Registration.BootWanted = true;
                    return "Accepted";
                case Heartbeat.Action:
                    C.Registration.BeatWanted = true;
                    return "Accepted";
                case StatusNotification.Action:
                    if (connectorId > 1) return "Rejected";
                    if (connectorId != 1) C.Status.Want(0);
                    if (connectorId != 0) C.Status.Want(1);
                    return "Accepted";
                case MeterValues.Action:
                    // Only connector 1 has a meter; without the time of day a value has no timestamp.
                    if (connectorId > 1 || connectorId == 0 || !C.Clock.IsKnown) return "Rejected";
                    _readingDue = true;
                    return "Accepted";
                default:
                    return AskParts(message, connectorId, extended);
            }
        }

        // W requests the signed message by the name of the unsigned one.
        private string AskParts(string message, int connectorId, bool extended)
        {
            bool known = message == ProgressNotifications.Firmware || message == (extended ? ProgressNotifications.Log : ProgressNotifications.Diagnostics);
            if (!known && (!extended || message != CertificateSigned.Trigger)) return NotImplemented;
            if (extended && message == ProgressNotifications.Firmware) message = ProgressNotifications.SignedFirmware;
            for (SessionPart part = C.Parts; part != null; part = part.Next)
                if (part.TryTrigger(message, connectorId)) return "Accepted";
            return NotImplemented;
        }
    }
}
