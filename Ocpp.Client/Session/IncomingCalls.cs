using Ocpp.Client.Configuration;
using Ocpp.Client.Messages;
using Ocpp.Client.Queue;
using Ocpp.Client.SmartCharging;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Session
{
    /// <summary>Answers the central system's calls of the Core profile; each call gets exactly one answer.</summary>
    public sealed class IncomingCalls
    {
        private readonly SessionContext _c;
        private readonly TransactionControl _transactions;
        private readonly Registration _registration;

        public IncomingCalls(SessionContext context, TransactionControl transactions, Registration registration)
        {
            _c = context;
            _transactions = transactions;
            _registration = registration;
        }

        /// <summary>Calls answered with a CALLERROR.</summary>
        public int Refused { get; private set; }

        /// <summary>A Reset was accepted: HardReset or SoftReset, -1 for none.</summary>
        public int ResetReason { get; private set; } = -1;

        /// <summary>Something in the configuration changed.</summary>
        public bool ConfigurationChanged { get; set; }

        public void Handle()
        {
            // Rule 16: a rejected charge point answers nothing.
            if (_registration.Status == RegistrationStatus.Rejected) return;
            RpcFrame f = _c.Rpc.Frame;
            if (f.IsNamed("RemoteStartTransaction")) RemoteStart();
            else if (f.IsNamed("RemoteStopTransaction")) RemoteStop();
            else if (f.IsNamed("GetConfiguration")) GetConfiguration();
            else if (f.IsNamed("ChangeConfiguration")) ChangeConfiguration();
            else if (f.IsNamed("Reset")) Reset();
            else if (f.IsNamed("UnlockConnector")) Unlock();
            else
            {
                // In this frame and not deeper: parts work on flash, and a call frame takes 204 bytes of the heap.
                if (_c.Progress != null) _c.Progress.Enter();
                SessionPart part = _c.Parts;
                while (part != null && !part.TryHandle()) part = part.Next;
                if (_c.Progress != null) _c.Progress.Leave();
                if (part != null) CheckPayload();
                else if (IsKnown(f)) Error("NotSupported", "this charge point does not carry out this action");
                else Error("NotImplemented", "unknown action");
            }
        }

        private void RemoteStart()
        {
            PayloadReader p = _c.Payload;
            int connector = 1;
            string idTag = null;
            ChargingProfile profile = null;
            p.Begin(_c.Rpc.Frame);
            while (p.NextMember())
            {
                if (p.NameIs("connectorId")) connector = p.Whole();
                else if (p.NameIs("idTag")) idTag = p.Text(20);
                else if (_c.Profiles != null && p.NameIs("chargingProfile"))
                {
                    profile = _c.Profiles.NewProfile();
                    ChargingProfileFields.Read(p, profile);
                }
            }
            if (p.IsGood && idTag == null) p.Missing("idTag");
            if (!p.IsGood)
            {
                Error(p.ErrorCode, p.ErrorText);
                return;
            }
            _c.Rpc.KeepIdAlone();
            string why = connector != 1 ? "there is no connector " + connector : _registration.IsAccepted ? _c.Inputs.NotReadyBecause : "not accepted by the central system yet";
            if (why == null && _transactions.Running) why = "transaction " + _transactions.Serial + " is running";
            bool authorize = _c.Configuration.Truth(OcppKeys.AuthorizeRemoteTxRequests);
            // All that may refuse is asked before anything changes.
            if (why == null && _transactions.WaitsForAnother(idTag)) why = "another id waits for the plug or for its answer";
            if (why == null) why = _transactions.Present(idTag, authorize, false);
            if (why == null && profile != null) why = _c.Profiles.Hold(profile);
            if (why == null) _transactions.Present(idTag, authorize);
            if (why != null) _c.Warn("RemoteStartTransaction for '" + idTag + "' is rejected: " + why);
            _c.Rpc.Status(why == null ? "Accepted" : "Rejected");
        }

        private void RemoteStop()
        {
            PayloadReader p = _c.Payload;
            int id = 0;
            bool has = false;
            p.Begin(_c.Rpc.Frame);
            while (p.NextMember())
            {
                if (!p.NameIs("transactionId")) continue;
                id = p.Whole();
                has = true;
            }
            if (p.IsGood && !has) p.Missing("transactionId");
            if (!p.IsGood)
            {
                Error(p.ErrorCode, p.ErrorText);
                return;
            }
            bool ours = _registration.IsAccepted && _transactions.Running && _c.Queue.IdSerial == _transactions.Serial && _c.Queue.TransactionId == id;
            _c.Rpc.Status(ours ? "Accepted" : "Rejected");
            if (ours) _transactions.End(StopReasons.Remote);
            else _c.Warn("RemoteStopTransaction " + id + " is rejected: no such transaction runs here");
        }

        private void GetConfiguration()
        {
            ConfigurationAnswer answer = ConfigurationAnswer.Of(_c);
            if (answer == null) Error(_c.Payload.ErrorCode, _c.Payload.ErrorText);
            else _c.Rpc.Result(answer);
        }

        private void ChangeConfiguration()
        {
            PayloadReader p = _c.Payload;
            string key = null;
            string value = null;
            p.Begin(_c.Rpc.Frame);
            while (p.NextMember())
            {
                if (p.NameIs("key")) key = p.Text(50);
                else if (p.NameIs("value")) value = p.Text(500);
            }
            if (p.IsGood && key == null) p.Missing("key");
            if (p.IsGood && value == null) p.Missing("value");
            if (!p.IsGood)
            {
                Error(p.ErrorCode, p.ErrorText);
                return;
            }
            switch (_c.Configuration.Set(key, value))
            {
                case ConfigurationStatus.Accepted:
                    ConfigurationChanged = true;
                    _c.Rpc.Status("Accepted");
                    return;
                case ConfigurationStatus.RebootRequired: _c.Rpc.Status("RebootRequired"); return;
                case ConfigurationStatus.NotSupported: _c.Rpc.Status("NotSupported"); break;
                default: _c.Rpc.Status("Rejected"); break;
            }
            _c.Warn("ChangeConfiguration: " + _c.Configuration.Refusal);
        }

        private void Reset()
        {
            PayloadReader p = _c.Payload;
            string type = null;
            p.Begin(_c.Rpc.Frame);
            while (p.NextMember())
                if (p.NameIs("type")) type = p.Text(10);
            if (p.IsGood && type == null) p.Missing("type");
            if (p.IsGood && type != "Hard" && type != "Soft") p.Fail(PayloadReader.PropertyError, "type '" + type + "' is neither Hard nor Soft");
            if (!p.IsGood)
            {
                Error(p.ErrorCode, p.ErrorText);
                return;
            }
            // Rule 55: the answer goes first.
            _c.Rpc.Status("Accepted");
            _c.Info(type + " reset for the central system");
            BeginReset(type == "Hard" ? StopReasons.HardReset : StopReasons.SoftReset);
        }

        /// <summary>Ends the transaction with this reason; the restart follows when its stop is on flash and, soft, had time to be delivered.</summary>
        public void BeginReset(int reason)
        {
            ResetReason = reason;
            _transactions.End(reason);
        }

        // The cable is fixed (rule 56).
        private void Unlock()
        {
            PayloadReader p = _c.Payload;
            bool has = false;
            p.Begin(_c.Rpc.Frame);
            while (p.NextMember())
            {
                if (!p.NameIs("connectorId")) continue;
                p.Whole();
                has = true;
            }
            if (p.IsGood && !has) p.Missing("connectorId");
            if (p.IsGood) _c.Rpc.Status("NotSupported");
            else Error(p.ErrorCode, p.ErrorText);
        }

        private void CheckPayload()
        {
            if (!_c.Payload.IsGood) Error(_c.Payload.ErrorCode, _c.Payload.ErrorText);
        }

        private void Error(string code, string text)
        {
            Refused++;
            _c.Warn("a call is refused, " + code + ": " + text);
            _c.Rpc.Error(code, text);
        }

        // Known from the specification, but not carried out (rule 7 tells the two apart).
        private static bool IsKnown(RpcFrame f)
        {
            return f.IsNamed("ChangeAvailability") || f.IsNamed("ReserveNow") || f.IsNamed("CancelReservation")
                || f.IsNamed("SetChargingProfile") || f.IsNamed("ClearChargingProfile")
                || f.IsNamed("GetCompositeSchedule") || f.IsNamed("GetDiagnostics") || f.IsNamed("UpdateFirmware") || f.IsNamed("GetLog")
                || f.IsNamed("SignedUpdateFirmware");
        }
    }
}
