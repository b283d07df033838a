using Ocpp.Client.Authorization;
using Ocpp.Client.Configuration;
using Ocpp.Client.Messages;
using Ocpp.Client.Queue;

namespace Ocpp.Client.Session
{
    /// <summary>
    /// Decides about a presented id, to start or to stop: looks it up, decides by <see cref="AuthorizationPolicy"/> and, if needed, asks
    /// with Authorize. One question at a time; a missing answer counts as being offline.
    /// </summary>
    internal sealed class Authorizer : SessionPart
    {
        private bool _asking;

        /// <summary>The id that waits for its answer; null for none.</summary>
        public string IdTag { get; private set; }

        /// <summary>An id was presented that the charger itself does not refuse. Null when it is being handled, else why not.</summary>
        /// <param name="carryOut">False to find out only whether it would be refused.</param>
        public string Present(string idTag, bool carryOut)
        {
            if (_asking) return "the central system is being asked about another id";
            IdTagInfo info = new IdTagInfo();
            int facts = Look(idTag, info);
            AuthorizationDecision decision = AuthorizationPolicy.Decide(facts);
            string taken = WhyTaken(idTag, info.ParentIdTag);
            // An id with the same parent may be allowed, and only the central system may know its parent: ask.
            if (taken != null && C.IsOnline && ParentOpens) decision = decision == AuthorizationDecision.Accept ? AuthorizationDecision.Ask : decision;
            else if (taken != null) return taken;
            if (decision == AuthorizationDecision.Refuse) return AuthorizationPolicy.WhyRefused(facts);
            if (!carryOut) return null;
            if (decision == AuthorizationDecision.Accept) Accept(idTag, info.ParentIdTag);
            else Wait(idTag);
            return null;
        }

        /// <summary>An id that needs no Authorize. Null when it may begin, else why not.</summary>
        public string Admit(string idTag, bool carryOut)
        {
            IdTagInfo info = new IdTagInfo();
            Look(idTag, info);
            string taken = WhyTaken(idTag, info.ParentIdTag);
            if (taken == null && carryOut) Accept(idTag, info.ParentIdTag);
            return taken;
        }

        /// <summary>Forgets the presented id; an answer that still comes is ignored.</summary>
        public void Withdraw() => IdTag = null;

        public override bool TryHandle()
        {
            if (C.Rpc.Frame.IsNamed(SendLocalList.Action)) LocalListCalls.Update(C);
            else if (C.Rpc.Frame.IsNamed(GetLocalListVersion.Action)) LocalListCalls.TellVersion(C);
            else if (!C.Rpc.Frame.IsNamed(ClearCache.Action)) return false;
            else if (ClearCache.Read(C.Payload, C.Rpc.Frame)) C.Rpc.Status(IdTagStore.Clear(C) ? "Accepted" : "Rejected");
            return true;
        }

        /// <summary>Sends an Authorize that is due; true when it did. It comes before stored messages, since a person waits.</summary>
        public override bool TrySend()
        {
            if (IdTag == null || _asking || !C.Rpc.CanCall) return false;
            _asking = true;
            C.Rpc.BeginCall(Authorize.Action);
            Authorize.Write(C.Rpc.Writer, IdTag);
            return C.Rpc.EndCall(CallKind.Authorize, C.NowMs, C.Configuration.Whole(OcppKeys.MessageTimeout) * 1000);
        }

        public override bool Ended(int kind, RpcEvent how)
        {
            if (kind != CallKind.Authorize) return false;
            string idTag = IdTag;
            _asking = false;
            IdTag = null;
            if (idTag != null) Answered(idTag, how == RpcEvent.Answered);
            return true;
        }

        private void Answered(string idTag, bool answered)
        {
            IdTagInfo info = new IdTagInfo();
            if (answered && !Authorize.ReadAnswer(C.Payload, C.Rpc.Frame, info))
            {
                C.Warn("Authorize: the answer is invalid (" + C.Payload.ErrorText + ")");
                answered = false;
            }
            if (!answered)
            {
                WithoutAnswer(idTag);
                return;
            }
            IdTagStore.Learn(C, idTag, info);
            string why = info.Status == AuthorizationStatus.Accepted ? WhyTaken(idTag, info.ParentIdTag) : IdTagInfo.Word(info.Status);
            if (why == null) Accept(idTag, info.ParentIdTag);
            else C.Warn("id '" + idTag + "' was not authorised: " + why);
        }

        /// <summary>Decides without an answer when Authorize can no longer be sent.</summary>
        public override void Step()
        {
            if (IdTag == null || _asking || C.IsOnline) return;
            string idTag = IdTag;
            IdTag = null;
            WithoutAnswer(idTag);
        }

        private void WithoutAnswer(string idTag)
        {
            IdTagInfo info = new IdTagInfo();
            int facts = Look(idTag, info) & ~AuthorizationFacts.Online;
            string why = AuthorizationPolicy.Decide(facts) == AuthorizationDecision.Accept ? WhyTaken(idTag, info.ParentIdTag) : AuthorizationPolicy.WhyRefused(facts);
            if (why == null) Accept(idTag, info.ParentIdTag);
            else C.Warn("id '" + idTag + "' was not authorised, no answer: " + why);
        }

        private void Wait(string idTag)
        {
            if (IdTag != null) C.Info("id '" + IdTag + "' was not asked about yet and gives way to '" + idTag + "'");
            IdTag = idTag;
        }

        private int Look(string idTag, IdTagInfo into)
        {
            ConfigurationStore keys = C.Configuration;
            int facts = IdTagStore.Find(C, idTag, into);
            if (C.IsOnline) facts |= AuthorizationFacts.Online;
            if (keys.Truth(OcppKeys.LocalPreAuthorize)) facts |= AuthorizationFacts.PreAuthorize;
            if (keys.Truth(OcppKeys.LocalAuthorizeOffline)) facts |= AuthorizationFacts.AuthorizeOffline;
            if (keys.Truth(OcppKeys.AllowOfflineTxForUnknownId)) facts |= AuthorizationFacts.AllowUnknown;
            return facts;
        }

        /// <summary>The running transaction or the reservation may belong to an id with a parent: an id of the same parent is accepted (S 3.6).</summary>
        private bool ParentOpens => C.Transactions.Running || (C.Profiles != null && C.Profiles.Reservation.ParentIdTag.Length > 0);

        /// <summary>Null when the id may stop the running transaction, or begin one; else why not.</summary>
        private string WhyTaken(string idTag, string parentIdTag)
        {
            TransactionControl t = C.Transactions;
            if (!t.Running) return C.Profiles == null ? null : C.Profiles.WhyNot(idTag, parentIdTag);
            bool group = parentIdTag.Length > 0 && t.ParentIdTag.ToLower() == parentIdTag.ToLower();
            return group ? null : "transaction " + t.Serial + " of another id is running";
        }

        private void Accept(string idTag, string parentIdTag)
        {
            if (C.Transactions.Running) C.Transactions.End(StopReasons.Local, idTag);
            else C.Transactions.Accept(idTag, parentIdTag);
        }
    }
}
