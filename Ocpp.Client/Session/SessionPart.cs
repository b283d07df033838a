namespace Ocpp.Client.Session
{
    /// <summary>
    /// One feature of the session: answers its calls, sends its own, does its work once a step. Parts are asked in the order
    /// they were added to <see cref="ChargePoint"/>; one part's call kinds are its own (<see cref="CallKind"/>).
    /// </summary>
    public abstract class SessionPart
    {
        /// <summary>What all parts share; set by <see cref="ChargePoint.Add"/>, before the first step.</summary>
        protected SessionContext C;

        /// <summary>The part asked after this one, or null.</summary>
        internal SessionPart Next;

        internal virtual void Join(SessionContext context) => C = context;

        /// <summary>
        /// Answers the call in <c>C.Rpc.Frame</c> if it is this part's; false if it is another's. A call whose payload is bad
        /// stays unanswered here: the session answers it from <c>C.Payload</c>'s error.
        /// </summary>
        public virtual bool TryHandle() => false;

        /// <summary>Sends one call that is due, when <c>C.Rpc.CanCall</c>; true when it did. Asked only while accepted.</summary>
        public virtual bool TrySend() => false;

        /// <summary>Its call ended: answered, refused, timed out or lost. False when the kind is another part's.</summary>
        public virtual bool Ended(int kind, RpcEvent how) => false;

        /// <summary>
        /// A message was asked for by its name (S 5.17, W): only mark it here, <see cref="TrySendTriggered"/> sends it after the
        /// answer. False for another part's. ExtendedTriggerMessage asks for SignedFirmwareStatusNotification by that name.
        /// </summary>
        public virtual bool TryTrigger(string message, int connectorId) => false;

        /// <summary>Sends one message that <see cref="TryTrigger"/> promised, when <c>C.Rpc.CanCall</c>; asked while Pending too (rule 17).</summary>
        public virtual bool TrySendTriggered() => false;

        /// <summary>A security event (rule 72); only the part that keeps them does something.</summary>
        /// <param name="type">Of <see cref="SecurityEvent"/>.</param>
        /// <param name="techInfo">Never with a secret in it; empty for none.</param>
        public virtual void Raise(int type, string techInfo)
        {
        }

        /// <summary>Once a step, after the messages were taken and the transactions went on.</summary>
        public virtual void Step()
        {
        }
    }
}
