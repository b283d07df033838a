using Ocpp.Client.Configuration;
using Ocpp.Client.Messages;
using Ocpp.Client.Queue;
using Ocpp.Client.Session;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Core
{
    /// <summary>Remote start and stop, configuration, Reset and UnlockConnector: what the Core profile asks of every charge point.</summary>
    internal sealed class CoreCalls : SessionPart
    {
        /// <summary>A reset was asked for: <see cref="StopReasons.HardReset"/> or <see cref="StopReasons.SoftReset"/>, -1 for none.</summary>
        public int ResetReason { get; private set; } = -1;

        public override bool TryHandle()
        {
            RpcFrame f = C.Rpc.Frame;
            if (f.IsNamed(RemoteStartTransaction.Action)) RemoteStart();
            else if (f.IsNamed(RemoteStopTransaction.Action)) RemoteStop();
            else if (f.IsNamed(GetConfiguration.Action)) TellConfiguration();
            else if (f.IsNamed(ChangeConfiguration.Action)) Change();
            else if (f.IsNamed(Reset.Action)) AcceptReset();
            else if (f.IsNamed(UnlockConnector.Action)) Unlock();
            else return false;
            return true;
        }

        private void RemoteStart()
        {
            RemoteStartTransaction m = new RemoteStartTransaction();
            if (!m.Read(C.Payload, C.Rpc.Frame, C.Profiles == null ? -1 : C.Profiles.MaxPeriods)) return;
            C.Rpc.KeepIdAlone();
            string why = m.ConnectorId != 1 ? "there is no connector " + m.ConnectorId : C.Registration.IsAccepted ? C.Inputs.NotReadyBecause : "not accepted by the central system yet";
            if (why == null && C.Transactions.Running) why = "transaction " + C.Transactions.Serial + " is running";
            bool authorize = C.Configuration.Truth(OcppKeys.AuthorizeRemoteTxRequests);
            // All checks come before the first change.
            if (why == null && C.Transactions.WaitsForAnother(m.IdTag)) why = "another id waits for the plug or for its answer";
            if (why == null) why = C.Transactions.Present(m.IdTag, authorize, false);
            if (why == null && m.Profile != null) why = C.Profiles.Hold(m.Profile);
            if (why == null) C.Transactions.Present(m.IdTag, authorize);
            if (why != null) C.Warn("RemoteStartTransaction for '" + m.IdTag + "' is rejected: " + why);
            C.Rpc.Status(why == null ? "Accepted" : "Rejected");
        }

        private void RemoteStop()
        {
            if (!RemoteStopTransaction.Read(C.Payload, C.Rpc.Frame, out int id)) return;
            bool ours = C.Registration.IsAccepted && C.Transactions.Running && C.Queue.IdSerial == C.Transactions.Serial && C.Queue.TransactionId == id;
            C.Rpc.Status(ours ? "Accepted" : "Rejected");
            if (ours) C.Transactions.End(StopReasons.Remote);
            else C.Warn("RemoteStopTransaction " + id + " is rejected: no such transaction runs here");
        }

        private void TellConfiguration()
        {
            if (GetConfiguration.Read(C.Payload, C.Rpc.Frame, C.Configuration.Whole(OcppKeys.GetConfigurationMaxKeys), out int asked)) C.Rpc.Result(new ConfigurationAnswer(C, asked > 0));
        }

        private void Change()
        {
            if (!ChangeConfiguration.Read(C.Payload, C.Rpc.Frame, out string key, out string value)) return;
            switch (C.Configuration.Set(key, value))
            {
                case ConfigurationStatus.Accepted: C.Rpc.Status("Accepted"); return;
                case ConfigurationStatus.RebootRequired: C.Rpc.Status("RebootRequired"); return;
                case ConfigurationStatus.NotSupported: C.Rpc.Status("NotSupported"); break;
                default: C.Rpc.Status("Rejected"); break;
            }
            C.Warn("ChangeConfiguration: " + C.Configuration.Refusal);
        }

        private void AcceptReset()
        {
            if (!Reset.Read(C.Payload, C.Rpc.Frame, out bool hard)) return;
            // Rule 55: the answer goes first.
            C.Rpc.Status("Accepted");
            C.Info((hard ? "Hard" : "Soft") + " reset for the central system");
            BeginReset(hard);
        }

        /// <summary>Ends the transaction; the restart follows when its stop is on flash and, for a soft reset, after time to deliver it.</summary>
        public void BeginReset(bool hard)
        {
            ResetReason = hard ? StopReasons.HardReset : StopReasons.SoftReset;
            C.Transactions.End(ResetReason);
        }

        // The cable is fixed (rule 56).
        private void Unlock()
        {
            if (UnlockConnector.Read(C.Payload, C.Rpc.Frame)) C.Rpc.Status("NotSupported");
        }
    }
}
